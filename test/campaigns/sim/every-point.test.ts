import { describe, expect, it } from "vitest";
import { THIRTEEN } from "./behaviours.ts";
import { aDatabase } from "./a-database.ts";
import { atEveryPoint, ONE_OF_EACH } from "./every-point.ts";

/** What goes well, and the answer that is lost; `main.ts --points` has all thirteen. */
const SOME = THIRTEEN.filter(({ name }) => ["ok", "reset-after"].includes(name));

describe.each(ONE_OF_EACH)("one launch on %s", (target) => {
  const database = aDatabase();

  it.each(SOME)("outlives a crash at every point: $name", { timeout: 60_000 }, async (how) => {
    expect((await atEveryPoint(database, target, how)).wrong).toBeNull();
  });
});
