import { describe, expect, it } from "vitest";
import { aDatabase } from "./a-database.ts";
import { hunt } from "./campaign.ts";
import { MUTANTS } from "./mutants.ts";

const SEEDS = 300;

describe("a program", () => {
  const database = aDatabase();

  it.for(Object.entries(MUTANTS))(
    `that %s is found within ${SEEDS} seeds`,
    { timeout: 10 * 60_000 },
    async ([, seeded]) => {
      expect(await hunt(database, seeded, { most: SEEDS })).not.toBeNull();
    },
  );
});
