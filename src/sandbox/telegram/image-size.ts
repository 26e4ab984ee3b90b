export interface ImageHead {
  readonly mime: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
  readonly width: number;
  readonly height: number;
}

/** Reads a picture's kind and size from its first bytes; null for what is none of PNG, JPEG, GIF, WebP. */
export function readImageHead(bytes: Buffer): ImageHead | null {
  try {
    return readPng(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
  } catch (error) {
    // Reading past the end: a picture that was cut off.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readPng(bytes: Buffer): ImageHead | null {
  if (bytes.toString("latin1", 0, 8) !== "\x89PNG\r\n\x1a\n") return null;
  return { mime: "image/png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function readGif(bytes: Buffer): ImageHead | null {
  if (!/^GIF8[79]a$/.test(bytes.toString("latin1", 0, 6))) return null;
  return { mime: "image/gif", width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}

function readWebp(bytes: Buffer): ImageHead | null {
  if (!/^RIFF.{4}WEBPVP8/s.test(bytes.toString("latin1", 0, 15))) return null;
  const mime = "image/webp";
  switch (bytes.toString("latin1", 12, 16)) {
    case "VP8X":
      return { mime, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case "VP8L": {
      const packed = bytes.readUInt32LE(21);
      return { mime, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    default:
      return {
        mime,
        width: bytes.readUInt16LE(26) & 0x3fff,
        height: bytes.readUInt16LE(28) & 0x3fff,
      };
  }
}

/** Walks the segments to the frame header, whose marker is C0 to CF but for the tables C4, C8 and CC. */
function readJpeg(bytes: Buffer): ImageHead | null {
  if (bytes.toString("latin1", 0, 3) !== "\xff\xd8\xff") return null;
  let at = 2;
  for (;;) {
    while (bytes.readUInt8(at) !== 0xff) at++;
    while (bytes.readUInt8(at) === 0xff) at++;
    const marker = bytes.readUInt8(at++);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return {
        mime: "image/jpeg",
        width: bytes.readUInt16BE(at + 5),
        height: bytes.readUInt16BE(at + 3),
      };
    }
    at += bytes.readUInt16BE(at);
  }
}
