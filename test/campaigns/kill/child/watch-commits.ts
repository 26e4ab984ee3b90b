import Database from "better-sqlite3";
import { STATUSES } from "../../../../src/domain/launch.ts";
import type { Reach } from "./points.ts";

const WRITES = /^\s*(insert|update|delete)(?: or \w+)?(?: into| from)? "?(\w+)/i;
const IS_STATUS = new Set<unknown>(STATUSES);

type Method = (this: Database.Statement, ...values: unknown[]) => unknown;

/**
 * Points before and after each commit that writes something.
 *
 * Every transaction begins and ends with a statement, those of the library's own too, so it is enough to watch statements.
 * A commit is named after the status that it gives to a launch, or else after the tables that it changes.
 */
export function watchCommits(reach: Reach): void {
  let status: string | null = null;
  const changes = new Set<string>();

  const begun = () => {
    status = null;
    changes.clear();
  };
  const ran = (source: string, values: readonly unknown[]) => {
    const [, verb, table] = WRITES.exec(source) ?? [];
    if (verb === undefined || table === undefined) return;
    changes.add(`${verb.toLowerCase()} ${table}`);
    if (table === "launch_history") status = values.find(isStatus) ?? status;
  };
  const aroundCommit = (commit: () => unknown) => {
    const what = status === null ? [...changes].join(", ") : `“${status}”`;
    if (what === "") return commit();
    reach(`before the commit of ${what}`);
    const done = commit();
    reach(`after the commit of ${what}`);
    return done;
  };

  const statements = prototypeOfStatements();
  for (const name of ["run", "get", "all"] as const) {
    const original = statements[name];
    statements[name] = function (...values) {
      const go = () => original.apply(this, values);
      if (/^commit/i.test(this.source)) return aroundCommit(go);
      if (/^begin/i.test(this.source)) begun();
      else ran(this.source, values.flat());
      return go();
    };
  }
}

function isStatus(value: unknown): value is string {
  return IS_STATUS.has(value);
}

function prototypeOfStatements(): Record<"run" | "get" | "all", Method> {
  const database = new Database(":memory:");
  const prototype: unknown = Object.getPrototypeOf(database.prepare("select 1"));
  database.close();
  return prototype as ReturnType<typeof prototypeOfStatements>;
}
