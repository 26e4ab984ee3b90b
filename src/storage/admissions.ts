import { and, count, desc, eq, gt, lt, sql } from "drizzle-orm";
import type { Admission, AdmissionStore, Census, InviteUse } from "../bot/admission-store.ts";
import { run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

export function createAdmissionStore(transact: UnitOfWork): AdmissionStore {
  return {
    admissionOf: (userId) => transact((tx) => admissionOf(tx, userId)),
    admit: (admission) =>
      transact(function* (tx) {
        const before = yield* admissionOf(tx, admission.userId);
        if (before?.state === admission.state) return false;
        yield* put(tx, { ...admission, invite: null });
        return true;
      }),
    latest: (limit) =>
      transact(({ q, t }) =>
        run(
          q
            .select()
            .from(t.admissions)
            .orderBy(desc(t.admissions.at), desc(t.admissions.userId))
            .limit(limit),
        ),
      ),
    addInvite: (invite) =>
      transact(function* ({ q, t }) {
        yield* run(q.insert(t.invites).values({ ...invite, used: 0 }));
      }),
    openInvites: (now, limit) =>
      transact((tx) => {
        const { q, t } = tx;
        const open = q.select().from(t.invites).where(isOpen(tx, now));
        return run(open.orderBy(desc(t.invites.createdAt), t.invites.code).limit(limit));
      }),
    revokeInvite: (code, at) =>
      transact(function* (tx) {
        const { q, t } = tx;
        const revoked = q.update(t.invites).set({ expiresAt: at });
        const which = and(eq(t.invites.code, code), isOpen(tx, at));
        return (yield* run(revoked.where(which).returning())).length > 0;
      }),
    useInvite: (code, userId, at) => transact((tx) => use(tx, code, userId, at)),
    census: () => transact(census),
  };
}

const isOpen = ({ t }: Tx, at: number) =>
  and(lt(t.invites.used, t.invites.uses), gt(t.invites.expiresAt, at));

function* admissionOf(tx: Tx, userId: number): Work<Admission | null> {
  const [row] = yield* run(tx.ready(admissionOfUser, { userId }));
  return row ?? null;
}

/** Asked at every update. */
export const admissionOfUser = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.admissions)
    .where(eq(t.admissions.userId, sql.placeholder("userId")));

function* put({ q, t }: Tx, admission: Admission): Work<void> {
  const said = q.insert(t.admissions).values(admission);
  yield* run(said.onConflictDoUpdate({ target: t.admissions.userId, set: admission }));
}

/** What was said of the person is asked first, so that who is in, or shut out, takes no use from anybody. */
function* use(tx: Tx, code: string, userId: number, at: number): Work<InviteUse> {
  const { q, t } = tx;
  const before = yield* admissionOf(tx, userId);
  if (before) return before.state === "denied" ? "denied" : "already";
  const oneMore = q.update(t.invites).set({ used: sql`${t.invites.used} + 1` });
  const which = and(eq(t.invites.code, code), isOpen(tx, at));
  const [invite] = yield* run(oneMore.where(which).returning());
  if (!invite) return "void";
  yield* put(tx, { userId, state: "allowed", by: invite.by, invite: code, at });
  return "admitted";
}

function* census({ q, t }: Tx): Work<Census> {
  const [people] = yield* run(q.select({ count: count() }).from(t.people));
  const { state } = t.admissions;
  const admissions = yield* run(
    q.select({ state, count: count() }).from(t.admissions).groupBy(state),
  );
  const { status } = t.launches;
  const launches = yield* run(
    q.select({ status, count: count() }).from(t.launches).groupBy(status),
  );
  const said = (what: Admission["state"]) =>
    admissions.find((row) => row.state === what)?.count ?? 0;
  return {
    people: people?.count ?? 0,
    allowed: said("allowed"),
    denied: said("denied"),
    launches: Object.fromEntries(launches.map((row) => [row.status, row.count])),
  };
}
