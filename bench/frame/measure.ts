import { isReached, type Goal, type Lab, type Result } from "./goal.ts";

/** Measures one goal. One that breaks does not take the others with it. */
export async function measure(goal: Goal, lab: Lab): Promise<Result> {
  const { id, goal: words, anchor } = goal;
  const startedAt = performance.now();
  const told = { id, goal: words, anchor };
  const took = () => ({ tookMs: Math.round(performance.now() - startedAt) });
  const why = goal.cannotRun?.();
  if (why !== undefined) return { ...told, verdict: "skipped", why, figures: [], ...took() };
  try {
    const figures = await goal.measure(lab);
    const verdict = figures.every(isReached) ? "reached" : "missed";
    return { ...told, verdict, figures, ...took() };
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...told, verdict: "failed", why, figures: [], ...took() };
  }
}
