import { expect, it } from "vitest";
import { countTaps } from "./count-taps.ts";

it(
  "a tap compiles no query, writes out no JSON and encodes no picture, nor does the first after a restart",
  { timeout: 120_000 },
  async () => {
    const nothing = { compiled: [], stringified: [], encoded: [], drawn: 0 };

    expect(await countTaps()).toEqual([nothing, nothing]);
  },
);
