import { crc32, deflateSync } from "node:zlib";

/** A PNG of a coin on a soft ground, `size` pixels square; `hue` in degrees. For whoever has no picture at hand. */
export function samplePicture(size: number, hue: number): Buffer {
  const rows = Array.from({ length: size }, (_, y) => {
    const row = Buffer.alloc(1 + size * 3);
    for (let x = 0; x < size; x += 1) row.set(pixel(x / size, y / size, hue), 1 + x * 3);
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

/** Light falls from the upper left onto a ground, a coin with a rim, and a smaller disc on the coin. */
function pixel(x: number, y: number, hue: number): readonly number[] {
  const fromMiddle = Math.hypot(x - 0.5, y - 0.5);
  const light = 1 - (x + y) / 2;
  if (fromMiddle > 0.36) return rgb(hue, 0.35, 0.86 + 0.1 * light);
  if (fromMiddle > 0.33) return rgb(hue, 0.5, 0.28 + 0.12 * light);
  if (fromMiddle < 0.14) return rgb(hue, 0.45, 0.74 + 0.16 * light);
  return rgb(hue, 0.5, 0.38 + 0.2 * light);
}

/** Hue in degrees, saturation and lightness in 0..1. @see https://www.w3.org/TR/css-color-4/#hsl-to-rgb */
function rgb(hue: number, saturation: number, lightness: number): readonly number[] {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const place = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  });
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
