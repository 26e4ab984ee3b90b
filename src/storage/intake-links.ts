import { and, eq, gt, isNull, type SQL } from "drizzle-orm";
import type { IntakeLink, IntakeLinkStore } from "../bot/intake-link-store.ts";
import { refuse } from "../domain/errors.ts";
import type { SealedCredential } from "../vault/credential-store.ts";
import { slotWords } from "./slot-words.ts";
import { run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

export function createIntakeLinkStore(transact: UnitOfWork): IntakeLinkStore {
  return {
    open: (link) =>
      transact(function* (tx) {
        yield* close(tx, link.userId);
        yield* run(tx.q.insert(tx.t.intakeLinks).values(link));
      }),
    byHash: (hash, now) => transact((tx) => find(tx, eq(tx.t.intakeLinks.hash, hash), now)),
    ofUser: (userId, now) => transact((tx) => find(tx, eq(tx.t.intakeLinks.userId, userId), now)),
    close: (userId) => transact((tx) => close(tx, userId)),
  };
}

/**
 * Uses a link up for a key that is stored in the same transaction; the person's next message is no key any more either.
 *
 * @throws {InputError} `intake-closed`, which undoes the transaction, unless the link is good and made for this very slot.
 */
export function* useLink(tx: Tx, hash: string, key: SealedCredential): Work<void> {
  const { q, t } = tx;
  const { intakeLinks: links, pendingIntakes: pending } = t;
  const { ownerId, provider, kind, createdAt: now } = key;
  const used = q
    .update(links)
    .set({ usedAt: now })
    .where(
      and(
        eq(links.hash, hash),
        eq(links.userId, ownerId),
        eq(links.provider, provider),
        eq(links.kind, kind),
        good(tx, now),
      ),
    )
    .returning({ hash: links.hash });
  if ((yield* run(used)).length === 0) refuse({ code: "intake-closed" });
  const asked = and(
    eq(pending.userId, ownerId),
    eq(pending.provider, provider),
    eq(pending.kind, kind),
  );
  yield* run(q.delete(pending).where(asked));
}

function* close({ q, t }: Tx, userId: number): Work<void> {
  yield* run(q.delete(t.intakeLinks).where(eq(t.intakeLinks.userId, userId)));
}

function* find(tx: Tx, which: SQL, now: number): Work<IntakeLink | null> {
  const rows = tx.q.select().from(tx.t.intakeLinks);
  const [row] = yield* run(rows.where(and(which, good(tx, now))));
  if (!row) return null;
  const { hash, userId, expiresAt } = row;
  return { hash, userId, ...slotWords.parse(row), expiresAt };
}

const good = ({ t }: Tx, now: number) =>
  and(isNull(t.intakeLinks.usedAt), gt(t.intakeLinks.expiresAt, now));
