import { StorageError } from "../../../src/domain/errors.ts";
import type { Engine } from "../../../src/storage/sqlite.ts";
import type { Tx, UnitOfWork } from "../../../src/storage/unit-of-work.ts";
import { never, type Life } from "./life.ts";

/** What a disk does to those who use it. */
export interface Disk {
  /** What writing comes to just now. */
  writing(): "well" | "full" | "failed";
  /** How long it thinks before it does anything, in ms. */
  delayMs(): number;
}

/**
 * The real engine as one life has it: it can die just before a commit, which undoes everything, and just after, so that
 * nobody hears of it. Only what writes is such a point.
 */
export function mortalEngine(engine: Engine, life: Life, disk: Disk): Engine {
  // One for all its transactions, as the engine has one `tx` and never two of them at a time.
  let watched: Watched | null = null;
  const transact: UnitOfWork = async (work) => {
    const delay = disk.delayMs();
    if (delay > 0) await new Promise<void>((resolve) => life.clock.after(delay, resolve));
    if (!life.alive()) return never();
    try {
      const { done, wrote } = await engine.transact(function* (tx) {
        watched ??= watch(tx);
        watched.begin();
        const done = yield* work(watched.tx);
        if (!watched.wrote()) return { done, wrote: false };
        const writing = disk.writing();
        if (writing !== "well") throw new StorageError(writing);
        if (life.diesAt("before a commit")) throw new Died();
        return { done, wrote: true };
      });
      if (wrote && life.diesAt("after a commit")) return await never();
      return done;
    } catch (error) {
      if (error instanceof Died) return never();
      throw error;
    }
  };
  return { ...engine, transact };
}

/** Undoes the transaction that the process did not live to commit. */
class Died extends Error {}

interface Watched {
  readonly tx: Tx;
  /** A transaction begins: nothing was written yet. */
  readonly begin: () => void;
  /** Whether anything was written through it. */
  readonly wrote: () => boolean;
}

function watch(tx: Tx): Watched {
  let wrote = false;
  const { q } = tx;
  const writing = <K extends "insert" | "update" | "delete">(way: K) => ({
    value: (...args: Parameters<Tx["q"][K]>) => {
      wrote = true;
      return (q[way] as (...all: typeof args) => unknown)(...args);
    },
  });
  return {
    begin: () => void (wrote = false),
    wrote: () => wrote,
    tx: {
      ...tx,
      q: Object.create(q, {
        insert: writing("insert"),
        update: writing("update"),
        delete: writing("delete"),
      }) as Tx["q"],
      ready(build, values) {
        wrote ||= isWriting(build, tx);
        return tx.ready(build, values);
      },
    },
  };
}

const known = new WeakMap<object, boolean>();

function isWriting(build: Parameters<Tx["ready"]>[0], tx: Tx): boolean {
  const before = known.get(build);
  if (before !== undefined) return before;
  const { sql } = (build(tx) as unknown as { toSQL(): { readonly sql: string } }).toSQL();
  const writes = !/^\s*select/i.test(sql);
  known.set(build, writes);
  return writes;
}
