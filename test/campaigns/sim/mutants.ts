import { CallError } from "../../../src/domain/errors.ts";
import type { Launch } from "../../../src/domain/launch.ts";
import type { Decision, LaunchStore } from "../../../src/launches/launch-store.ts";
import type { Provider } from "../../../src/providers/provider.ts";
import { judgedBy, moved, rewrite } from "./seeding.ts";
import type { Seeded } from "./process.ts";

const YEARS_MS = 1e12;

/**
 * Bugs that somebody could make, each a wrapper around one right part. A simulation that does not find every one of them
 * proves nothing by finding nothing else.
 */
export const MUTANTS: Readonly<Record<string, Seeded>> = {
  "sends before the mark is written": { launches: (store) => markedLate(store) },
  "sends what was confirmed, and does not write the mark": {
    launches: (store) => ({
      ...store,
      async confirm(draftId, updateId, make) {
        let marked: Launch | undefined;
        const confirmed = await store.confirm(draftId, updateId, (...of) => {
          const decision = make(...of);
          if ("rejected" in decision) return decision;
          marked = decision.followedBy?.launch;
          return { launch: decision.launch, ring: decision.ring };
        });
        const isSent = confirmed.kind === "confirmed" && marked;
        return isSent ? { ...confirmed, launch: isSent } : confirmed;
      },
    }),
  },
  "sends an unclear launch again": {
    launches: (store, around) => ({
      ...store,
      async apply(id, decide) {
        const applied = await store.apply(id, decide);
        if (applied.kind === "moved" && applied.launch.status === "unclear") {
          rewrite(around, id, `status = 'queued', confirmed_at = ${around.now()}`);
        }
        return applied;
      },
    }),
  },
  "sends again at the start what was under way": {
    start: (around) => {
      rewrite(around, null, `status = 'queued', confirmed_at = ${around.now()}`, "sending");
    },
  },
  "takes a crash for a failure": {
    launches: judgedBy((_before, decision) =>
      "launch" in decision && decision.launch.reason?.code === "interrupted"
        ? moved(decision.launch, { status: "failed", nextAt: null, endedAt: 1 })
        : decision,
    ),
  },
  "takes a 5xx for a refusal": {
    providers: ({ j7tracker, blowfish, swarms }) => ({
      j7tracker: { ...j7tracker, launch: refusing(j7tracker) },
      blowfish: { ...blowfish, launch: refusing(blowfish) },
      swarms: { ...swarms, launch: refusing(swarms) },
    }),
  },
  "takes no answer for one that was never sent": {
    launches: judgedBy((before, decision) =>
      "launch" in decision && decision.launch.reason?.code === "no-answer"
        ? moved(
            { ...before, version: before.version + 1 },
            { status: "queued", attempt: null, sentAt: null, nextAt: before.confirmedAt },
          )
        : decision,
    ),
  },
  "listens to strangers": {
    desk: (desk, { database }) => {
      const ownerOf = (id: string) => database.launch(id)?.ownerId ?? 0;
      return {
        submit: (tap) =>
          desk.submit({ ...tap, ownerId: database.draft(tap.draftId)?.ownerId ?? 0 }),
        cancel: (id) => desk.cancel(id, ownerOf(id)),
        resolve: (id, _by, mint) => desk.resolve(id, ownerOf(id), mint),
        check: (id) => desk.check(id, ownerOf(id)),
      };
    },
  },
  "makes a launch of every tap": {
    launches: (store, { database }) => ({
      ...store,
      async confirm(draftId, updateId, make) {
        const confirmed = await store.confirm(draftId, updateId, make);
        const draft = database.draft(draftId);
        if (confirmed.kind !== "already" || !draft) return confirmed;
        const id = `x${draftId.slice(1)}`;
        if (!database.draft(id)) void database.drafts.add({ ...draft, id, state: "open" });
        return store.confirm(id, updateId, make);
      },
    }),
  },
  "takes back what is being sent": {
    launches: judgedBy((before, decision) =>
      "rejected" in decision && decision.rejected === "too-late" && before.status === "sending"
        ? next(before, { status: "cancelled", nextAt: null, endedAt: 1 })
        : decision,
    ),
  },
  "sends what was confirmed too long ago": {
    launches: (store, { now }) => ({
      ...store,
      apply: (id, decide) =>
        store.apply(id, (launch, pausedBy) =>
          decide(launch.status === "queued" ? { ...launch, confirmedAt: now() } : launch, pausedBy),
        ),
    }),
  },
  "keeps answers by owner, not by attempt": { launches: (store) => byOwner(store) },
  "drops evidence that comes late": {
    launches: judgedBy((before, decision) =>
      before.status === "unclear" && "launch" in decision && decision.launch.resolvedBy !== "owner"
        ? { rejected: "settled" }
        : decision,
    ),
  },
  "believes after five minutes that nothing happened": {
    launches: (store, { now }) => ({
      ...store,
      async due(at, limit) {
        const due = await store.due(at, limit);
        for (const { id, status, sentAt } of due) {
          if (status !== "unclear" || (sentAt ?? 0) > at - 300_000) continue;
          await store.apply(id, (launch) =>
            next(launch, { status: "failed", nextAt: null, endedAt: now() }),
          );
        }
        return due;
      },
    }),
  },
  "takes a look-alike's token": { launches: (store) => ({ ...store, lookalikes: async () => [] }) },
  "knows look-alikes by their ticker only": {
    launches: (store) => ({
      ...store,
      async lookalikes(launch) {
        const alike = await store.lookalikes(launch);
        return alike.filter(({ request }) => request.ticker === launch.request.ticker);
      },
    }),
  },
  "judges a list by what was so before it was read": {
    launches: (store, { database }) => {
      let before: readonly string[] = [];
      return {
        ...store,
        async mintsOf(ownerId, provider) {
          before = database.launches().map(({ id }) => id);
          return store.mintsOf(ownerId, provider);
        },
        async lookalikes(launch) {
          const alike = await store.lookalikes(launch);
          return alike.filter(({ id }) => before.includes(id));
        },
      };
    },
  },
  "ends the search for a mint without a word": {
    launches: (store) => ({
      ...store,
      async apply(id, decide) {
        const launch = await store.get(id);
        const decision = launch && decide(launch, null);
        const ends =
          launch?.status === "live" && decision && "launch" in decision && !decision.launch.mint;
        if (!ends) return store.apply(id, decide);
        await store.postpone(id, launch.version, null, launch.tries);
        return { kind: "rejected", why: "settled", launch };
      },
    }),
  },
  "takes a foreign mint": {
    providers: (providers) => ({
      ...providers,
      blowfish: {
        ...providers.blowfish,
        owns: async (...of) => {
          await providers.blowfish.owns?.(...of);
          return true;
        },
      },
    }),
  },
  "polls from memory": {
    launches: (store) => {
      const mine = new Set<string>();
      return {
        ...store,
        async apply(id, decide) {
          mine.add(id);
          return store.apply(id, decide);
        },
        async due(now, limit) {
          const due = await store.due(now, limit);
          return due.filter(({ id, status }) => status !== "accepted" || mine.has(id));
        },
      };
    },
  },
  "waits for a key for ever": {
    launches: judgedBy((_before, decision) =>
      "launch" in decision && decision.launch.needsSignIn
        ? moved(decision.launch, { nextAt: YEARS_MS * 10 })
        : decision,
    ),
  },
  "knows neither recovery nor leases": {
    launches: (store) => ({
      ...store,
      sending: async () => [],
      async due(now, limit) {
        const due = await store.due(now, limit);
        return due.filter(({ status }) => status !== "sending");
      },
    }),
  },
  "sleeps through wakes and sets no timer": {
    deaf: true,
    clock: (clock) => ({
      ...clock,
      after: (ms, call) => (ms < 10_000 ? clock.after(ms, call) : () => undefined),
    }),
    launches: (store) => ({ ...store, nextDueAt: async () => null }),
    notices: (notices) => ({ ...notices, nextDueAt: async () => null }),
  },
  "records the newest version, not the delivered one": {
    notices: (notices, { database }) => ({
      ...notices,
      delivered(was, shown, restUntil) {
        const version = database.launch(was.launchId)?.version ?? shown.version;
        return notices.delivered(was, { ...shown, version }, restUntil);
      },
    }),
  },
  "forgets at the start what was still to be said": {
    start: ({ database }) => {
      database.meddle(function* ({ q }) {
        yield* [];
        q.run("update notices set next_at = null");
      });
    },
  },
  "gives up a person who blocked it": {
    notices: (notices) => ({
      ...notices,
      setState: (was, state) => notices.setState(was, state === "parked" ? "dead" : state),
    }),
  },
  "does not follow a group": {
    notices: (notices) => ({ ...notices, migrateChat: async () => undefined }),
  },
  "goes on under an old message's id in a supergroup": {
    notices: (notices, { database }) => ({
      ...notices,
      async migrateChat(from, to) {
        database.meddle(function* ({ q }) {
          yield* [];
          q.run(`update notices set chat_id = ${to} where chat_id = ${from}`);
        });
      },
    }),
  },
  "rings nobody": {
    launches: judgedBy((_before, decision) =>
      "launch" in decision ? { ...decision, ring: false } : decision,
    ),
  },
  "does not remember that it rang": {
    notices: (notices) => {
      const rang = new Set<number>();
      return {
        ...notices,
        async delivered(was, shown, restUntil) {
          if (was.kind !== "final" || rang.has(was.id)) {
            return notices.delivered(was, shown, restUntil);
          }
          rang.add(was.id);
          return true;
        },
      };
    },
  },
  "loses a line of history": {
    launches: (store, { database }) => ({
      ...store,
      async apply(id, decide) {
        const applied = await store.apply(id, decide);
        database.meddle(function* ({ q }) {
          yield* [];
          q.run(`delete from launch_history where launch_id = '${id}' and status = 'accepted'`);
        });
        return applied;
      },
    }),
  },
  "lets go twice of what failed": {
    launches: (store) => ({
      ...store,
      async spending(ownerId, since) {
        const failed = await store.list({ ownerId, statuses: ["failed"], limit: 100 });
        const twice = failed.filter(({ request }) => request.target === "swarms").length;
        const sums = await store.spending(ownerId, since);
        return sums.map((sum) =>
          sum.unit.symbol === "SOL"
            ? { ...sum, reserved: sum.reserved - 40_000_000n * BigInt(twice) }
            : sum,
        );
      },
    }),
  },
  "lets go of what is unclear": {
    launches: (store) => ({
      ...store,
      spending: async (...of) =>
        (await store.spending(...of)).map((sum) => ({ ...sum, reserved: 0n })),
    }),
  },
};

/** Others, which only one history in tens of thousands shows: no hunt goes so far. */
export const RARE: Readonly<Record<string, Seeded>> = {
  "forgets what a look told while the disk was full": {
    launches: (store, { database }) => ({
      ...store,
      apply(id, decide) {
        const launch = database.launch(id);
        return store.apply(id, decide).catch((error: unknown) => {
          if (launch?.status !== "accepted" && launch?.status !== "unclear") throw error;
          return { kind: "rejected", why: "settled", launch };
        });
      },
    }),
  },
};

const next = (launch: Launch, change: Partial<Launch>): Decision =>
  moved({ ...launch, version: launch.version + 1 }, change);

const refusing =
  (provider: Provider): Provider["launch"] =>
  (order, credential) =>
    provider.launch(order, credential).catch((error: unknown) => {
      const is5xx =
        error instanceof CallError &&
        (error.reason.code === "server-error" || error.reason.code === "gateway-timeout");
      throw is5xx ? new CallError("refused", error.reason) : error;
    });

/** `sending` is only written once the answer is there. */
function markedLate(store: LaunchStore): LaunchStore {
  const unwritten = new Map<string, Decision>();
  return {
    ...store,
    async apply(id, decide) {
      const late = unwritten.get(id);
      unwritten.delete(id);
      if (late) await store.apply(id, () => late);
      const before = late ? null : await store.get(id);
      const decision = before && decide(before, null);
      if (!before || !decision || "rejected" in decision) return store.apply(id, decide);
      if (decision.launch.status !== "sending") return store.apply(id, () => decision);
      unwritten.set(id, decision);
      return { kind: "moved", launch: decision.launch, before };
    },
  };
}

/** An answer goes to whatever launch of its owner was begun last. */
function byOwner(store: LaunchStore): LaunchStore {
  const latest = new Map<number, Launch>();
  return {
    ...store,
    async apply(id, decide) {
      const launch = await store.get(id);
      const last = launch && latest.get(launch.ownerId);
      if (!launch || !last || launch.status !== "sending" || last.id === id) {
        const applied = await store.apply(id, decide);
        if (applied.kind === "moved" && applied.launch.status === "sending") {
          latest.set(applied.launch.ownerId, applied.launch);
        }
        return applied;
      }
      return store.apply(last.id, (other, pausedBy) => {
        const decision = decide({ ...other, attempt: launch.attempt }, pausedBy);
        if ("rejected" in decision) return decision;
        return moved(decision.launch, { attempt: other.attempt });
      });
    },
  };
}
