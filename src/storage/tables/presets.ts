import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What people launch with again and again, by the names that they gave it. */
export const presets = sqliteTable(
  "presets",
  {
    ownerId: integer("owner_id").notNull(),
    name: text("name").notNull(),
    content: text("content").notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.name] })],
);
