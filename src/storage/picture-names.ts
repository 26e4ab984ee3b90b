import { and, notExists, sql, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { hashesIn } from "./tables/pictures-named.ts";
import type { tables } from "./tables.ts";
import type { Tx } from "./unit-of-work.ts";

/** Holds for pictures that none of these rows name. */
export function unnamedIn(
  { q, t }: Tx,
  table: typeof tables.drafts | typeof tables.launches,
  json: SQLiteColumn,
  where?: SQL,
): SQL | undefined {
  const perPath = hashesIn(json).map(({ hash }) => {
    // With the plus the column counts as an expression too; compared with a column, an index on an expression is not used.
    const named = sql`${hash} = +${t.images.hash}`;
    return notExists(
      q
        .select({ one: sql`1` })
        .from(table)
        .where(and(named, where)),
    );
  });
  return and(...perPath);
}
