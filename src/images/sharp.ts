import type sharp from "sharp";

let loading: Promise<typeof sharp> | null = null;

/** sharp, as everything here uses it. It comes with the first picture: a tenth of a start's CPU, and memory that few need. */
export function loadSharp(): Promise<typeof sharp> {
  return (loading ??= loadAndBound());
}

async function loadAndBound(): Promise<typeof sharp> {
  const { default: sharp } = await import("sharp");
  // For the whole process: libvips brings loaders for SVG, TIFF, HEIF and more, each an attack surface of its own.
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: [
      "VipsForeignLoadPngBuffer",
      "VipsForeignLoadJpegBuffer",
      "VipsForeignLoadWebpBuffer",
      "VipsForeignLoadNsgifBuffer",
    ],
  });
  // Nothing is decoded twice, so a cache only holds memory; one thread a picture leaves the others to the program.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
