import { sql } from "drizzle-orm";
import { check, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { CREDENTIAL_KINDS, PROVIDER_NAMES } from "../../domain/credential.ts";
import { oneOf } from "./one-of.ts";

// Who may do what. A person's own data is wiped by /forget; these rows are the operator's, and a person's bounds, which
// forgetting must not loosen.

const ADMISSIONS = ["allowed", "denied"] as const;

/** Whom an admin let in or shut out, or who came by an invitation. */
export const admissions = sqliteTable(
  "admissions",
  {
    userId: integer("user_id").primaryKey(),
    state: text("state", { enum: ADMISSIONS }).notNull(),
    by: integer("by").notNull(),
    invite: text("invite"),
    at: integer("at").notNull(),
  },
  (t) => [check("admissions_state", oneOf(t.state, ADMISSIONS))],
);

export const invites = sqliteTable(
  "invites",
  {
    code: text("code").primaryKey(),
    by: integer("by").notNull(),
    uses: integer("uses").notNull(),
    used: integer("used").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [check("invites_used", sql`${t.used} between 0 and ${t.uses}`)],
);

/** Who stopped launches: a person their own, or, as 0, an admin those of everybody. */
export const pauses = sqliteTable("pauses", {
  userId: integer("user_id").primaryKey(),
  by: integer("by").notNull(),
  at: integer("at").notNull(),
});

/** What a person may spend, in base units as text. The `next` pair is a raise that waits for its time. */
export const limits = sqliteTable(
  "limits",
  {
    userId: integer("user_id").notNull(),
    unit: text("unit").notNull(),
    perLaunch: text("per_launch").notNull(),
    perDay: text("per_day").notNull(),
    nextPerLaunch: text("next_per_launch"),
    nextPerDay: text("next_per_day"),
    raisesAt: integer("raises_at"),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.unit] }),
    check(
      "limits_raise",
      sql`(${t.raisesAt} is null) = (${t.nextPerLaunch} is null) and (${t.raisesAt} is null) = (${t.nextPerDay} is null)`,
    ),
  ],
);

/** One-time doors to the intake page, by the hash of what stands in the link. */
export const intakeLinks = sqliteTable("intake_links", {
  hash: text("hash").primaryKey(),
  userId: integer("user_id").notNull(),
  provider: text("provider", { enum: PROVIDER_NAMES }).notNull(),
  kind: text("kind", { enum: CREDENTIAL_KINDS }).notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
});
