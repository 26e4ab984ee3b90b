import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { CopyStore } from "./copy-store.ts";
import { lose, setAside } from "./decide.ts";
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

/**
 * Run once at start, before all else: in a copy of the database nothing is sent that was confirmed before the copy was
 * made. It stays a copy until `copies.moveIn`, which has to wait until Telegram has dropped the updates that the original
 * may have handled.
 */
export async function setCopyAside(deps: {
  readonly copies: CopyStore;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const { copies, clock, log } = deps;
  if (!copies.isCopy()) return;
  const { launches, drafts } = await copies.setAside((launch) => setAside(launch, clock.now()));
  log.warn(
    { launches, drafts },
    "the database is a copy: nothing that was under way in it is sent",
  );
}
