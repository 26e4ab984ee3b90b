import { and, asc, desc, eq, gte, lt, sql } from "drizzle-orm";
import { draftContentSchema } from "../domain/draft.ts";
import { isInline, type CardPlace, type Draft, type DraftStore } from "../launches/draft-store.ts";
import type { RowReader } from "./read-rows.ts";
import { readJson } from "./stored-json.ts";
import type { tables } from "./tables.ts";
import {
  limitSlot,
  limitTo,
  namesOf,
  run,
  slots,
  type Tx,
  type UnitOfWork,
  type Work,
} from "./unit-of-work.ts";

type DraftRow = typeof tables.drafts.$inferSelect;

export function createDraftStore(transact: UnitOfWork, readRows: RowReader): DraftStore {
  return {
    add: (draft) =>
      transact(function* (tx) {
        yield* run(tx.ready(addDraft, draftRow(draft)));
      }),
    get: (id) => transact((tx) => find(tx, id)),
    change: (id, owner, version, change, at) =>
      transact(function* (tx) {
        const draft = yield* find(tx, id);
        if (draft?.ownerId !== owner || draft.state !== "open" || draft.version !== version) {
          return null;
        }
        const content = change(draft.content);
        return yield* update(tx, { ...draft, content, version: version + 1, updatedAt: at });
      }),
    latestOpen: (ownerId) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(openDraftsOf, { ownerId }));
        return row ? readDraft(row) : null;
      }),
    outdate: (ownerId, at) =>
      transact(function* (tx) {
        yield* run(tx.ready(outdateDrafts, { ownerId, updatedAt: at }));
      }),
    place: (id, card) =>
      transact(function* (tx) {
        yield* run(tx.ready(placeDraft, { id, ...placeRow(card) }));
      }),
    close: (id, state, at) =>
      transact(function* (tx) {
        const draft = yield* find(tx, id);
        if (draft?.state !== "open") return null;
        return yield* update(tx, { ...draft, state, updatedAt: at });
      }),
    lately: (since, limit) =>
      transact(function* (tx) {
        const rows = yield* run(tx.ready(draftsTouchedSince, { since, limit }));
        return rows.map(({ id }) => id);
      }),
    stale: (before, limit) =>
      transact(function* (tx) {
        const rows = yield* run(tx.ready(staleDrafts, { before, limit }));
        return readRows(rows, ({ id }) => id, readDraft);
      }),
  };
}

const addDraft = ({ q, t }: Tx) => q.insert(t.drafts).values(slots(...namesOf(t.drafts)));

const writeDraft = ({ q, t }: Tx) =>
  q
    .update(t.drafts)
    .set(slots(...namesOf(t.drafts)))
    .where(eq(t.drafts.id, sql.placeholder("id")));

const placeDraft = ({ q, t }: Tx) =>
  q
    .update(t.drafts)
    .set(slots("cardChatId", "cardMessageId", "cardHasPicture", "cardInlineId"))
    .where(eq(t.drafts.id, sql.placeholder("id")));

const outdateDrafts = ({ q, t }: Tx) =>
  q
    .update(t.drafts)
    .set({ version: sql`${t.drafts.version} + 1`, ...slots("updatedAt") })
    .where(and(eq(t.drafts.ownerId, sql.placeholder("ownerId")), eq(t.drafts.state, OPEN)));

export const draftById = ({ q, t, forUpdate }: Tx) =>
  forUpdate(
    q
      .select()
      .from(t.drafts)
      .where(eq(t.drafts.id, sql.placeholder("id"))),
  );

// Written out, since SQLite uses a partial index only under its condition's own words.
export const OPEN = sql.raw("'open'");

export const launchDraft = ({ q, t }: Tx) =>
  q
    .update(t.drafts)
    .set({ ...slots("updatedAt"), state: "launched" })
    .where(and(eq(t.drafts.id, sql.placeholder("id")), eq(t.drafts.state, "open")))
    .returning({ id: t.drafts.id });

export const openDraftsOf = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.drafts)
    .where(and(eq(t.drafts.ownerId, sql.placeholder("ownerId")), eq(t.drafts.state, OPEN)))
    .orderBy(desc(t.drafts.updatedAt))
    .limit(limitTo(1));

export const draftsTouchedSince = ({ q, t }: Tx) =>
  q
    .select({ id: t.drafts.id })
    .from(t.drafts)
    .where(and(eq(t.drafts.state, OPEN), gte(t.drafts.updatedAt, sql.placeholder("since"))))
    .orderBy(desc(t.drafts.updatedAt))
    .limit(limitSlot("limit"));

export const staleDrafts = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.drafts)
    .where(and(eq(t.drafts.state, OPEN), lt(t.drafts.updatedAt, sql.placeholder("before"))))
    .orderBy(asc(t.drafts.updatedAt))
    .limit(limitSlot("limit"));

export function readDraft(row: DraftRow): Draft {
  return {
    id: row.id,
    ownerId: row.ownerId,
    content: readJson(draftContentSchema, row.content, "draft"),
    state: row.state,
    version: row.version,
    card: readPlace(row),
    repeats: row.repeats,
    groupId: row.groupId,
    topicId: row.topicId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function draftRow(draft: Draft): DraftRow {
  const { card, content, ...rest } = draft;
  return { ...rest, ...placeRow(card), content: JSON.stringify(content) };
}

function readPlace(row: DraftRow): CardPlace | null {
  const { cardChatId: chatId, cardMessageId: messageId, cardInlineId: inlineId } = row;
  if (inlineId !== null) return { inlineId };
  if (chatId === null || messageId === null) return null;
  return { chatId, messageId, hasPicture: row.cardHasPicture === 1 };
}

function placeRow(card: CardPlace | null) {
  const inChat = isInline(card) ? null : card;
  return {
    cardChatId: inChat?.chatId ?? null,
    cardMessageId: inChat?.messageId ?? null,
    cardHasPicture: inChat?.hasPicture ? 1 : 0,
    cardInlineId: isInline(card) ? card.inlineId : null,
  };
}

function* find(tx: Tx, id: string): Work<Draft | null> {
  const [row] = yield* run(tx.ready(draftById, { id }));
  return row ? readDraft(row) : null;
}

function* update(tx: Tx, draft: Draft): Work<Draft> {
  yield* run(tx.ready(writeDraft, draftRow(draft)));
  return draft;
}
