import type { Sharp } from "sharp";
import type { Pixels } from "./decode.ts";
import { loadSharp } from "./sharp.ts";

/** Side at which two pictures are compared: a token's page shows it at half of that. */
const VIEW = 320;
const BLOCK = 8;
const STRIDE = 4;
/** The two constants of SSIM for 8 bits, which steady the division in flat places. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/**
 * Judges how like these pixels an encoded picture still looks where tokens are shown; 1 is the same.
 *
 * By mean SSIM of the brightness (Wang et al. 2004) over blocks of 8 x 8, since lost detail and blocking show there first;
 * what is transparent is compared on grey.
 */
export async function createLikeness(
  pixels: Pixels,
): Promise<(encoded: Buffer) => Promise<number>> {
  const sharp = await loadSharp();
  const { data, channels } = pixels;
  const scale = Math.min(1, VIEW / Math.max(pixels.width, pixels.height));
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const look = (picture: Sharp): Promise<Buffer> =>
    picture
      .resize(width, height, { fit: "fill" })
      .flatten({ background: "#808080" })
      .greyscale()
      .raw()
      .toBuffer();
  const wanted = await look(
    sharp(data, { raw: { width: pixels.width, height: pixels.height, channels } }),
  );
  return async (encoded) => similarity(wanted, await look(sharp(encoded)), width, height);
}

/** Mean SSIM of two grey pictures of the same size; smaller than one block they are compared as one. */
function similarity(one: Buffer, other: Buffer, width: number, height: number): number {
  let sum = 0;
  let blocks = 0;
  for (let top = 0; top === 0 || top + BLOCK <= height; top += STRIDE) {
    for (let left = 0; left === 0 || left + BLOCK <= width; left += STRIDE) {
      const right = Math.min(left + BLOCK, width);
      const bottom = Math.min(top + BLOCK, height);
      sum += blockSimilarity(one, other, width, { left, top, right, bottom });
      blocks += 1;
    }
  }
  return sum / blocks;
}

function blockSimilarity(
  one: Buffer,
  other: Buffer,
  width: number,
  at: Readonly<Record<"left" | "top" | "right" | "bottom", number>>,
): number {
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let y = at.top; y < at.bottom; y += 1) {
    for (let x = at.left; x < at.right; x += 1) {
      const p = one[y * width + x] ?? 0;
      const q = other[y * width + x] ?? 0;
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  }
  const count = (at.right - at.left) * (at.bottom - at.top);
  const [meanA, meanB] = [a / count, b / count];
  const spread = aa / count - meanA ** 2 + bb / count - meanB ** 2;
  const shared = ab / count - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * shared + C2)) /
    ((meanA ** 2 + meanB ** 2 + C1) * (spread + C2))
  );
}
