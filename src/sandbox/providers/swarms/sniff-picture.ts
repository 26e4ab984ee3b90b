const START_OF = {
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  "image/jpeg": [0xff, 0xd8, 0xff],
  "image/gif": [0x47, 0x49, 0x46, 0x38],
} as const;

/** The type of a picture by its first bytes; null for anything else. */
export function sniffPicture(bytes: Uint8Array): string | null {
  const starts = Object.entries(START_OF).find(([, start]) =>
    start.every((byte, index) => bytes[index] === byte),
  );
  if (starts) return starts[0];
  const ascii = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4));
  return ascii(0) === "RIFF" && ascii(8) === "WEBP" ? "image/webp" : null;
}
