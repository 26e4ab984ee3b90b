/** Samples in ms, by the names of what was measured. */
export type Samples<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/**
 * Runs each of these once a round, in an order that changes from round to round, so that whatever else the machine does
 * meets all of them alike. What gives a number is its own clock. The first tenth of the rounds only warms up.
 */
export async function interleave<Name extends string>(
  rounds: number,
  work: Readonly<Record<Name, (round: number) => unknown>>,
): Promise<Samples<Name>> {
  const names = Object.keys(work) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  const warmUp = Math.ceil(rounds / 10);
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length];
      if (name === undefined) continue;
      const startedAt = performance.now();
      const given = work[name](round);
      const ended: unknown = given instanceof Promise ? await given : given;
      const tookMs = typeof ended === "number" ? ended : performance.now() - startedAt;
      if (round >= warmUp) samples[name].push(tookMs);
    }
  }
  return samples;
}
