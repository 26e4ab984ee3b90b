import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { NOTICE_KINDS, NOTICE_STATES } from "../../bot/notice-store.ts";
import { PROVIDER_NAMES } from "../../domain/credential.ts";
import { STATUSES } from "../../domain/launch.ts";
import { DRAFT_STATES } from "../../launches/draft-store.ts";
import { oneOf } from "./one-of.ts";
import { picturesNamed } from "./pictures-named.ts";

// Only text, integer and blob, so that another engine can have the same tables: times are ms since the epoch, flags are
// 0 or 1, JSON is text that zod parses when it is read. The CHECKs refuse rows that the state machine cannot make.

export const drafts = sqliteTable(
  "drafts",
  {
    id: text("id").primaryKey(),
    ownerId: integer("owner_id").notNull(),
    content: text("content").notNull(),
    state: text("state", { enum: DRAFT_STATES }).notNull(),
    version: integer("version").notNull(),
    cardChatId: integer("card_chat_id"),
    cardMessageId: integer("card_message_id"),
    cardHasPicture: integer("card_has_picture").notNull(),
    cardInlineId: text("card_inline_id"),
    repeats: text("repeats"),
    groupId: integer("group_id"),
    topicId: integer("topic_id"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    index("drafts_open")
      .on(t.updatedAt)
      .where(sql`${t.state} = 'open'`),
    index("drafts_open_by_owner")
      .on(t.ownerId, sql`${t.updatedAt} desc`)
      .where(sql`${t.state} = 'open'`),
    index("drafts_by_card_chat")
      .on(t.cardChatId)
      .where(sql`${t.cardChatId} is not null`),
    index("drafts_by_group")
      .on(t.groupId)
      .where(sql`${t.groupId} is not null`),
    index("drafts_by_owner").on(t.ownerId),
    ...picturesNamed("drafts", t.content),
    check("drafts_state", oneOf(t.state, DRAFT_STATES)),
    check("drafts_version", sql`${t.version} >= 1`),
    check("drafts_card", sql`(${t.cardChatId} is null) = (${t.cardMessageId} is null)`),
    check("drafts_picture", sql`${t.cardHasPicture} in (0, 1)`),
  ],
);

export const launches = sqliteTable(
  "launches",
  {
    id: text("id").primaryKey(),
    draftId: text("draft_id").notNull(),
    ownerId: integer("owner_id").notNull(),
    provider: text("provider", { enum: PROVIDER_NAMES }).notNull(),
    /** Copies of what `request` says, to look launches up by. */
    target: text("target").notNull(),
    ticker: text("ticker").notNull(),
    request: text("request").notNull(),
    status: text("status", { enum: STATUSES }).notNull(),
    version: integer("version").notNull(),
    confirmedAt: integer("confirmed_at").notNull(),
    dueAt: integer("due_at"),
    attempt: text("attempt"),
    region: text("region"),
    sentAt: integer("sent_at"),
    answeredAt: integer("answered_at"),
    nextAt: integer("next_at"),
    tries: integer("tries").notNull(),
    eventId: text("event_id"),
    acceptedAt: integer("accepted_at"),
    needsSignIn: integer("needs_sign_in").notNull(),
    mint: text("mint"),
    pool: text("pool"),
    listingUrl: text("listing_url"),
    reason: text("reason"),
    resolvedBy: text("resolved_by", { enum: ["provider", "owner"] }),
    endedAt: integer("ended_at"),
    groupId: integer("group_id"),
    tappedAt: integer("tapped_at"),
    tapToSentMs: real("tap_to_sent_ms"),
    sentToAnswerMs: real("sent_to_answer_ms"),
    roundTripMs: real("round_trip_ms"),
  },
  (t) => [
    uniqueIndex("launches_of_draft").on(t.draftId),
    index("launches_by_owner").on(t.ownerId, sql`${t.confirmedAt} desc`, sql`${t.id} desc`),
    index("launches_by_status").on(
      t.ownerId,
      t.status,
      sql`${t.confirmedAt} desc`,
      sql`${t.id} desc`,
    ),
    index("launches_by_group")
      .on(t.groupId, sql`${t.confirmedAt} desc`)
      .where(sql`${t.groupId} is not null`),
    index("launches_by_ticker").on(t.ownerId, t.ticker, t.target, sql`${t.confirmedAt} desc`),
    index("launches_minted")
      .on(t.ownerId, t.provider, t.mint)
      .where(sql`${t.mint} is not null`),
    index("launches_mintless")
      .on(t.ownerId, t.provider)
      .where(
        sql`${t.mint} is null and ${t.status} in ('queued', 'sending', 'accepted', 'unclear', 'live')`,
      ),
    index("launches_due")
      .on(t.nextAt)
      .where(sql`${t.nextAt} is not null`),
    index("launches_open_by_owner")
      .on(t.ownerId)
      .where(sql`${t.nextAt} is not null`),
    index("launches_open_by_group")
      .on(t.groupId)
      .where(sql`${t.groupId} is not null and ${t.nextAt} is not null`),
    ...picturesNamed("launches", t.request),
    index("launches_sending")
      .on(t.id)
      .where(sql`${t.status} = 'sending'`),
    check("launches_status", oneOf(t.status, STATUSES)),
    check("launches_counts", sql`${t.version} >= 1 and ${t.tries} >= 0`),
    check("launches_sign_in", sql`${t.needsSignIn} in (0, 1)`),
    check("launches_resolved_by", oneOf(t.resolvedBy, ["provider", "owner"])),
    check(
      "launches_open",
      sql`${t.status} not in ('queued', 'sending', 'accepted', 'unclear') or ${t.nextAt} is not null`,
    ),
    check(
      "launches_attempted",
      sql`${t.status} not in ('sending', 'accepted', 'unclear') or (${t.attempt} is not null and ${t.sentAt} is not null)`,
    ),
    check(
      "launches_accepted",
      sql`${t.status} <> 'accepted' or (${t.eventId} is not null and ${t.acceptedAt} is not null)`,
    ),
    check(
      "launches_live",
      sql`${t.status} <> 'live' or coalesce(${t.mint}, ${t.listingUrl}, ${t.pool}, ${t.eventId}) is not null`,
    ),
    check("launches_failed", sql`${t.status} <> 'failed' or ${t.reason} is not null`),
    check(
      "launches_ended",
      sql`(${t.status} in ('live', 'failed', 'cancelled', 'expired')) = (${t.endedAt} is not null)`,
    ),
    check(
      "launches_at_rest",
      sql`${t.nextAt} is null or not (${t.status} in ('failed', 'cancelled', 'expired') or (${t.status} = 'live' and ${t.mint} is not null))`,
    ),
  ],
);

export const launchHistory = sqliteTable(
  "launch_history",
  {
    launchId: text("launch_id")
      .notNull()
      .references(() => launches.id),
    version: integer("version").notNull(),
    status: text("status", { enum: STATUSES }).notNull(),
    at: integer("at").notNull(),
    reason: text("reason"),
  },
  (t) => [
    primaryKey({ columns: [t.launchId, t.version] }),
    check("launch_history_status", oneOf(t.status, STATUSES)),
    check("launch_history_version", sql`${t.version} >= 1`),
  ],
);

export const notices = sqliteTable(
  "notices",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    launchId: text("launch_id")
      .notNull()
      .references(() => launches.id),
    kind: text("kind", { enum: NOTICE_KINDS }).notNull(),
    chatId: integer("chat_id").notNull(),
    topicId: integer("topic_id"),
    messageId: integer("message_id"),
    hasPicture: integer("has_picture").notNull(),
    inlineId: text("inline_id"),
    wantVersion: integer("want_version").notNull(),
    haveVersion: integer("have_version").notNull(),
    nextAt: integer("next_at"),
    tries: integer("tries").notNull(),
    state: text("state", { enum: NOTICE_STATES }).notNull(),
  },
  (t) => [
    // Of its own, since SQLite does not see that one kind is none of the others, as the next index would have it.
    index("notices_by_launch").on(t.launchId, t.kind),
    uniqueIndex("notices_of_launch")
      .on(t.launchId, t.kind)
      .where(sql`${t.kind} <> 'follow'`),
    uniqueIndex("notices_of_follower")
      .on(t.chatId, t.launchId)
      .where(sql`${t.kind} = 'follow'`),
    index("notices_due")
      .on(t.nextAt)
      .where(sql`${t.state} = 'live' and ${t.nextAt} is not null`),
    index("notices_by_chat").on(t.chatId),
    index("notices_parked")
      .on(t.chatId)
      .where(sql`${t.state} = 'parked'`),
    check("notices_kind", oneOf(t.kind, NOTICE_KINDS)),
    check("notices_state", oneOf(t.state, NOTICE_STATES)),
    check("notices_versions", sql`${t.haveVersion} between 0 and ${t.wantVersion}`),
    check("notices_picture", sql`${t.hasPicture} in (0, 1)`),
    check("notices_tries", sql`${t.tries} >= 0`),
  ],
);
