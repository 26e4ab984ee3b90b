import { and, asc, count, eq, sql } from "drizzle-orm";
import { presetContentSchema, type Preset, type PresetStore } from "../bot/preset-store.ts";
import type { RowReader } from "./read-rows.ts";
import { readJson } from "./stored-json.ts";
import type { tables } from "./tables.ts";
import { run, type Tx, type UnitOfWork } from "./unit-of-work.ts";

type PresetRow = typeof tables.presets.$inferSelect;

export function createPresetStore(transact: UnitOfWork, readRows: RowReader): PresetStore {
  return {
    get: (ownerId, name) =>
      transact(function* (tx) {
        const [row] = yield* run(
          tx.q
            .select()
            .from(tx.t.presets)
            .where(named(tx, ownerId, name)),
        );
        return row ? readPreset(row) : null;
      }),
    put: (ownerId, { name, ...content }, most) =>
      transact(function* (tx) {
        const { q, t } = tx;
        const known = yield* run(
          q
            .select()
            .from(t.presets)
            .where(named(tx, ownerId, name)),
        );
        const theirs = eq(t.presets.ownerId, ownerId);
        const [all] = yield* run(q.select({ kept: count() }).from(t.presets).where(theirs));
        if (known.length === 0 && (all?.kept ?? 0) >= most) return false;
        const row = { ownerId, name, content: JSON.stringify(content) };
        const target = [t.presets.ownerId, t.presets.name];
        yield* run(q.insert(t.presets).values(row).onConflictDoUpdate({ target, set: row }));
        return true;
      }),
    list: (ownerId) =>
      transact(function* ({ q, t }) {
        const theirs = q.select().from(t.presets).where(eq(t.presets.ownerId, ownerId));
        const rows = yield* run(theirs.orderBy(asc(t.presets.name)));
        return readRows(rows, ({ name }) => name, readPreset);
      }),
    remove: (ownerId, name) =>
      transact(function* (tx) {
        const gone = tx.q.delete(tx.t.presets).where(named(tx, ownerId, name));
        return (yield* run(gone.returning({ one: sql`1` }))).length > 0;
      }),
  };
}

const named = ({ t }: Tx, ownerId: number, name: string) =>
  and(eq(t.presets.ownerId, ownerId), eq(t.presets.name, name));

const readPreset = ({ name, content }: PresetRow): Preset => ({
  name,
  ...readJson(presetContentSchema, content, "preset"),
});
