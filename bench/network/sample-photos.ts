import sharp from "sharp";

const WIDTH = 1280;
const HEIGHT = 960;
const CHANNELS = 3;
/** Of the largest shapes, in pixels and in steps of brightness. */
const FIRST = { cell: 320, contrast: 110 };

/** How much of its contrast each finer layer of detail keeps: from a portrait to leaves and gravel. */
export const SAMPLES = { plain: 0.5, ordinary: 0.6, detailed: 0.7, busy: 0.8 } as const;

/**
 * A photo as Telegram hands it on: 1280 pixels wide, JPEG. Of nothing in this world, but with its statistics: detail of half
 * the size has a fixed share of the contrast. The same in every run.
 */
export async function aPhoto(detail: number): Promise<Buffer> {
  const sum = new Float32Array(WIDTH * HEIGHT * CHANNELS).fill(128);
  const random = someNumbers(11);
  for (let { cell, contrast } = FIRST; cell >= 1; cell /= 2, contrast *= detail) {
    const layer = await shapes(cell, random);
    for (let at = 0; at < sum.length; at += 1) {
      sum[at] = (sum[at] ?? 0) + contrast * ((layer[at] ?? 0) / 128 - 1);
    }
  }
  const data = Buffer.from(sum.map((value) => Math.max(0, Math.min(255, value))));
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: CHANNELS } })
    .jpeg({ quality: 87 })
    .toBuffer();
}

/** One layer of detail: random points this far apart, and what lies smoothly between them. */
async function shapes(cell: number, random: () => number): Promise<Buffer> {
  const [width, height] = [Math.ceil(WIDTH / cell), Math.ceil(HEIGHT / cell)];
  const points = Buffer.alloc(width * height * CHANNELS);
  for (let at = 0; at < points.length; at += CHANNELS) {
    const grey = random();
    // Colour differs less than brightness does.
    for (let channel = 0; channel < CHANNELS; channel += 1) {
      points[at + channel] = 255 * (0.8 * grey + 0.2 * random());
    }
  }
  return sharp(points, { raw: { width, height, channels: CHANNELS } })
    .resize(WIDTH, HEIGHT, { fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer();
}

function someNumbers(seed: number): () => number {
  let last = seed;
  return () => (last = (last * 16_807) % 2_147_483_647) / 2_147_483_647;
}
