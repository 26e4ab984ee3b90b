import type { Pixels } from "./decode.ts";
import { toWebp, type EncodedPicture } from "./encode.ts";
import { createLikeness } from "./likeness.ts";

/**
 * What a picture inside a request may weigh, best first, and how like the original it has to be (1 is the same). A warm
 * connection sends about 14 KB in its first round trip and 43 KB with its second; base64 makes 4 bytes of 3, and about 2 KB
 * belong to the rest of the request. From 0.94 on the eye finds no difference where tokens are shown; at 0.88 the finest
 * grain of a busy photo is gone, which is worth a round trip.
 */
export const LIGHT_FORMS = [
  { bytes: 9_000, likeness: 0.88 },
  { bytes: 29_000, likeness: 0.94 },
] as const;

/** From the best to the lightest. The floor is the last one: what needs less is not taken. */
const STEPS = [
  { side: 512, quality: 80 },
  { side: 512, quality: 65 },
  { side: 400, quality: 75 },
  { side: 320, quality: 75 },
  { side: 320, quality: 65 },
  { side: 320, quality: 50 },
  { side: 320, quality: 35 },
  { side: 320, quality: 20 },
] as const;

/**
 * The picture for targets whose request carries it: the best that goes out in one round trip; where too much of it would be
 * gone, in two. Takes up to a second, so not for the moment of the launch.
 *
 * @returns Null when the stored picture is light enough already, or when nothing lighter looks like it.
 */
export async function encodeLight(
  pixels: Pixels,
  stored: EncodedPicture,
): Promise<EncodedPicture | null> {
  const forms = LIGHT_FORMS.filter(({ bytes }) => bytes < stored.bytes.length);
  if (forms.length === 0) return null;
  const likenessOf = await createLikeness(pixels);
  const made: EncodedPicture[] = [];
  for (const { bytes: most, likeness } of forms) {
    for (const [at, { side, quality }] of STEPS.entries()) {
      const picture = (made[at] ??= await toWebp(pixels, side, { quality }));
      if (picture.bytes.length > most) continue;
      if ((await likenessOf(picture.bytes)) >= likeness) return picture;
      break;
    }
  }
  return null;
}
