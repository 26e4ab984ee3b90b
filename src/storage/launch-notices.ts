import { and, eq, sql } from "drizzle-orm";
import type { Launch } from "../domain/launch.ts";
import type { CardPlace } from "../launches/draft-store.ts";
import type { Move } from "../launches/launch-store.ts";
import { run, slots, type Tx, type Work } from "./unit-of-work.ts";

// What a change of a launch does to its notices, in the transaction of the change.

const FRESH = { haveVersion: 0, tries: 0, state: "live" } as const;

/** The card of a new launch takes the place of its draft's preview; without one, it goes to the owner's private chat. */
export function* placeCard(
  tx: Tx,
  launch: Launch,
  preview: CardPlace | null,
  at: number,
): Work<void> {
  yield* run(
    tx.ready(addCard, {
      launchId: launch.id,
      chatId: preview?.chatId ?? launch.ownerId,
      messageId: preview?.messageId ?? null,
      hasPicture: preview?.hasPicture ? 1 : 0,
      wantVersion: launch.version,
      nextAt: at,
    }),
  );
}

/** Makes the card want this version and, with `ring`, sends a final message where the card is. */
export function* bumpNotices(tx: Tx, { launch, ring }: Move, at: number): Work<void> {
  const bump = { launchId: launch.id, wantVersion: launch.version, nextAt: at };
  const [card] = yield* run(tx.ready(bumpCard, bump));
  if (!card) throw new Error("a launch has lost its card's notice");
  if (ring) yield* run(tx.ready(ringOut, { ...bump, chatId: card.chatId }));
}

const addCard = ({ q, t }: Tx) =>
  q.insert(t.notices).values({
    ...slots("launchId", "chatId", "messageId", "hasPicture", "wantVersion", "nextAt"),
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
