import type { Figure } from "./goal.ts";
import { percentile, spreadOf } from "./spread.ts";

type Bound = Pick<Figure, "atMost" | "atLeast">;

/** How many times the anchor the subject takes, at one percentile of each. Samples in ms. */
export function ratio(
  name: string,
  samples: { readonly subject: readonly number[]; readonly anchor: readonly number[] },
  share: number,
  bound: Bound = {},
): Figure {
  const { subject, anchor } = samples;
  return {
    name,
    value: percentile(subject, share) / percentile(anchor, share),
    unit: "x",
    ...bound,
    subject: spreadOf(subject),
    anchor: spreadOf(anchor),
  };
}

/** A count, which no machine makes faster or slower. */
export const count = (name: string, value: number, bound: Bound = {}): Figure => ({
  name,
  value,
  unit: "",
  ...bound,
});
