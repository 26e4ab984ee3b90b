import { eq, sql } from "drizzle-orm";
import type { BotStore } from "../bot/bot-store.ts";
import type { Clock } from "../kit/clock.ts";
import { dropIntake, intakeOf, keepIntake } from "./intakes.ts";
import type { Together } from "./shared-commits.ts";
import { run, slots, type Tx, type UnitOfWork } from "./unit-of-work.ts";
import { forgetUpdates, isNoted, noteUpdate } from "./updates.ts";

export function createBotStore(transact: UnitOfWork, together: Together, clock: Clock): BotStore {
  return {
    wasHandled: (updateId) => transact((tx) => isNoted(tx, updateId)),
    markHandled: (updateId, at) => together((tx) => noteUpdate(tx, updateId, at)),
    forgetUpdates: (before, limit) => transact((tx) => forgetUpdates(tx, before, limit)),

    expectSecret: (intake) => transact((tx) => keepIntake(tx, intake)),
    expectedSecret: (userId) => transact((tx) => intakeOf(tx, userId)),
    dropExpectedSecret: (userId) => transact((tx) => dropIntake(tx, userId)),

    person: (id, firstSeenAt) =>
      transact(function* (tx) {
        const [known] = yield* run(tx.ready(personById, { id }));
        if (known) return known;
        const fresh = { id, region: null, firstSeenAt };
        yield* run(tx.ready(addPerson, fresh));
        return fresh;
      }),
    setRegion: (id, region) =>
      transact(function* (tx) {
        yield* run(tx.ready(putRegion, { id, region, firstSeenAt: clock.now() }));
      }),
  };
}

export const addPerson = ({ q, t }: Tx) =>
  q.insert(t.people).values(slots("id", "region", "firstSeenAt"));

const putRegion = (tx: Tx) =>
  addPerson(tx).onConflictDoUpdate({ target: tx.t.people.id, set: slots("region") });

export const personById = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.people)
    .where(eq(t.people.id, sql.placeholder("id")));
