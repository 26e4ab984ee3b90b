import type { Database } from "./database.ts";
import type { Seeded } from "./process.ts";
import { BREACHES, type Breach } from "./scene.ts";
import { simulate, type History } from "./simulate.ts";

/** What many histories came to. */
export interface Tally {
  seeds: number;
  launches: number;
  posts: number;
  /** Times that a process ended and another one took over. */
  restarts: number;
  virtualMs: number;
  readonly breaches: Record<Breach, number>;
  /** How often what occurred. */
  readonly counts: Map<string, number>;
  /** The first history that went wrong. */
  failed: History | null;
}

export const emptyTally = (): Tally => ({
  ...{ seeds: 0, launches: 0, posts: 0, restarts: 0, virtualMs: 0 },
  breaches: Object.fromEntries(BREACHES.map((kind) => [kind, 0])) as Record<Breach, number>,
  counts: new Map(),
  failed: null,
});

/** Lives through these seeds, one after the other. */
export async function campaign(
  database: Database,
  by: { readonly first: number; readonly count: number; readonly seeded?: Seeded },
): Promise<Tally> {
  const tally = emptyTally();
  for (let seed = by.first; seed < by.first + by.count; seed += 1) {
    const seeded = by.seeded ? { seeded: by.seeded } : {};
    count(tally, await simulate(database, { seed, ...seeded }));
  }
  return tally;
}

/** The first of so many seeds that shows a seeded bug, and as what; null: none of them does. */
export async function hunt(
  database: Database,
  seeded: Seeded,
  { first = 1, most }: { readonly first?: number; readonly most: number },
): Promise<{ readonly seed: number; readonly as: Breach } | null> {
  for (let seed = first; seed < first + most; seed += 1) {
    const { breaches } = await simulate(database, { seed, seeded });
    if (breaches[0]) return { seed, as: breaches[0].kind };
  }
  return null;
}

function count(tally: Tally, history: History): void {
  tally.seeds += 1;
  tally.launches += history.launches;
  tally.posts += history.posts;
  tally.restarts += history.lives - 1;
  tally.virtualMs += history.virtualMs;
  for (const { kind } of history.breaches) tally.breaches[kind] += 1;
  for (const [what, times] of history.counts) {
    tally.counts.set(what, (tally.counts.get(what) ?? 0) + times);
  }
  if (history.breaches.length > 0) tally.failed ??= history;
}

/** The story of a history that went wrong, and how to see it again. */
export function tellFailed({ seed, story, breaches }: History): string {
  const found = breaches.map(({ kind, what }) => `${kind}: ${what}`);
  const again = `node test/campaigns/sim/main.ts --first ${seed} --seeds 1`;
  return [`seed ${seed}`, ...story, "", ...found, "", `see it again: ${again}`].join("\n");
}
