import { and, isNotNull, notInArray, sql, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { tables } from "./tables.ts";
import type { Tx } from "./unit-of-work.ts";

/** Where the JSON of a draft or a request names a kept picture: see `domain/picture.ts`. */
const PATHS = ["$.picture.hash", "$.picture.light.hash", "$.picture.moving.hash"] as const;

/** The hashes that a draft's content or a launch's request names, each in an expression of its own; null where it does not. */
export const hashesIn = (json: SQLiteColumn): readonly SQL<string | null>[] =>
  PATHS.map((path) => sql<string | null>`json_extract(${json}, ${path})`);

/** Holds for pictures that none of these rows name. */
export function unnamedIn(
  { q, t }: Tx,
  table: typeof tables.drafts | typeof tables.launches,
  json: SQLiteColumn,
  where?: SQL,
): SQL | undefined {
  const perPath = hashesIn(json).map((hash) =>
    notInArray(
      t.images.hash,
      q
        .select({ hash })
        .from(table)
        .where(and(isNotNull(hash), where)),
    ),
  );
  return and(...perPath);
}
