import { and, eq, sql } from "drizzle-orm";
import { nextReminder } from "../bot/notice-store.ts";
import type { Launch } from "../domain/launch.ts";
import { isInline, type CardPlace } from "../launches/draft-store.ts";
import type { Move } from "../launches/launch-store.ts";
import { run, slots, type Tx, type Work } from "./unit-of-work.ts";

// What a change of a launch does to its notices, in the transaction of the change.

const FRESH = { haveVersion: 0, tries: 0, state: "live" } as const;

/**
 * The card of a new launch takes the place of its draft's preview; without one, it goes to the owner's private chat. So
 * does everything else about a launch whose card was posted through inline mode.
 */
export function* placeCard(
  tx: Tx,
  launch: Launch,
  preview: CardPlace | null,
  at: number,
): Work<void> {
  const inChat = isInline(preview) ? null : preview;
  yield* run(
    tx.ready(addCard, {
      launchId: launch.id,
      chatId: inChat?.chatId ?? launch.ownerId,
      messageId: inChat?.messageId ?? null,
      hasPicture: inChat?.hasPicture ? 1 : 0,
      inlineId: isInline(preview) ? preview.inlineId : null,
      wantVersion: launch.version,
      nextAt: at,
    }),
  );
}

/**
 * Makes the card want this version and, with `ring`, sends a final message where the card is. A launch that becomes
 * unclear gets a reminder, which rests as soon as it is anything else.
 */
export function* bumpNotices(tx: Tx, { launch, ring }: Move, at: number): Work<void> {
  const bump = { launchId: launch.id, wantVersion: launch.version, nextAt: at };
  const [card] = yield* run(tx.ready(bumpCard, bump));
  if (!card) throw new Error("a launch has lost its card's notice");
  if (ring) yield* run(tx.ready(ringOut, { ...bump, chatId: card.chatId }));
  // Nothing leads from unclear to unclear, so this version is the one that became it.
  if (launch.status === "unclear") {
    const reminder = { ...bump, chatId: launch.ownerId, nextAt: nextReminder(at, at) };
    yield* run(tx.ready(remind, { ...reminder, haveVersion: launch.version }));
  } else {
    yield* run(tx.ready(restReminder, { ...bump, haveVersion: launch.version }));
  }
}

const addCard = ({ q, t }: Tx) =>
  q.insert(t.notices).values({
    ...slots("launchId", "chatId", "messageId", "hasPicture", "inlineId", "wantVersion", "nextAt"),
    ...FRESH,
    kind: "card",
  });

/** A message that Telegram refused may be fine with the next version's words. A parked one stays parked. */
const revived = ({ t }: Tx) =>
  sql`case when ${t.notices.state} = 'dead' then 'live' else ${t.notices.state} end`;

const bumpCard = (tx: Tx) =>
  tx.q
    .update(tx.t.notices)
    .set({ ...slots("wantVersion", "nextAt"), state: revived(tx) })
    .where(
      and(
        eq(tx.t.notices.launchId, sql.placeholder("launchId")),
        eq(tx.t.notices.kind, sql.raw("'card'")),
      ),
    )
    .returning({ chatId: tx.t.notices.chatId });

/** One row holds every ring of a launch: a later one is a new message again, since only that makes a sound. */
const ringOut = (tx: Tx) =>
  tx.q
    .insert(tx.t.notices)
    .values({
      ...slots("launchId", "chatId", "wantVersion", "nextAt"),
      ...FRESH,
      kind: "final",
      hasPicture: 0,
    })
    .onConflictDoUpdate({
      target: [tx.t.notices.launchId, tx.t.notices.kind],
      set: {
        ...slots("wantVersion", "nextAt"),
        messageId: null,
        hasPicture: 0,
        tries: 0,
        state: revived(tx),
      },
    });

/** One row holds every reminder of a launch, in the owner's private chat; a launch that is unclear again begins anew. */
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
      set: {
        ...slots("chatId", "wantVersion", "haveVersion", "nextAt"),
        messageId: null,
        tries: 0,
        state: "live",
      },
    });

/** Parked or not: there is nothing left to remind of, also at the next /start. */
const restReminder = ({ q, t }: Tx) =>
  q
    .update(t.notices)
    .set({ ...slots("wantVersion", "haveVersion"), nextAt: null, state: "live" })
    .where(
      and(
        eq(t.notices.launchId, sql.placeholder("launchId")),
        eq(t.notices.kind, sql.raw("'reminder'")),
      ),
    );
