import type { Clock } from "../kit/clock.ts";

/** One thing that must work for the bot to be of use. False, a throw, or no answer in time: it does not. */
export type Check = () => boolean | Promise<boolean>;

export interface Readiness {
  readonly ready: boolean;
  /** Which of the checks passed, and nothing about why another did not. */
  readonly checks: Readonly<Record<string, boolean>>;
}

const DEADLINE_MS = 2_000;

/** Runs all checks side by side; takes 2 s at most. */
export async function readReadiness(
  checks: Readonly<Record<string, Check>>,
  clock: Clock,
): Promise<Readiness> {
  const results = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, await inTime(check, clock)] as const,
    ),
  );
  return { ready: results.every(([, passed]) => passed), checks: Object.fromEntries(results) };
}

async function inTime(check: Check, clock: Clock): Promise<boolean> {
  let callOff: () => void = () => undefined;
  const late = new Promise<boolean>((resolve) => {
    callOff = clock.after(DEADLINE_MS, () => resolve(false));
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return false;
  } finally {
    callOff();
  }
}
