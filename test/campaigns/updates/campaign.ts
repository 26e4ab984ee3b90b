import { runStorm, type StormCounts, type StormResult } from "./storm.ts";

export interface Outcome {
  readonly counts: StormCounts & { readonly storms: number; readonly faults: number };
  readonly failed: boolean;
  /** What went wrong first, and the seed that shows it again; empty when nothing did. */
  readonly story: string;
}

/** Long enough for drafts, launches and keys to pile up, short enough to be looked at. */
const STORM = 1_000;
const NONE: StormCounts = {
  updates: 0,
  handled: 0,
  calls: 0,
  launches: 0,
  restarts: 0,
  walks: 0,
};

/** Storm after storm until so many updates were sent, or until one shows a fault. Storm n has the seed `seed + n`. */
export async function runCampaign(of: {
  readonly updates: number;
  readonly seed: number;
}): Promise<Outcome> {
  const strays: string[] = [];
  const stray = (error: unknown) =>
    void strays.push(String((error as Error | null)?.stack ?? error));
  process.on("unhandledRejection", stray);
  process.on("uncaughtException", stray);
  let total = NONE;
  let storms = 0;
  let failed: StormResult | null = null;
  try {
    for (; total.updates < of.updates && !failed && strays.length === 0; storms += 1) {
      const length = Math.min(STORM, of.updates - total.updates);
      const result = await runStorm(of.seed + storms, length);
      total = sum(total, result.counts);
      if (result.faults.length > 0) failed = result;
    }
  } finally {
    process.off("unhandledRejection", stray);
    process.off("uncaughtException", stray);
  }
  const faults = (failed?.faults.length ?? 0) + strays.length;
  return {
    counts: { ...total, storms, faults },
    failed: faults > 0,
    story: faults > 0 ? tell(failed, strays, of.seed + storms - 1) : "",
  };
}

function sum(one: StormCounts, other: StormCounts): StormCounts {
  const keys = Object.keys(one) as (keyof StormCounts)[];
  return Object.fromEntries(
    keys.map((key) => [key, one[key] + other[key]]),
  ) as unknown as StormCounts;
}

function tell(failed: StormResult | null, strays: readonly string[], seed: number): string {
  const [first] = failed?.faults ?? [];
  return [
    `storm with seed ${seed}, ${failed?.counts.updates ?? 0} updates in:`,
    ...strays.map((text) => `nobody handled: ${text}`),
    ...(first
      ? [
          first.what,
          `update: ${JSON.stringify(first.update)}`,
          ...first.calls.map((call) => `call: ${JSON.stringify(call).slice(0, 500)}`),
          ...first.log.map((line) => `log: ${line.trim().slice(0, 500)}`),
        ]
      : []),
    `see it again: node test/campaigns/updates/main.ts --seed ${seed} --updates 1000`,
    "",
  ].join("\n");
}
