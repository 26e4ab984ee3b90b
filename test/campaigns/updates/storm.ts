import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Update } from "@grammyjs/types";
import { CallError } from "../../../src/domain/errors.ts";
import type { TargetId } from "../../../src/domain/targets.ts";
import { aWorld, type World } from "../../support/a-world.ts";
import { EVENT } from "../../support/fake-provider.ts";
import { atTheCard } from "../../support/at-the-card.ts";
import { giveKeys } from "../../support/some-keys.ts";
import { act } from "./acts.ts";
import { createJudge, type Fault, type Judge } from "./judge.ts";
import { atRest, rest } from "./at-rest.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { mutated } from "./mutate.ts";
import { aRandom, type Random } from "./random.ts";
import { theRowsOf, type Rows } from "./rows.ts";
import { strangeUpdate } from "./strange.ts";
import { walkToLive } from "./walk-to-live.ts";
import { createWitness, type Witness } from "./witness.ts";

export interface StormCounts {
  readonly updates: number;
  readonly handled: number;
  readonly calls: number;
  readonly launches: number;
  readonly restarts: number;
  readonly walks: number;
}

export interface StormResult {
  readonly seed: number;
  readonly counts: StormCounts;
  readonly faults: readonly Fault[];
}

const ALLOWED = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn"];
/** Where they are when the storm begins; the others have done nothing yet. */
const BEGINNINGS: readonly TargetId[] = ["pump", "swarms", "blowfish", "pump"];
/** May not use the bot. */
const STRANGERS = ["Mal", "Nia"];
const MOST_AT_ONCE = 24;

/** One bot and its people from the first update to a clean walk for each, everything drawn from the seed. */
export async function runStorm(seed: number, updates: number): Promise<StormResult> {
  const folder = await mkdtemp(join(tmpdir(), "launchgram-storm-"));
  const ends: (() => Promise<void> | void)[] = [() => rm(folder, { recursive: true })];
  try {
    const storm = await begin(seed, join(folder, "storm.db"), (work) => void ends.push(work));
    while (storm.sent < updates && storm.judge.faults.length === 0) await oneBatch(storm);
    await aftermath(storm);
    return { seed, counts: countsOf(storm), faults: storm.judge.faults };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

interface Storm {
  readonly random: Random;
  readonly world: World;
  readonly mailbox: Mailbox;
  readonly witness: Witness;
  readonly judge: Judge;
  readonly rows: Rows;
  readonly ids: readonly number[];
  sent: number;
  restarts: number;
  walks: number;
  /** The batch before had a call without an answer. */
  hung: boolean;
}

async function begin(
  seed: number,
  file: string,
  atEnd: (work: () => Promise<void> | void) => void,
): Promise<Storm> {
  const random = aRandom(seed);
  const witness = createWitness();
  const mailboxes: Mailbox[] = [];
  const world = await aWorld({
    allowed: ALLOWED,
    databaseUrl: `file:${file}`,
    atEnd,
    witness: (update, handle) => witness.watch(update, handle),
    onTheWay(sim) {
      const made = createMailbox(sim, witness);
      mailboxes.push(made);
      return made.telegram;
    },
  });
  const [mailbox] = mailboxes;
  if (!mailbox) throw new Error("the world took no mailbox");
  const people = [...ALLOWED, ...STRANGERS].map((name) => world.person(name));
  const ids = people.map(({ id }) => id);
  const allowed = new Set(ids.slice(0, ALLOWED.length));
  for (const id of allowed) await giveKeys(world.vault, id, "j7tracker");
  const rows = theRowsOf(file);
  atEnd(() => rows.close());
  const judge = createJudge({ world, rows, allowed });
  for (const [at, name] of ALLOWED.entries()) {
    const target = BEGINNINGS[at];
    if (target) await atTheCard(world, world.person(name), target);
  }
  await world.settled();
  judge.look(witness.over(), mailbox.posted());
  moody(world, random);
  return {
    random,
    world,
    mailbox,
    witness,
    judge,
    rows,
    ids,
    sent: 0,
    restarts: 0,
    walks: 0,
    hung: false,
  };
}

/** Providers that answer as they please; each launch call draws anew. */
function moody(world: World, random: Random): void {
  for (const provider of Object.values(world.providers)) {
    provider.whileSending(async () => {
      switch (random.weighed({ live: 4, refused: 2, unclear: 4, accepted: 1 })) {
        case "live":
          return;
        case "refused":
          throw new CallError("refused", { code: "ticker-taken", said: "taken" });
        case "unclear":
          throw new CallError("unclear", { code: "no-answer", said: null });
        case "accepted":
          if (provider.poll) provider.answerNext({ kind: "accepted", eventId: EVENT });
      }
    });
  }
}

/** Some people do something at once while others are silent; then everything must be answered and at rest. */
async function oneBatch(storm: Storm): Promise<void> {
  const { random, mailbox, judge, world } = storm;
  const silent = new Set(storm.ids.filter(() => random.chance(0.4)));
  const busy = storm.ids.filter((id) => !silent.has(id));
  await mailbox.keepBack();
  const hang = busy.length > 0 && random.chance(0.02) ? mailbox.hang(random.pick(busy)) : null;
  // A hang takes time, in which drafts run out and launches are looked at; and what hung goes on when it is let go.
  judge.remember(hang || storm.hung ? new Set() : silent);
  storm.hung = hang !== null;
  const beside: Promise<void>[] = [];
  const size = 1 + random.below(MOST_AT_ONCE);
  for (let at = 0; at < size && busy.length > 0; at += 1) {
    storm.sent += 1;
    const doubled = await oneUpdate(storm, busy, silent);
    if (doubled) beside.push(...[doubled, doubled].map((update) => world.take(update)));
  }
  await mailbox.keepBack();
  mailbox.release();
  const dies = random.chance(0.02);
  if (dies) await interrupted(storm);
  await rest(storm, hang !== null);
  if (hang) {
    hang.letGo();
    await rest(storm, false);
  }
  // What a killed process was handed beside the poll never ends.
  const ends = dies ? [] : await Promise.allSettled(beside);
  if (ends.some(({ status }) => status === "rejected")) {
    judge.blame("an update rose out of the bot", null);
  }
  judge.look(storm.witness.over(), mailbox.posted());
  await someTime(storm);
}

/** @returns An update to be handed in twice at once. */
async function oneUpdate(
  storm: Storm,
  busy: readonly number[],
  silent: ReadonlySet<number>,
): Promise<Update | null> {
  const { random, mailbox, world } = storm;
  const crowd = {
    random,
    ids: busy,
    all: storm.ids,
    messages: (id: number) => world.telegram.messages(id),
  };
  const concernsSilent = (update: object) =>
    storm.judge.concerned(update).some((id) => silent.has(id));
  switch (random.weighed({ act: 55, strange: 20, mutated: 18, again: 5, twice: 2 })) {
    case "act":
      await act({ world, random, ids: storm.ids }, random.pick(busy));
      return null;
    case "strange": {
      mailbox.post(strangeUpdate(crowd));
      return null;
    }
    case "mutated": {
      const changed = mutated(random, aGenuine(storm));
      if (!concernsSilent(changed)) mailbox.post(changed);
      return null;
    }
    case "again": {
      const update = aGenuine(storm);
      if (concernsSilent(update)) return null;
      storm.judge.repeated(update);
      mailbox.again(update);
      return null;
    }
    case "twice": {
      const update = { ...aGenuine(storm), update_id: mailbox.nextId() };
      if (concernsSilent(update)) return null;
      storm.judge.repeated(update);
      return update;
    }
  }
}

function aGenuine({ random, mailbox }: Storm): Update {
  return mailbox.genuine.length > 0
    ? random.pick(mailbox.genuine)
    : {
        update_id: mailbox.nextId(),
        inline_query: { id: "1", from: NOBODY, query: "", offset: "" },
      };
}

const NOBODY = { id: 1, is_bot: false, first_name: "A" } as const;

/** The process dies in the middle, or stops as asked, and another goes on. */
async function interrupted(storm: Storm): Promise<void> {
  storm.restarts += 1;
  for (let turns = storm.random.below(20); turns > 0; turns -= 1) await turn();
  storm.judge.diesNow();
  storm.world.kill();
  storm.witness.buried();
  await storm.world.start();
}

/** Time goes by: mostly seconds, now and then enough for a key's question or a draft to run out. */
async function someTime(storm: Storm): Promise<void> {
  const { random, world } = storm;
  const spans = { none: 60, seconds: 35, minutes: 4, half: 1 };
  const ms = { none: 0, seconds: 4_000, minutes: 190_000, half: 1_860_000 };
  await world.clock.advance(ms[random.weighed(spans)]);
  await atRest(storm);
}

/** The storm is over: everybody who may walks to Live once more, and the database is whole. */
async function aftermath(storm: Storm): Promise<void> {
  const { judge, world, mailbox, rows } = storm;
  if (judge.faults.length > 0) return;
  mailbox.release();
  for (const name of ALLOWED) {
    try {
      await walkToLive(world, world.person(name));
      storm.walks += 1;
    } catch (error) {
      judge.blame(`${name} cannot launch any more: ${String(error)}`, null);
      return;
    }
  }
  await world.settled();
  judge.look(storm.witness.over(), mailbox.posted());
  if (rows.integrity() !== "ok") judge.blame(`the database is broken: ${rows.integrity()}`, null);
}

function countsOf({ sent, judge, rows, restarts, walks }: Storm): StormCounts {
  const { handled, calls } = judge.counts;
  return { updates: sent, handled, calls, launches: rows.launches().length, restarts, walks };
}
