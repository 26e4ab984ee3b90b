import { sql, type SQL, type SQLWrapper } from "drizzle-orm";

/** A CHECK that a column holds one of our words, or null. Written out, since DDL takes no parameters. */
export function oneOf(column: SQLWrapper, words: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`;
}
