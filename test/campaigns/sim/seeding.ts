import type { Launch, Status } from "../../../src/domain/launch.ts";
import type { Decision, LaunchStore } from "../../../src/launches/launch-store.ts";
import type { Around, Parts } from "./process.ts";

// What the seeded bugs are made of.

export const moved = (launch: Launch, change: Partial<Launch>): Decision => ({
  launch: { ...launch, ...change },
  ring: false,
});

/** A store that thinks twice about every decision, and wrongly. */
export const judgedBy =
  (again: (before: Launch, decision: Decision) => Decision) =>
  (store: Parts["launches"]): LaunchStore => ({
    ...store,
    apply: (id, decide) =>
      store.apply(id, (launch, pausedBy) => again(launch, decide(launch, pausedBy))),
  });

/** Writes over a launch (null: over all of a status) behind the back of the state machine. */
export function rewrite(around: Around, id: string | null, set: string, status?: Status): void {
  const which = id === null ? `status = '${status ?? ""}'` : `id = '${id}'`;
  const reset = `attempt = null, sent_at = null, next_at = ${around.now()}`;
  around.database.meddle(function* ({ q }) {
    yield* [];
    q.run(`update launches set ${set}, ${reset} where ${which}`);
  });
}
