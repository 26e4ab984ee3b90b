import { InputError, StorageError } from "../../../src/domain/errors.ts";
import type { Random } from "../updates/random.ts";
import type { Life } from "./life.ts";
import type { Process } from "./process.ts";
import type { Story } from "./story.ts";
import type { SimTime } from "./time.ts";

/** One update, as Telegram delivers it: at least once, in any order. */
export interface SimUpdate {
  readonly what: string;
  /** The same for every delivery. */
  readonly id: number;
  handle(process: Process): Promise<void>;
}

/** Telegram's side of updates: it keeps each until a process has handled it, and forgets that now and then. */
export interface Mailbox {
  /** @param afterMs When it is on its way; a moment when absent. */
  send(
    what: string,
    handle: (process: Process, updateId: number) => Promise<void>,
    afterMs?: number,
  ): void;
  /** This process takes updates from now on; null: none does. */
  open(process: Process | null): void;
  /** What a dead process had in hand comes again. */
  lost(life: Life): void;
  /** No more deliveries of what was handled. */
  calmDown(): void;
  /** Updates that wait or are in hand. */
  waiting(): number;
}

const RETRY_MS = 1_000;

export function createMailbox(deps: {
  readonly time: SimTime;
  readonly random: Random;
  readonly story: Story;
  readonly broken: (what: string, error: unknown) => void;
}): Mailbox {
  const { time, random, story } = deps;
  const inHand = new Map<SimUpdate, Life>();
  let process: Process | null = null;
  let waiting = 0;
  let sent = 0;
  let calm = false;

  function deliver(update: SimUpdate): void {
    if (!process?.life.alive()) return void time.after(RETRY_MS, () => deliver(update));
    const { life } = process;
    inHand.set(update, life);
    waiting -= 1;
    story.tell(`update ${update.id}: ${update.what}`);
    life
      .heard(update.handle(process))
      .catch((error: unknown) => {
        const foreseen = error instanceof StorageError || error instanceof InputError;
        if (!foreseen) deps.broken(update.what, error);
        story.tell(`update ${update.id} fails: ${String(error)}`);
      })
      .finally(() => inHand.delete(update));
    if (calm || !random.chance(0.15)) return;
    story.count("update: redelivered");
    waiting += 1;
    time.after(random.below(20_000), () => deliver(update));
  }

  return {
    send(what, handle, afterMs = random.below(300)) {
      sent += 1;
      const id = sent;
      waiting += 1;
      const update = { what, id, handle: (by: Process) => handle(by, id) };
      // Updates of several chats overtake each other.
      time.after(afterMs, () => deliver(update));
    },
    open: (opened) => void (process = opened),
    lost(life) {
      for (const [update, by] of inHand) {
        if (by !== life) continue;
        inHand.delete(update);
        waiting += 1;
        time.after(RETRY_MS, () => deliver(update));
      }
    },
    calmDown: () => void (calm = true),
    waiting: () => waiting + inHand.size,
  };
}
