import { sql } from "drizzle-orm";
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
import { CREDENTIAL_KINDS, PROVIDER_NAMES } from "../../domain/credential.ts";

export const dataKeys = sqliteTable("data_keys", {
  ownerId: integer("owner_id").primaryKey(),
  keyId: text("key_id").notNull(),
  box: blob("box", { mode: "buffer" }).notNull(),
});

const slot = {
  ownerId: integer("owner_id").notNull(),
  provider: text("provider", { enum: PROVIDER_NAMES }).notNull(),
  kind: text("kind", { enum: CREDENTIAL_KINDS }).notNull(),
};

export const credentials = sqliteTable(
  "credentials",
  {
    ...slot,
    version: integer("version").notNull(),
    fingerprint: text("fingerprint").notNull(),
    address: text("address"),
    expiresAt: integer("expires_at"),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at"),
    refusedAt: integer("refused_at"),
    box: blob("box", { mode: "buffer" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.provider, t.kind] }),
    check("credentials_version", sql`${t.version} >= 1`),
  ],
);

export const credentialUses = sqliteTable(
  "credential_uses",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    ...slot,
    version: integer("version").notNull(),
    launchId: text("launch_id"),
    at: integer("at").notNull(),
  },
  (t) => [index("credential_uses_by_owner").on(t.ownerId, sql`${t.at} desc`, sql`${t.id} desc`)],
);

export const vaultCanaries = sqliteTable("vault_canaries", {
  keyId: text("key_id").primaryKey(),
  box: blob("box", { mode: "buffer" }).notNull(),
});
