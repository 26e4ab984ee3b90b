import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture of one colour, to be encoded in any format. */
export const plain = ({ width, height }: Size, background = "#c02040") =>
  sharp({ create: { width, height, channels: 3, background } });

/** A photo of nothing: every pixel differs from its neighbours, the worst case for every encoder. */
export function noise({ width, height }: Size) {
  const data = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[at] = state >>> 24;
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** A PNG of one bit a pixel, valid to the last byte, whose black pixels weigh next to nothing. */
export function blackPng({ width, height }: Size): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(1, 8);
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** What photos are made of: soft shapes, and grain of this many steps of brightness on top. */
export function photo({ width, height }: Size, grain = 20) {
  const data = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let at = 0; at < data.length; at++) {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const shape = 128 + 100 * Math.sin(x / (30 + (at % 3) * 9)) * Math.cos(y / 41);
    data[at] = Math.max(0, Math.min(255, shape + grain * ((state >>> 24) / 255 - 0.5)));
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** An animated GIF or WebP, one frame a colour. */
export async function animation(
  size: Size,
  colours: readonly string[] = ["#ff0000", "#0000ff"],
  format: "gif" | "webp" = "gif",
): Promise<Buffer> {
  const frames = await Promise.all(colours.map((colour) => plain(size, colour).png().toBuffer()));
  const joined = sharp(frames, { join: { animated: true } });
  const delay = colours.map(() => 120);
  return format === "gif"
    ? joined.gif({ delay, loop: 3 }).toBuffer()
    : joined.webp({ delay, loop: 3, lossless: true }).toBuffer();
}

/** An animation of which every frame is one dot on a large canvas: 20 bytes a frame, and as many pixels as you like. */
export function dottedGif({ width, height }: Size, frames: number): Buffer {
  const screen = Buffer.from("GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
  screen.writeUInt16LE(width, 6);
  screen.writeUInt16LE(height, 8);
  const frame = "21f904000c000000" + "2c000000000100010000" + "0202440100";
  return Buffer.concat([screen, Buffer.from(frame.repeat(frames) + "3b", "hex")]);
}
