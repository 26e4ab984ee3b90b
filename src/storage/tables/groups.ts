import { sql } from "drizzle-orm";
import { check, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { CIRCLES, VOTES } from "../../domain/governance.ts";
import { oneOf } from "./one-of.ts";

// The rules of groups. They stay when the bot is thrown out, so that letting it in again loosens nothing.

export const groups = sqliteTable(
  "groups",
  {
    id: integer("id").primaryKey(),
    launchers: text("launchers", { enum: CIRCLES }).notNull(),
    approvers: text("approvers", { enum: CIRCLES }).notNull(),
    approvals: integer("approvals").notNull(),
    deadlineMs: integer("deadline_ms").notNull(),
    cooldownMs: integer("cooldown_ms").notNull(),
    announces: integer("announces").notNull().default(0),
  },
  (t) => [
    check("groups_launchers", oneOf(t.launchers, CIRCLES)),
    check("groups_approvers", oneOf(t.approvers, CIRCLES)),
    check("groups_counts", sql`min(${t.approvals}, ${t.deadlineMs}, ${t.cooldownMs}) >= 0`),
  ],
);

/** What a group's launches may cost, in base units as text. */
export const groupCaps = sqliteTable(
  "group_caps",
  {
    groupId: integer("group_id").notNull(),
    unit: text("unit").notNull(),
    perLaunch: text("per_launch").notNull(),
    perDay: text("per_day").notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.unit] })],
);

export const groupListed = sqliteTable(
  "group_listed",
  {
    groupId: integer("group_id").notNull(),
    userId: integer("user_id").notNull(),
    name: text("name").notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.userId] })],
);

/** What people said about one version of a draft. */
export const votes = sqliteTable(
  "votes",
  {
    draftId: text("draft_id").notNull(),
    version: integer("version").notNull(),
    userId: integer("user_id").notNull(),
    name: text("name").notNull(),
    word: text("word", { enum: VOTES }).notNull(),
    at: integer("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.draftId, t.version, t.userId] }),
    check("votes_word", oneOf(t.word, VOTES)),
  ],
);
