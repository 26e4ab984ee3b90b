import type { Update } from "@grammyjs/types";
import type { Clock } from "../../kit/clock.ts";
import { checkUpdate } from "./check-call.ts";
import { Refusal } from "./refusal.ts";
import { SimError } from "./world.ts";

type Kind = Exclude<keyof Update, "update_id">;

/** Kinds that a bot gets only when it asks for them by name. */
const ON_REQUEST: readonly Kind[] = ["chat_member", "message_reaction", "message_reaction_count"];

interface PollArgs {
  readonly offset?: number;
  readonly limit?: number;
  /** Seconds. */
  readonly timeout?: number;
  readonly allowed_updates?: readonly Kind[];
}

interface Waiting {
  look(): void;
  conflict(): void;
  end(): void;
}

/** What waits for the bot. An update leaves when an offset above it is asked for, not when it is read. */
export interface UpdateQueue {
  /**
   * Numbers the update and queues it, unless the bot did not ask for its kind or is not to see it (`seen` is false).
   * @returns Its update_id.
   */
  push(update: Omit<Update, "update_id">, seen?: boolean): number;
  /** Queues an earlier update again; the next poll gives it once, whatever its offset says. */
  again(updateId: number): void;
  /** @throws {Refusal} 409 in the poll that was waiting when another one came. */
  poll(args: PollArgs, signal?: AbortSignal): Promise<Update[]>;
  /** undefined keeps the setting, an empty list is the default set. */
  allow(kinds: readonly Kind[] | undefined): void;
  /** What waits, oldest first. */
  queued(): readonly Update[];
  /** Takes one update out, whatever came before it: a webhook took it. */
  settle(updateId: number): void;
  /** Tells when something was queued. */
  watch(look: () => void): void;
  drop(): void;
  pending(): number;
  /** Ends a poll that waits, with nothing. */
  close(): void;
}

export function createUpdateQueue(clock: Clock, firstId: number): UpdateQueue {
  const all = new Map<number, Update>();
  const queued = new Map<number, Update>();
  const repeated = new Set<number>();
  let allowed: ReadonlySet<Kind> | null = null;
  let waiting: Waiting | null = null;
  let look: () => void = () => undefined;
  let nextId = firstId;

  const wanted = (update: Omit<Update, "update_id">) => {
    const kinds = Object.keys(update) as Kind[];
    return kinds.every((kind) => (allowed ? allowed.has(kind) : !ON_REQUEST.includes(kind)));
  };

  const confirm = (offset: number) => {
    const ids = [...queued.keys()].sort((one, other) => one - other);
    const from = offset >= 0 ? offset : (ids.at(offset) ?? 0);
    for (const id of ids) if (id < from && !repeated.has(id)) queued.delete(id);
  };

  const inOrder = (): Update[] =>
    [...queued.values()].sort((one, other) => one.update_id - other.update_id);

  const take = (limit: number): Update[] => {
    const batch = inOrder().slice(0, Math.min(100, Math.max(1, limit)));
    for (const update of batch) repeated.delete(update.update_id);
    return batch;
  };

  const wait = (limit: number, seconds: number, signal?: AbortSignal): Promise<Update[]> =>
    new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        callOff();
        signal?.removeEventListener("abort", aborted);
        if (waiting === mine) waiting = null;
        settle();
      };
      const end = () => finish(() => resolve([]));
      const aborted = () => finish(() => reject(new DOMException("aborted", "AbortError")));
      const mine: Waiting = {
        end,
        look: () => finish(() => resolve(take(limit))),
        conflict: () => finish(() => reject(new Refusal(409, TWO_POLLERS))),
      };
      const callOff = clock.after(seconds * 1000, end);
      signal?.addEventListener("abort", aborted);
      waiting = mine;
    });

  return {
    push(made, seen = true) {
      const update = { update_id: nextId++, ...made };
      checkUpdate(update);
      all.set(update.update_id, update);
      if (seen && wanted(made)) {
        queued.set(update.update_id, update);
        waiting?.look();
        look();
      }
      return update.update_id;
    },
    again(updateId) {
      const update = all.get(updateId);
      if (!update) throw new SimError(`there was no update ${updateId}`);
      queued.set(updateId, update);
      repeated.add(updateId);
      waiting?.look();
      look();
    },
    async poll({ offset = 0, limit = 100, timeout = 0, allowed_updates }, signal) {
      waiting?.conflict();
      this.allow(allowed_updates);
      confirm(offset);
      const ready = take(limit);
      if (ready.length > 0 || timeout <= 0 || signal?.aborted) return ready;
      return wait(limit, timeout, signal);
    },
    allow(kinds) {
      if (kinds) allowed = kinds.length > 0 ? new Set(kinds) : null;
    },
    queued: inOrder,
    settle(updateId) {
      queued.delete(updateId);
      repeated.delete(updateId);
    },
    watch: (given) => void (look = given),
    drop: () => queued.clear(),
    pending: () => queued.size,
    close: () => waiting?.end(),
  };
}

const TWO_POLLERS =
  "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
