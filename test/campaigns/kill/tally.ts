import { PROMISES, type Promised, type Violation } from "./judge.ts";

/** What a campaign counts. */
export interface Tally {
  runs: number;
  kills: number;
  starts: number;
  launches: number;
  posts: number;
  /** Deaths planned at a point that was never reached; the program was at rest before. */
  missed: number;
  /** Violations of each promise. */
  readonly broken: Record<Promised, number>;
  /** Runs that could not be played to their end, for instance since the program did not start any more. */
  crashed: number;
  /** How many launches ended in each status. */
  readonly ends: Record<string, number>;
}

export function createTally(): Tally {
  const broken = Object.fromEntries(PROMISES.map((name) => [name, 0])) as Tally["broken"];
  const counts = { runs: 0, kills: 0, starts: 0, launches: 0, posts: 0, missed: 0, crashed: 0 };
  return { ...counts, broken, ends: {} };
}

export function countEnd({ ends }: Tally, status: string): void {
  ends[status] = (ends[status] ?? 0) + 1;
}

export function countViolations({ broken }: Tally, violations: readonly Violation[]): void {
  for (const { promise } of violations) broken[promise] += 1;
}

export function isClean({ broken, crashed }: Tally): boolean {
  return crashed === 0 && Object.values(broken).every((count) => count === 0);
}
