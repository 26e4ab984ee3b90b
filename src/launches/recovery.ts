import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { lose } from "./decide.ts";
import type { LaunchStore } from "./launch-store.ts";

/**
 * Run once at start, before the runner: whatever is `sending` now was left behind by a process that died, so it becomes
 * `unclear`. Everything else goes on by its timer; a confirmation that is too old expires when the runner meets it.
 *
 * @returns How many launches were left behind.
 */
export async function recover(deps: {
  readonly store: LaunchStore;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<number> {
  const left = await deps.store.sending();
  for (const { id } of left) {
    await deps.store.apply(id, (launch) =>
      lose(launch, { ownerDied: true, now: deps.clock.now() }),
    );
    deps.log.warn({ launch: id }, "a launch was being sent when the process died; it is unclear");
  }
  return left.length;
}
