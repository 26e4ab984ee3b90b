import { CAREFULLY, DECODE_SECONDS, type Pixels } from "./decode.ts";
import type { EncodedPicture } from "./encode.ts";
import { loadSharp } from "./sharp.ts";

/** What swarms advises for a listing's picture. */
export const MAX_MOVING_BYTES = 500_000;
/** Tried in turn until the animation is light enough. */
const SIDES = [480, 320, 200] as const;

/**
 * An animation as a GIF of at most so many bytes, all frames encoded anew, with its times and its loops.
 *
 * @returns Null when it does not move, has more than 25 megapixels over all its frames, is damaged after the first one or
 *   stays too heavy: the first frame stands for it then.
 */
export async function encodeMoving(
  bytes: Buffer,
  { frames }: Pick<Pixels, "frames">,
  most: number = MAX_MOVING_BYTES,
): Promise<EncodedPicture | null> {
  if (frames < 2) return null;
  const sharp = await loadSharp();
  try {
    for (const side of SIDES) {
      const { data, info } = await sharp(bytes, { ...CAREFULLY, animated: true })
        .resize(side, side, { fit: "inside", withoutEnlargement: true })
        .timeout({ seconds: DECODE_SECONDS })
        .gif({ effort: 1 })
        .toBuffer({ resolveWithObject: true });
      const { width, pageHeight: height = info.height } = info;
      if (data.length <= most) return { bytes: data, mime: "image/gif", width, height };
    }
  } catch {
    // Whatever is wrong with a later frame, the first is fine.
  }
  return null;
}
