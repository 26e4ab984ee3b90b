/**
 * One repository source for a synchronous and an asynchronous driver.
 *
 * A unit of work is a generator that yields Drizzle queries. SQLite runs it to its end in one go inside a transaction,
 * so that nothing can interleave on the shared connection (an `await` in a plain generator does not compile); a pooled
 * engine would await each query inside its own transaction. What throws undoes everything.
 */
import { getTableColumns, sql, type Placeholder, type SQL, type Table } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { tables } from "./tables.ts";

/** What a repository works with inside a transaction. SQLite's types stand for those of every engine. */
export interface Tx {
  readonly q: BetterSQLite3Database;
  readonly t: typeof tables;
  /** Holds the selected rows until the end of the transaction, where the engine lets writers run side by side. */
  readonly forUpdate: <Query>(query: Query) => Query;
  /**
   * A query that is built and prepared once and then only gets its values (about 4 us against 300). `build` must be a
   * function of its own at the top of a file: it is remembered by identity.
   */
  ready<Row>(build: (tx: Tx) => Built<Row>, values: Values): PromiseLike<Row>;
  /** Does so ahead, and asks nothing. */
  compile(build: (tx: Tx) => Built<unknown>): void;
}

/** A Drizzle query that has not run yet. */
export interface Built<Row> extends PromiseLike<Row> {
  prepare(): unknown;
}

/** Values for a query's placeholders, by name. */
export type Values = Readonly<Record<string, unknown>>;

export type Work<Result> = Generator<PromiseLike<unknown>, Result>;

/** Runs a unit of work in one transaction. */
export type UnitOfWork = <Result>(work: (tx: Tx) => Work<Result>) => Promise<Result>;

/** Runs one query inside a unit of work: `const rows = yield* run(tx.q.select()...)`. */
export function* run<Row>(query: PromiseLike<Row>): Generator<PromiseLike<Row>, Row> {
  return (yield query) as Row;
}

/** The names of a table's columns, as rows of it have them. */
export function namesOf<Rows extends Table>(
  table: Rows,
): readonly (keyof Rows["$inferInsert"] & string)[] {
  return Object.keys(getTableColumns(table));
}

/** A placeholder for each of these columns, under the column's own name. */
export function slots<Name extends string>(...names: readonly Name[]): Record<Name, SQL> {
  const pairs = names.map((name) => [name, sql`${sql.placeholder(name)}`] as const);
  return Object.fromEntries(pairs) as Record<Name, SQL>;
}

/**
 * A limit that comes with the values. SQLite plans a query anew for every value of a bare `limit ?`, which takes ten times
 * as long as the query itself; of an expression it does not ask.
 */
export function limitSlot(name: string): Placeholder {
  return sql`+${sql.placeholder(name)}` as unknown as Placeholder;
}

/** A limit that is always the same, written out: a number would become a bare `limit ?`, see {@link limitSlot}. */
export function limitTo(rows: number): Placeholder {
  return sql.raw(String(rows)) as unknown as Placeholder;
}
