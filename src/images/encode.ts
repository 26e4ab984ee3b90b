import type { WebpOptions } from "sharp";
import type { StoredImage } from "./image-store.ts";
import type { Pixels } from "./decode.ts";
import { loadSharp } from "./sharp.ts";

/** What a stored picture may weigh. Whoever shows it loads it often, and swarms advises less than 500 KB. */
export const MAX_STORED_BYTES = 100_000;

/** Tried in turn until the picture is light enough. Even pure noise passes the last one. */
const STEPS = [
  { side: 1024, quality: 80 },
  { side: 1024, quality: 60 },
  { side: 1024, quality: 40 },
  { side: 640, quality: 50 },
  { side: 320, quality: 40 },
] as const;

export type EncodedPicture = Pick<StoredImage, "bytes" | "mime" | "width" | "height">;

/**
 * Encodes pixels as WebP of at most {@link MAX_STORED_BYTES}: without loss where a drawn picture allows it, since edges
 * of logos and pixel art suffer first, else with as much loss as needed. The same pixels give the same bytes.
 *
 * WebP, since every target names it and a photo weighs a tenth of the PNG.
 */
export async function encodePicture(pixels: Pixels): Promise<EncodedPicture> {
  if (pixels.drawn) {
    const exact = await toWebp(pixels, 1024, { lossless: true, effort: 2 });
    if (exact.bytes.length <= MAX_STORED_BYTES) return exact;
  }
  for (const { side, quality } of STEPS) {
    const picture = await toWebp(pixels, side, { quality });
    if (picture.bytes.length <= MAX_STORED_BYTES) return picture;
  }
  throw new Error("the smallest picture is still too large");
}

/** Encodes pixels as WebP that fits into a square of this side. */
export async function toWebp(
  { data, width, height, channels }: Pixels,
  side: number,
  options: WebpOptions,
): Promise<EncodedPicture> {
  const sharp = await loadSharp();
  const { data: bytes, info } = await sharp(data, { raw: { width, height, channels } })
    .resize(side, side, { fit: "inside", withoutEnlargement: true })
    .webp(options)
    .toBuffer({ resolveWithObject: true });
  return { bytes, mime: "image/webp", width: info.width, height: info.height };
}
