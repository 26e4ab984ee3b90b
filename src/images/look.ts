/** The opening bytes of things that people send as a picture and that we do not take. */
const OPENINGS: readonly (readonly [found: string, at: number, bytes: string])[] = [
  ["PDF", 0, "%PDF-"],
  ["TIFF", 0, "II*\0"],
  ["TIFF", 0, "MM\0*"],
  ["BMP", 0, "BM"],
  ["ICO", 0, "\0\0\x01\0"],
  ["JPEG XL", 0, "\xff\x0a"],
  ["JPEG XL", 4, "JXL "],
  ["JPEG 2000", 4, "jP  "],
  ["PSD", 0, "8BPS"],
  ["ZIP", 0, "PK\x03\x04"],
  ["gzip", 0, "\x1f\x8b"],
  ["video", 0, "\x1aE\xdf\xa3"],
  ["AVIF", 4, "ftypavif"],
  ["AVIF", 4, "ftypavis"],
  ["HEIC", 4, "ftyphei"],
  ["HEIC", 4, "ftyphev"],
  ["HEIC", 4, "ftypmif1"],
  ["HEIC", 4, "ftypmsf1"],
  ["video", 4, "ftyp"],
];

/**
 * Says what bytes look like that no decoder of ours took, to tell the person; never decides what is taken.
 *
 * @returns A short name such as `SVG` or `text`; null when nothing is recognised, a damaged picture included.
 */
export function lookOf(bytes: Buffer): string | null {
  const opening = bytes.toString("latin1", 0, 32);
  const known = OPENINGS.find(([, at, mark]) => opening.startsWith(mark, at));
  if (known) return known[0];
  const text = readText(bytes);
  if (text === null) return null;
  if (/<svg[\s>]/i.test(text)) return "SVG";
  return /^\s*<(!doctype html|html|head|body|script)\b/i.test(text) ? "HTML" : "text";
}

/** The first two kilobytes, if they are text. */
function readText(bytes: Buffer): string | null {
  // `stream`: a character that the cut runs through is no error.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    const text = decoder.decode(bytes.subarray(0, 2048), { stream: true });
    return /[\u0000-\u0008\u000E-\u001A]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
