import { sql } from "drizzle-orm";
import { blob, check, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { CREDENTIAL_KINDS, PROVIDER_NAMES } from "../../domain/credential.ts";

export const handledUpdates = sqliteTable(
  "handled_updates",
  { updateId: integer("update_id").primaryKey(), at: integer("at").notNull() },
  (t) => [index("handled_updates_by_age").on(t.at)],
);

export const pendingIntakes = sqliteTable("pending_intakes", {
  userId: integer("user_id").primaryKey(),
  provider: text("provider", { enum: PROVIDER_NAMES }).notNull(),
  kind: text("kind", { enum: CREDENTIAL_KINDS }).notNull(),
  expiresAt: integer("expires_at").notNull(),
  promptMessageId: integer("prompt_message_id"),
});

/** Lines that people typed behind the bot's name, for the cards that they may post from them. */
export const inlineOffers = sqliteTable(
  "inline_offers",
  {
    id: text("id").primaryKey(),
    ownerId: integer("owner_id").notNull(),
    line: text("line").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("inline_offers_by_age").on(t.at), index("inline_offers_by_owner").on(t.ownerId)],
);

export const people = sqliteTable("people", {
  id: integer("id").primaryKey(),
  region: text("region"),
  firstSeenAt: integer("first_seen_at").notNull(),
});

/** What people want to hear. Hours are of the day by their own clock, which is `clock_ahead` minutes ahead of UTC. */
export const noticeWishes = sqliteTable(
  "notice_wishes",
  {
    userId: integer("user_id").primaryKey(),
    told: integer("told").notNull(),
    follow: integer("follow").notNull(),
    digest: integer("digest").notNull(),
    digestHour: integer("digest_hour"),
    quietFrom: integer("quiet_from"),
    quietUntil: integer("quiet_until"),
    clockAhead: integer("clock_ahead"),
  },
  (t) => [
    check("notice_wishes_quiet", sql`(${t.quietFrom} is null) = (${t.quietUntil} is null)`),
    check("notice_wishes_hours", sql`${t.quietFrom} is null or ${t.quietFrom} <> ${t.quietUntil}`),
  ],
);

export const conversations = sqliteTable(
  "conversations",
  {
    key: text("key").primaryKey(),
    box: blob("box", { mode: "buffer" }).notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("conversations_by_age").on(t.at)],
);

/** One row: the file this database was last opened as. A copy of it finds itself in another file. */
export const home = sqliteTable(
  "home",
  { one: integer("one").primaryKey(), file: text("file").notNull() },
  (t) => [check("home_one", sql`${t.one} = 1`)],
);

const MIMES = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;

export const images = sqliteTable(
  "images",
  {
    hash: text("hash").primaryKey(),
    mime: text("mime", { enum: MIMES }).notNull(),
    bytes: blob("bytes", { mode: "buffer" }).notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    createdAt: integer("created_at").notNull(),
    /** Where it is hosted besides here; null: only here. */
    hostedUrl: text("hosted_url"),
  },
  (t) => [
    index("images_kept_here")
      .on(t.createdAt, t.hash)
      .where(sql`${t.hostedUrl} is null`),
    check("images_hash", sql`length(${t.hash}) = 64`),
    check("images_size", sql`${t.width} > 0 and ${t.height} > 0`),
  ],
);
