import type { Launch } from "../domain/launch.ts";
import { sleep, type Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { startLoop } from "../kit/loop.ts";
import { whenSetBack } from "../kit/set-back.ts";
import { lose } from "./decide.ts";
import type { LaunchStore } from "./launch-store.ts";
import type { Poller } from "./poller.ts";
import type { Marked, Runner } from "./runner.ts";
import { furthestTimers } from "./timers.ts";

/** Who sees to it that a launch that was marked is sent, and waited for. */
export interface Sender {
  /** False: it is stopping. What would be marked now had nobody to wait for its answer. */
  takes(): boolean;
  send(marked: Marked): void;
}

export interface Dispatcher extends Sender {
  /** Something may be due: look now. */
  wake(): void;
  /** Whether a launch is in somebody's hands right now. */
  isBusy(): boolean;
  /** Takes no new work and waits for what is under way, at most `ms`. */
  stop(ms: number): Promise<void>;
}

/** While more is due than one look takes, and after a fault. */
const BUSY_MS = 500;
/** A clock that was set forward is noticed this soon. */
const MOST_MS = 10_000;
const BATCH = 100;
/** After a look that failed, so that a database that cannot be written does not have its provider asked without end. */
const LOOK_AGAIN_MS = 2_000;

/**
 * Gives every launch whose time has come to whoever moves it: the runner sends, the poller looks, and a `sending` one
 * whose lease ran out is given up. The rows are the truth: it sleeps until the next one is due, or until it is woken.
 */
export function startDispatcher(deps: {
  readonly store: LaunchStore;
  readonly runner: Runner;
  readonly poller: Poller;
  readonly clock: Clock;
  readonly log: Log;
}): Dispatcher {
  const { store, runner, poller, clock, log } = deps;
  /** By launch id. One process, one worker for each launch. */
  const underWay = new Map<string, Promise<void>>();
  const stopping = new AbortController();

  async function giveUp(launch: Launch): Promise<void> {
    await store.apply(launch.id, (now) => lose(now, { ownerDied: false, now: clock.now() }));
  }

  async function attend(launch: Launch): Promise<void> {
    if (launch.status === "queued") await runner.run(launch);
    else await poller.look(launch);
  }

  function take(launch: Launch): void {
    if (!underWay.has(launch.id)) follow(launch, attend(launch));
  }

  function follow({ id, status }: Launch, work: Promise<void>): void {
    const done = () => {
      underWay.delete(id);
      // Its timer may stand earlier than all that was waited for.
      loop.wake();
    };
    const followed = work.then(done, async (error: unknown) => {
      log.error({ launch: id, error }, "work on a launch failed; its timer goes on");
      await sleep(clock, status === "queued" ? BUSY_MS : LOOK_AGAIN_MS, stopping.signal);
      done();
    });
    underWay.set(id, followed);
  }

  /** What was due until then is in somebody's hands, who wakes the loop in the end. */
  let seenTo = 0;
  const nextDueAt = () => store.nextDueAt(seenTo);
  const pace = { nextDueAt, busyMs: BUSY_MS, mostMs: MOST_MS };
  const mendTimers = whenSetBack(clock, (now) => store.bringNearer(furthestTimers(now)));
  const loop = startLoop({ clock, log }, "launches", pace, async () => {
    await mendTimers();
    const now = clock.now();
    const limit = BATCH + underWay.size;
    const due = await store.due(now, limit);
    for (const launch of due) {
      // A call that outlived its lease is still under way; its late answer will win over this.
      if (launch.status === "sending") await giveUp(launch);
      else take(launch);
    }
    seenTo = due.length < limit ? now : 0;
  });

  let isStopping = false;
  return {
    wake: () => loop.wake(),
    isBusy: () => underWay.size > 0,
    takes: () => !isStopping,
    send: (marked) => follow(marked.launch, runner.send(marked)),
    async stop(ms) {
      isStopping = true;
      await loop.stop();
      stopping.abort();
      const done = new AbortController();
      void Promise.all(underWay.values()).then(() => done.abort());
      await sleep(clock, ms, done.signal);
    },
  };
}
