import { OPEN, type Status } from "../../src/domain/launch.ts";
import { systemClock } from "../../src/kit/clock.ts";
import type { LaunchFilter } from "../../src/launches/launch-store.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { ratio } from "../frame/figures.ts";
import type { Figure, Goal } from "../frame/goal.ts";
import { interleave } from "../frame/interleave.ts";
import { FIRST_OWNER, HEAVY_OWNER, OWNERS } from "./big-database.ts";

const ROUNDS = 2_000;
/** Eight are shown, and one tells whether there are more. */
const PAGE = 9;
const BOUND = { p50: 12, p99: 15 };

/** Any of the ordinary owners, another each time. */
const owner = (round: number): number => FIRST_OWNER + ((round * 7_919) % OWNERS);

export const historyPages: Goal = {
  id: "S1",
  goal: "a page of anybody's history, at any depth, of any status, among 1,000,000 launches",
  anchor: "one launch by its id, through the same store",

  async measure(lab) {
    const storage = openStorage({ url: await lab.bigDatabase(), clock: systemClock });
    try {
      const { launches } = storage;
      const some = await Promise.all(
        Array.from({ length: 200 }, (_, round) =>
          launches.list({ ownerId: owner(round), limit: PAGE }),
        ),
      );
      const ids = some.flat().map(({ id }) => id);
      const deep = await placeOf(launches, HEAVY_OWNER, 0.8);
      const heavy = (more: Partial<LaunchFilter> = {}) =>
        launches.list({ ownerId: HEAVY_OWNER, limit: PAGE, ...more });
      const of = (...statuses: Status[]) => ({ statuses });

      const { anchor, ...pages } = await interleave(ROUNDS, {
        anchor: (round) => launches.get(ids[(round * 31) % ids.length] ?? ""),
        "first page": (round) => launches.list({ ownerId: owner(round), limit: PAGE }),
        "first page of 50,000": () => heavy(),
        "page 4,000 of 50,000": () => heavy({ before: deep }),
        "failed ones of 50,000": () => heavy(of("failed")),
        "unclear ones of 50,000, of which there are none": () => heavy(of("unclear")),
        "open ones of 50,000, of which there are none": () => heavy({ statuses: OPEN }),
      });
      return Object.entries(pages).flatMap(([name, subject]): Figure[] => [
        ratio(`${name}: p50`, { subject, anchor }, 0.5, { atMost: BOUND.p50 }),
        ratio(`${name}: p99`, { subject, anchor }, 0.99, { atMost: BOUND.p99 }),
      ]);
    } finally {
      await storage.close();
    }
  },
};

/** Somewhere in an owner's history. @param depth 0 is the newest, 1 the oldest. */
async function placeOf(
  launches: { list(filter: LaunchFilter): Promise<readonly { confirmedAt: number; id: string }[]> },
  ownerId: number,
  depth: number,
) {
  const [newest] = await launches.list({ ownerId, limit: 1 });
  const yearMs = 1_000_000 * 31_000;
  const confirmedAt = (newest?.confirmedAt ?? 0) - depth * yearMs;
  return { confirmedAt, id: "" };
}
