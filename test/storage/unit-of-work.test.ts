import { eq } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { run, type Tx } from "../../src/storage/unit-of-work.ts";

function anEngine() {
  const engine = openSqlite(":memory:");
  onTestFinished(() => engine.close());
  return engine;
}

const add = ({ q, t }: Tx, id: number) => run(q.insert(t.people).values({ id, firstSeenAt: 1 }));
const ids = ({ q, t }: Tx) => run(q.select({ id: t.people.id }).from(t.people));

describe("a unit of work", () => {
  it("hands each query's rows back to the line that yielded it", async () => {
    const { transact } = anEngine();

    const rows = await transact(function* (tx) {
      yield* add(tx, 1);
      const one = yield* ids(tx);
      yield* add(tx, 2);
      return [one, yield* ids(tx)];
    });

    expect(rows).toEqual([[{ id: 1 }], [{ id: 1 }, { id: 2 }]]);
  });

  it("undoes all of it when a query fails", async () => {
    const { transact } = anEngine();

    const failing = transact(function* (tx) {
      yield* add(tx, 1);
      yield* add(tx, 1);
    });

    await expect(failing).rejects.toThrow("UNIQUE constraint failed: people.id");
    expect(await transact(ids)).toEqual([]);
  });

  it("undoes all of it when the work itself throws", async () => {
    const { transact } = anEngine();

    const failing = transact(function* (tx) {
      yield* add(tx, 1);
      throw new Error("a bug");
    });

    await expect(failing).rejects.toThrow("a bug");
    expect(await transact(ids)).toEqual([]);
  });

  it("may catch a query's failure and go on", async () => {
    const { transact } = anEngine();

    await transact(function* (tx) {
      yield* add(tx, 1);
      try {
        yield* add(tx, 1);
      } catch {
        yield* add(tx, 2);
      }
    });

    expect(await transact(ids)).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("never runs a query by itself: what is not yielded does not happen", async () => {
    const { transact } = anEngine();

    await transact(function* (tx) {
      yield* add(tx, 1);
      tx.q.delete(tx.t.people).where(eq(tx.t.people.id, 1));
    });

    expect(await transact(ids)).toEqual([{ id: 1 }]);
  });
});
