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
  const transact: UnitOfWork = async (work) => {
    const delay = disk.delayMs();
    if (delay > 0) await new Promise<void>((resolve) => life.clock.after(delay, resolve));
    if (!life.alive()) return never();
    const seen = { writing: false };
    const wrote = () => seen.writing;
    try {
      const done = engine.transact(function* (tx) {
        const watched = noticing(tx, () => (seen.writing = true));
        const result = yield* work(watched);
        if (!wrote()) return result;
        const writing = disk.writing();
        if (writing !== "well") throw new StorageError(writing);
        if (life.diesAt("before a commit")) throw new Died();
        return result;
      });
      const result = await done;
      if (wrote() && life.diesAt("after a commit")) return await never();
      return result;
    } catch (error) {
      if (error instanceof Died) return never();
      throw error;
    }
  };
  return { ...engine, transact };
}

/** Undoes the transaction that the process did not live to commit. */
class Died extends Error {}

/** The same transaction, telling whether anything is written in it. */
function noticing(tx: Tx, wrote: () => void): Tx {
  const { q } = tx;
  const writes = <K extends "insert" | "update" | "delete">(way: K) => ({
    value: (...args: Parameters<Tx["q"][K]>) => {
      wrote();
      return (q[way] as (...all: typeof args) => unknown)(...args);
    },
  });
  return {
    ...tx,
    q: Object.create(q, {
      insert: writes("insert"),
      update: writes("update"),
      delete: writes("delete"),
    }) as Tx["q"],
    ready(build, values) {
      if (isWriting(build, tx)) wrote();
      return tx.ready(build, values);
    },
  };
}

const writing = new WeakMap<object, boolean>();

function isWriting(build: Parameters<Tx["ready"]>[0], tx: Tx): boolean {
  const known = writing.get(build);
  if (known !== undefined) return known;
  const { sql } = (build(tx) as unknown as { toSQL(): { readonly sql: string } }).toSQL();
  const writes = !/^\s*select/i.test(sql);
  writing.set(build, writes);
  return writes;
}
