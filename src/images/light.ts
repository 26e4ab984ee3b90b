import type { Pixels } from "./decode.ts";
import { toWebp, type EncodedPicture } from "./encode.ts";
import { createLikeness } from "./likeness.ts";

/**
 * What a picture inside a request may weigh, best first. A warm connection sends about 14 KB in its first round trip
 * and 43 KB with its second; base64 makes 4 bytes of 3, and about 2 KB belong to the rest of the request.
 */
export const LIGHT_BYTES = [9_000, 29_000] as const;

/** From the best to the lightest. The floor is the last one: what needs less is not taken. */
const STEPS = [
  { side: 512, quality: 80 },
  { side: 512, quality: 65 },
  { side: 400, quality: 75 },
  { side: 320, quality: 75 },
  { side: 320, quality: 65 },
] as const;

/**
 * The picture for targets whose request carries it: the best that goes out in one round trip and looks the same where
 * tokens are shown; failing that, in two. Takes up to a second, so not for the moment of the launch.
 *
 * @returns Null when the stored picture is light enough already, or when nothing lighter looks the same.
 */
export async function encodeLight(
  pixels: Pixels,
  stored: EncodedPicture,
): Promise<EncodedPicture | null> {
  const bounds = LIGHT_BYTES.filter((most) => most < stored.bytes.length);
  if (bounds.length === 0) return null;
  const looksTheSame = await createLikeness(pixels);
  const made: EncodedPicture[] = [];
  for (const most of bounds) {
    for (const [at, { side, quality }] of STEPS.entries()) {
      const picture = (made[at] ??= await toWebp(pixels, side, { quality }));
      if (picture.bytes.length > most) continue;
      if (await looksTheSame(picture.bytes)) return picture;
      break;
    }
  }
  return null;
}
