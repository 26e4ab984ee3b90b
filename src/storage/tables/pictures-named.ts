import { sql, type SQLWrapper } from "drizzle-orm";
import { index } from "drizzle-orm/sqlite-core";

/** Where the JSON of a draft or a request names a kept picture: see `domain/picture.ts`. */
const PATHS = {
  picture: "$.picture.hash",
  light: "$.picture.light.hash",
  moving: "$.picture.moving.hash",
} as const;

/** The hashes that such JSON names, each in an expression of its own; null where it does not. */
export const hashesIn = (json: SQLWrapper) =>
  Object.entries(PATHS).map(([name, path]) => ({
    name,
    // Written out, since SQLite uses an index on an expression only where a query has the very same. Text that is no
    // JSON names nothing: a damaged row must not keep the others from being written.
    hash: sql<
      string | null
    >`case when json_valid(${json}) then ${json} ->> ${sql.raw(`'${path}'`)} end`,
  }));

/** Finds who names a picture without reading every row's JSON. */
export const picturesNamed = (table: string, json: SQLWrapper) =>
  hashesIn(json).map(({ name, hash }) =>
    index(`${table}_by_${name}`)
      .on(hash)
      .where(sql`${hash} is not null`),
  );
