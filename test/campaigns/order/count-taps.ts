import { fileURLToPath } from "node:url";
import { samplePicture } from "../../../src/sandbox/sample-picture.ts";
import { aLiveWorld, type LiveWorld } from "../../support/a-live-world.ts";
import { toNextCard, toPumpCard } from "../../support/to-the-card.ts";
import type { Work } from "./a-count-of-work.ts";

const COUNT = fileURLToPath(new URL("a-count-of-work.ts", import.meta.url));

/** What the real program does at two taps with a picture in their request: its first, and the first after a restart. */
export async function countTaps(): Promise<readonly [Work, Work]> {
  const world = await aLiveWorld();
  try {
    return await tapTwice(world);
  } finally {
    await world.close();
  }
}

async function tapTwice(world: LiveWorld): Promise<readonly [Work, Work]> {
  // Without an address that others reach, the picture travels in the request.
  const start = () => world.start({ PUBLIC_URL: "" }, { preload: COUNT });
  const ada = world.person("Ada");
  const picture = samplePicture(320, 120);
  const first = start();
  await first.says(/"msg":"started"/);
  await toPumpCard(ada, { name: "Moss Coin", ticker: "MOSS", picture });

  async function tapped(program: typeof first): Promise<Work> {
    await world.settled();
    await ada.tap("🚀 Launch");
    await ada.sees("Live");
    const [, said = ""] = await program.says(/between tap and request (.*)\n/);
    return JSON.parse(said) as Work;
  }

  const atFirst = await tapped(first);
  await toNextCard(ada, "j7tracker", { name: "Fern Coin", ticker: "FERN", picture });
  await world.settled();
  first.signal("SIGTERM");
  await first.ended;
  const second = start();
  await second.says(/"msg":"started"/);
  return [atFirst, await tapped(second)];
}
