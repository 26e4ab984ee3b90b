import { setImmediate as turn } from "node:timers/promises";
import type { Tx, UnitOfWork, Work } from "./unit-of-work.ts";

type Writing = (tx: Tx) => Work<void>;

/** Runs a unit of work in a transaction that it may share. Resolves when that is durable, rejects when it failed. */
export type Together = (writing: Writing) => Promise<void>;

/**
 * Each commit waits for the disk, and everybody waits with it. Updates are handled side by side and come to their end in
 * step, so what is written in one turn of the loop shares one commit. What throws undoes all of them: only for what no row
 * can refuse. See docs/decisions/0021-answers-share-a-commit.md.
 */
export function shareCommits(transact: UnitOfWork): Together {
  let waiting: readonly Writing[] = [];
  let shared: Promise<void> | null = null;
  return (writing) => {
    waiting = [...waiting, writing];
    return (shared ??= turn().then(() => {
      const together = waiting;
      waiting = [];
      shared = null;
      return transact(function* (tx) {
        for (const one of together) yield* one(tx);
      });
    }));
  };
}
