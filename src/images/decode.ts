import type { Metadata, SharpOptions } from "sharp";
import { refuse } from "../domain/errors.ts";
import { lookOf } from "./look.ts";
import { loadSharp } from "./sharp.ts";

/** Room for any phone's photo scaled by its owner; 100 MB of memory while it is decoded at worst. */
const MAX_PIXELS = 25_000_000;
/** Sides of a decoded picture, at most. Every target shows less. */
const MAX_SIDE = 1024;
export const DECODE_SECONDS = 10;

const FORMATS = ["png", "jpeg", "webp", "gif"];

/** How everything from outside is opened: the first fault ends it, and so does what would not fit into memory. */
export const CAREFULLY = {
  failOn: "error",
  limitInputPixels: MAX_PIXELS,
  sequentialRead: true,
} as const satisfies SharpOptions;

/** Upright sRGB pixels without any metadata. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  /** Drawn rather than photographed: it came in a lossless format. */
  readonly drawn: boolean;
  /** How many pictures there were; of these the first. */
  readonly frames: number;
}

/**
 * Decodes a PNG, JPEG, WebP or GIF, told by its content, down to at most 1024 x 1024. Of an animation the first frame.
 *
 * @throws {InputError} `picture-kind` for anything else, `picture-unreadable` when damaged, cut off or taking too long,
 *   `picture-pixels` when the header claims more than 25 megapixels (nothing is decoded then).
 */
export async function decodePicture(bytes: Buffer): Promise<Pixels> {
  const head = await readHead(bytes);
  if (head.width * head.height > MAX_PIXELS) {
    refuse({ code: "picture-pixels", maxMegapixels: MAX_PIXELS / 1_000_000 });
  }
  const sharp = await loadSharp();
  try {
    const { data, info } = await sharp(bytes, CAREFULLY)
      .autoOrient()
      .resize(MAX_SIDE, MAX_SIDE, { fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .timeout({ seconds: DECODE_SECONDS })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const drawn = ["png", "gif"].includes(head.format);
    return { data, width, height, channels, drawn, frames: head.pages ?? 1 };
  } catch {
    return refuse({ code: "picture-unreadable" });
  }
}

/** Reads the header alone. The pixel limit is off here: we judge it ourselves, to tell it from damage. */
async function readHead(bytes: Buffer): Promise<Metadata> {
  const sharp = await loadSharp();
  const head = await sharp(bytes, { failOn: "error", limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (head !== null && FORMATS.includes(head.format)) return head;
  const found = head?.format ?? lookOf(bytes);
  return refuse(found === null ? { code: "picture-unreadable" } : { code: "picture-kind", found });
}
