import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ratio } from "../frame/figures.ts";
import type { Figure, Goal } from "../frame/goal.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import { whyNoPackets } from "../path/packet-relay.ts";
import { runPart } from "./run-part.ts";
import { aPhoto, SAMPLES } from "./sample-photos.ts";
import type { SeedAsked, SeedFigures } from "./seed-part.ts";

const DISTANCES = [
  { roundTripMs: 80, rounds: 30 },
  { roundTripMs: 200, rounds: 30 },
] as const;

const GOAL = "from the tap's update to the provider's whole answer, the whole bot";
const ANCHOR = "a fetch for each launch as the provider's own example has it: a new connection";

/** @param photo As its file; null: the picture is a link. */
async function againstSeed(photo: string | null, atMost: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  let [ours, theirs] = [0, 0];
  for (const { roundTripMs, rounds } of DISTANCES) {
    const { samples, tapBytes, seedBytes } = await runPart<SeedFigures, SeedAsked>(
      "seed",
      roundTripMs,
      {
        rounds,
        photo,
      },
    );
    const of = { subject: samples.tap, anchor: samples.seed };
    figures.push(ratio(`p50 at ${roundTripMs} ms`, of, 0.5, { atMost }));
    [ours, theirs] = [tapBytes, seedBytes];
  }
  return [
    ...figures,
    { name: "body", value: ours / 1024, unit: "KB" },
    { name: "the example's body", value: theirs / 1024, unit: "KB" },
  ];
}

export const againstExample: Goal = {
  id: "N3",
  goal: `${GOAL}, the picture a link`,
  anchor: ANCHOR,
  measure: () => againstSeed(null, 0.36),
};

export const againstExampleWithPhoto: Goal = {
  id: "N3b",
  goal: `${GOAL}, the picture a photo of the chat`,
  anchor: `${ANCHOR}, with the photo as it came`,

  cannotRun() {
    const why = whyNoPackets();
    return why && `${why}; over a proxy a large body costs no round trips`;
  },

  async measure() {
    const photo = join(tempFolder(), "photo.jpg");
    writeFileSync(photo, await aPhoto(SAMPLES.ordinary));
    return againstSeed(photo, 0.2);
  },
};
