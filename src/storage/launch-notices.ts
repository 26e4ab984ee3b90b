import { and, eq, or, sql } from "drizzle-orm";
import type { Launch, Status } from "../domain/launch.ts";
import { nextDigest } from "../domain/notice-wishes.ts";
import { isInline, type Draft, type Room } from "../launches/draft-store.ts";
import type { Move } from "../launches/launch-store.ts";
import { groupById } from "./group-rows.ts";
import { run, slots, type Tx, type Work } from "./unit-of-work.ts";
import { wishesOf } from "./wish-rows.ts";

// What a change of a launch does to its notices, in the transaction of the change.

const FRESH = { haveVersion: 0, tries: 0, state: "live" } as const;

/**
 * The card of a new launch takes the place of its draft's preview; without one, it goes to the owner's private chat. So
 * does everything else about a launch whose card was posted through inline mode.
 */
export function* placeCard(
  tx: Tx,
  launch: Launch,
  { card: preview, groupId, topicId }: Pick<Draft, "card" | "groupId" | "topicId">,
  at: number,
): Work<void> {
  const inChat = isInline(preview) ? null : preview;
  const inGroup = inChat !== null && inChat.chatId === groupId;
  yield* run(
    tx.ready(addCard, {
      launchId: launch.id,
      chatId: inChat?.chatId ?? launch.ownerId,
      topicId: inGroup ? topicId : null,
      messageId: inChat?.messageId ?? null,
      hasPicture: inChat?.hasPicture ? 1 : 0,
      inlineId: isInline(preview) ? preview.inlineId : null,
      wantVersion: launch.version,
      nextAt: at,
    }),
  );
}

/** While a launch is at one of these, nobody was told of an end, or could have been. */
const ON_ITS_WAY: readonly Status[] = ["queued", "sending"];

/**
 * Makes the card want this version, and tells everybody else who is to hear of it: the owner in private when the card
 * stands elsewhere, the group it was launched in, and who follows it. With `ring`, a final message is sent where the card
 * is, unless one of the others is a new message there already.
 */
export function* bumpNotices(tx: Tx, { launch, ring }: Move, at: number): Work<void> {
  const bump = { launchId: launch.id, wantVersion: launch.version, nextAt: at };
  const [card] = yield* run(tx.ready(bumpCard, bump));
  if (!card) throw new Error("a launch has lost its card's notice");
  const isPosted = card.inlineId !== null;
  const isAway = isPosted || card.chatId !== launch.ownerId;
  const isOver = !ON_ITS_WAY.includes(launch.status) && launch.status !== "accepted";
  if (isAway && isOver && (yield* wishesOf(tx, launch.ownerId)).told) {
    const privately = { chatId: launch.ownerId, topicId: null };
    yield* run(tx.ready(addOnce, { ...bump, kind: "told", ...privately }));
  }
  const announcedIn = yield* announce(tx, launch, { ...bump, topicId: card.topicId });
  if (!ON_ITS_WAY.includes(launch.status)) {
    yield* run(tx.ready(bumpOthers, { ...bump, ended: launch.endedAt === null ? 0 : 1 }));
  }
  if (ring && !isPosted && announcedIn !== card.chatId) {
    yield* run(tx.ready(ringOut, { ...bump, ...card }));
  }
  yield* remindOf(tx, launch, at);
}

interface Bump {
  readonly launchId: string;
  readonly wantVersion: number;
  readonly nextAt: number;
}

/** In the topic of its card. @returns The group that hears of it; null: none does. */
function* announce(
  tx: Tx,
  { status, groupId }: Launch,
  bump: Bump & Pick<Room, "topicId">,
): Work<number | null> {
  if (status !== "live" || groupId === null) return null;
  const [group] = yield* run(tx.ready(groupById, { groupId }));
  if (group?.announces !== 1) return null;
  yield* run(tx.ready(addOnce, { ...bump, kind: "announcement", chatId: groupId }));
  return groupId;
}

/** A launch that becomes unclear gets a reminder, which rests as soon as it is anything else. */
function* remindOf(tx: Tx, { id, ownerId, status, version }: Launch, at: number): Work<void> {
  const bump = { launchId: id, wantVersion: version, haveVersion: version };
  // Nothing leads from unclear to unclear, so this version is the one that became it.
  if (status === "unclear") {
    const nextAt = nextDigest(yield* wishesOf(tx, ownerId), at, at);
    yield* run(tx.ready(remind, { ...bump, chatId: ownerId, nextAt }));
  } else {
    yield* run(tx.ready(restReminder, bump));
  }
}

export const addCard = ({ q, t }: Tx) =>
  q.insert(t.notices).values({
    ...slots("launchId", "chatId", "topicId", "messageId", "hasPicture", "inlineId"),
    ...slots("wantVersion", "nextAt"),
    ...FRESH,
    kind: "card",
  });

/** A message that Telegram refused may be fine with the next version's words. A parked one stays parked. */
const revived = ({ t }: Tx) =>
  sql`case when ${t.notices.state} = 'dead' then 'live' else ${t.notices.state} end`;

export const bumpCard = (tx: Tx) =>
  tx.q
    .update(tx.t.notices)
    .set({ ...slots("wantVersion", "nextAt"), state: revived(tx) })
    .where(
      and(
        eq(tx.t.notices.launchId, sql.placeholder("launchId")),
        eq(tx.t.notices.kind, sql.raw("'card'")),
      ),
    )
    .returning({
      chatId: tx.t.notices.chatId,
      topicId: tx.t.notices.topicId,
      inlineId: tx.t.notices.inlineId,
    });

/** There is none of this kind yet, or it is bumped with the others. */
export const addOnce = ({ q, t }: Tx) =>
  q
    .insert(t.notices)
    .values({
      ...slots("launchId", "kind", "chatId", "topicId", "wantVersion", "nextAt"),
      ...FRESH,
      hasPicture: 0,
    })
    .onConflictDoNothing();

/** Followers hear of what has `ended`, and of nothing before. */
const bumpOthers = (tx: Tx) =>
  tx.q
    .update(tx.t.notices)
    .set({ ...slots("wantVersion", "nextAt"), state: revived(tx) })
    .where(
      and(
        eq(tx.t.notices.launchId, sql.placeholder("launchId")),
        or(
          sql`${tx.t.notices.kind} in ('told', 'announcement')`,
          sql`${tx.t.notices.kind} = 'follow' and ${sql.placeholder("ended")} = 1`,
        ),
      ),
    );

/** The condition of the index that lets a launch have one notice of each kind. */
const ofOneKind = ({ t }: Tx) => sql`${t.notices.kind} <> 'follow'`;

/** One row holds every ring of a launch: a later one is a new message again, since only that makes a sound. */
const ringOut = (tx: Tx) =>
  tx.q
    .insert(tx.t.notices)
    .values({
      ...slots("launchId", "chatId", "topicId", "wantVersion", "nextAt"),
      ...FRESH,
      kind: "final",
      hasPicture: 0,
    })
    .onConflictDoUpdate({
      target: [tx.t.notices.launchId, tx.t.notices.kind],
      targetWhere: ofOneKind(tx),
      set: {
        ...slots("wantVersion", "nextAt"),
        messageId: null,
        hasPicture: 0,
        tries: 0,
        state: revived(tx),
      },
    });

/** A launch that is unclear again begins anew. */
const remind = (tx: Tx) =>
  tx.q
    .insert(tx.t.notices)
    .values({
      ...FRESH,
      ...slots("launchId", "chatId", "wantVersion", "haveVersion", "nextAt"),
      kind: "reminder",
      hasPicture: 0,
    })
    .onConflictDoUpdate({
      target: [tx.t.notices.launchId, tx.t.notices.kind],
      targetWhere: ofOneKind(tx),
      set: {
        ...slots("chatId", "wantVersion", "haveVersion", "nextAt"),
        messageId: null,
        tries: 0,
        state: "live",
      },
    });

/** Parked or not: there is nothing left to remind of, also at the next /start. */
export const restReminder = ({ q, t }: Tx) =>
  q
    .update(t.notices)
    .set({ ...slots("wantVersion", "haveVersion"), nextAt: null, state: "live" })
    .where(
      and(
        eq(t.notices.launchId, sql.placeholder("launchId")),
        eq(t.notices.kind, sql.raw("'reminder'")),
      ),
    );
