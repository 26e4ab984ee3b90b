import { AsyncLocalStorage } from "node:async_hooks";
import type { Update } from "@grammyjs/types";

/** A Bot API call that the bot made while it handled an update. */
export interface Call {
  readonly method: string;
  /** Empty for calls that carry a file. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Telegram's words when it refused. */
  readonly refusal: string | null;
}

/** One time that the bot was handed an update. A redelivered update is handled several times. */
export interface Handling {
  readonly update: Update;
  readonly calls: readonly Call[];
  readonly state: "under way" | "done" | "thrown" | "killed";
}

interface Open {
  readonly update: Update;
  readonly calls: Call[];
  state: Handling["state"];
}

/** Knows which calls belong to which update, by the asynchronous context in which they are made. */
export interface Witness {
  watch(update: Update, handle: () => Promise<void>): Promise<void>;
  /** A call was answered or refused; counted to the update in whose handling it was made, if in any. */
  called(call: Call): void;
  underWay(): readonly Handling[];
  /** Goes up with all that happens: an update that comes in or is done, a call that is answered. */
  moves(): number;
  /** The process died: what was under way will not end. */
  buried(): void;
  /** All since the last time, as far as they are over. */
  over(): readonly Handling[];
}

export function createWitness(): Witness {
  const context = new AsyncLocalStorage<Open>();
  let handlings: Open[] = [];
  let moves = 0;
  return {
    async watch(update, handle) {
      const mine: Open = { update, calls: [], state: "under way" };
      handlings.push(mine);
      moves += 1;
      try {
        await context.run(mine, handle);
        if (mine.state === "under way") mine.state = "done";
      } catch (error) {
        mine.state = "thrown";
        throw error;
      } finally {
        moves += 1;
      }
    },
    called(call) {
      moves += 1;
      context.getStore()?.calls.push(call);
    },
    moves: () => moves,
    underWay: () => handlings.filter(({ state }) => state === "under way"),
    buried() {
      for (const one of handlings) if (one.state === "under way") one.state = "killed";
    },
    over() {
      const all = handlings.filter(({ state }) => state !== "under way");
      handlings = handlings.filter(({ state }) => state === "under way");
      return all;
    },
  };
}
