import { crc32, deflateSync } from "node:zlib";

/** A PNG of soft colour fields, `size` pixels square: a picture for whoever has none at hand. */
export function samplePicture(size: number, hue: number): Buffer {
  const rows = Array.from({ length: size }, (_, y) => {
    const row = Buffer.alloc(1 + size * 3);
    for (let x = 0; x < size; x += 1) {
      const near = 1 - Math.hypot(x - size * 0.4, y - size * 0.4) / size;
      row[1 + x * 3] = 255 * clamp(near * (0.5 + 0.5 * Math.cos(hue)));
      row[2 + x * 3] = 255 * clamp(near * (0.5 + 0.5 * Math.cos(hue - 2)));
      row[3 + x * 3] = 255 * clamp(near * (0.5 + 0.5 * Math.cos(hue + 2)));
    }
    return row;
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  // Eight bits a channel, RGB.
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
