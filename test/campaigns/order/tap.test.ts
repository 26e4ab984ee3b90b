import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { samplePicture } from "../../../src/sandbox/sample-picture.ts";
import { aLiveWorld } from "../../support/a-live-world.ts";
import { toNextCard, toPumpCard } from "../../support/to-the-card.ts";
import type { Work } from "./a-count-of-work.ts";

const COUNT = fileURLToPath(new URL("a-count-of-work.ts", import.meta.url));
const NOTHING = { compiled: [], stringified: [], encoded: [] };

it(
  "a tap compiles no query, writes out no JSON and encodes no picture, nor does the first after a restart",
  { timeout: 120_000 },
  async () => {
    const world = await aLiveWorld();
    onTestFinished(() => world.close());
    // Without an address that others reach, the picture travels in the request.
    const start = () => world.start({ PUBLIC_URL: "" }, { preload: COUNT });
    const tapped = /between tap and request (.*)\n/;
    const first = start();
    await first.says(/"msg":"started"/);
    const ada = world.person("Ada");
    const picture = samplePicture(320, 120);
    await toPumpCard(ada, { name: "Moss Coin", ticker: "MOSS", picture });
    await world.settled();
    await ada.tap("🚀 Launch");
    await ada.sees("Live");
    const [, atFirst = ""] = await first.says(tapped);

    await toNextCard(ada, "j7tracker", { name: "Fern Coin", ticker: "FERN", picture });
    await world.settled();
    first.signal("SIGTERM");
    await first.ended;
    const second = start();
    await second.says(/"msg":"started"/);
    await ada.tap("🚀 Launch");
    await ada.sees("Live");
    const [, afterwards = ""] = await second.says(tapped);

    expect([atFirst, afterwards].map((said) => JSON.parse(said) as Work)).toEqual([
      NOTHING,
      NOTHING,
    ]);
  },
);
