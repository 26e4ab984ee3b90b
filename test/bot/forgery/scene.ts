import type { CallbackQuery, Update } from "grammy/types";
import { getTableColumns } from "drizzle-orm";
import type { Offer } from "../../../src/bot/offer-store.ts";
import type { Launch } from "../../../src/domain/launch.ts";
import { newId } from "../../../src/kit/ids.ts";
import type { Draft } from "../../../src/launches/draft-store.ts";
import { sampleKey } from "../../../src/sandbox/sample-key.ts";
import type { Engine } from "../../../src/storage/sqlite.ts";
import { tables } from "../../../src/storage/tables.ts";
import { run, type Tx } from "../../../src/storage/unit-of-work.ts";
import { launchOf } from "../../contracts/launch-store.ts";
import { aContent, aDraft, aLaunch, aRequest } from "../../support/a-launch.ts";
import { aWorld, type World } from "../../support/a-world.ts";
import type { PlayedCall } from "../../support/a-link.ts";
import { giveKeys } from "../../support/some-keys.ts";

/** The first person of a world: its admin. */
const ZED = 700_000_001;
const TITLE = "Moss friends";
/** Of Ada's card there, and of Ben's, on which buttons are tapped. */
const [ADAS_CARD, BENS_CARD] = [4, 5] as const;
export const INVITE = "bcdfghjkmnpqrstvwxyz2345";

/** What a button of this person's names. */
export interface Belongings {
  readonly id: number;
  readonly draft: Pick<Draft, "id" | "version">;
  readonly offer: Pick<Offer, "id">;
  /** A draft of somebody else's in the group, about which this person has a say. */
  readonly others: Pick<Draft, "id" | "version">;
  /** Another one's launch, on that very message. */
  readonly followed: Pick<Launch, "id">;
  readonly failed: Pick<Launch, "id">;
  readonly unclear: Pick<Launch, "id">;
}

/** Where a tap comes from; a client of one's own can send all of them. */
export type Where = "private" | "group" | "inline" | "nowhere";

export interface Scene {
  readonly world: World;
  /** Admin. */
  readonly zed: Belongings;
  /** May use the bot, as Ben may; has a flow open, and is asked for a key. */
  readonly ada: Belongings;
  readonly ben: Belongings;
  /** May not. */
  readonly cleo: { readonly id: number };
  /** Rows that were there once. */
  readonly gone: Belongings;
  /** Ada is its admin, Ben a member. */
  readonly groupId: number;
  press(who: number, data: string, where?: Where): Promise<Pressed>;
  /** Every row of every table, but for those that say which updates came and which cards were delivered. `but`: leaves out what names this person. */
  rows(but?: number): Promise<string>;
  requests(): number;
}

export interface Pressed {
  /** How often the tap was answered, and what was said first. */
  readonly answers: number;
  readonly toast: string;
  /** Chats that the bot wrote to. */
  readonly chats: readonly number[];
}

export async function aScene(): Promise<Scene> {
  let engine: Engine | null = null;
  const world = await aWorld({
    allowed: ["Ada", "Ben"],
    about: { adminIds: [ZED] },
    sampleKey,
    onEngine: (opened) => void (engine = opened),
  });
  const { storage, clock } = world;
  const [zed, ada, ben, cleo] = ["Zed", "Ada", "Ben", "Cleo"].map(
    (name) => world.person(name).id,
  ) as [number, number, number, number];
  const actor = world.person("Ada");
  actor.say("/launch");
  const question = await actor.sees("Where shall it go?");
  await world.settled();
  const members = { [ada]: "administrator", [ben]: "member" } as const;
  const { chatId: groupId } = world.telegram.addGroup({ title: TITLE, members });
  await storage.groups.change(groupId, (policy) => ({ ...policy, approvals: 1 }));
  const adas = await inGroup(world, ada, { groupId, messageId: ADAS_CARD });
  const bens = await inGroup(world, ben, { groupId, messageId: BENS_CARD });
  const [adasLaunch, bensLaunch] = [
    await openInGroup(world, ada, { groupId, messageId: ADAS_CARD }),
    await openInGroup(world, ben, { groupId, messageId: BENS_CARD }),
  ];
  const theirs = {
    zed: { ...NONE, id: zed },
    ada: { ...(await own(world, ada)), others: bens, followed: bensLaunch },
    ben: { ...(await own(world, ben)), others: adas, followed: adasLaunch },
  };
  const gone = { ...NONE, draft: await goneDraft(world) };
  const now = clock.now();
  const expiresAt = now + 3_600_000;
  await storage.admissions.addInvite({ code: INVITE, by: zed, uses: 3, createdAt: now, expiresAt });
  const slot = { userId: ada, provider: "swarms", kind: "api-key" } as const;
  await storage.bot.expectSecret({ ...slot, expiresAt, promptMessageId: null });
  // A start delivers the cards that are owed by now, so that no later tap has it done.
  await world.restart();
  await world.settled();
  let updateId = 900_000_000;

  return {
    world,
    ...theirs,
    cleo: { id: cleo },
    gone,
    groupId,
    async press(who, data, where = "private") {
      updateId += 1;
      const id = String(updateId);
      const calls = await world.handle(
        anUpdate(updateId, { ...placeOf(who, where, { ...question, groupId }), id, data }),
      );
      return pressedBy(calls, id);
    },
    async rows(but) {
      if (!engine) throw new Error("the database was never opened");
      return rowsOf(engine, but);
    },
    requests: () =>
      Object.values(world.providers).reduce((sum, { received }) => sum + received.length, 0),
  };
}

const NEVER = { id: "b2c3d4f5g6h7", version: 1 };
const NONE: Belongings = {
  id: 0,
  ...{ draft: NEVER, offer: NEVER, others: NEVER, followed: NEVER },
  ...{ failed: NEVER, unclear: NEVER },
};

/** A draft with its card in the group. */
async function inGroup(
  { storage }: World,
  ownerId: number,
  { groupId, messageId }: { readonly groupId: number; readonly messageId: number },
): Promise<Draft> {
  const card = { chatId: groupId, messageId, hasPicture: false };
  const draft = aDraft({ ownerId, version: 3, content: content(), groupId, card });
  await storage.drafts.add(draft);
  return draft;
}

/** An unclear launch whose card stands in the group and shows what it should. */
async function openInGroup(
  world: World,
  ownerId: number,
  { groupId, messageId }: { readonly groupId: number; readonly messageId: number },
): Promise<Pick<Launch, "id">> {
  const { notices, clock } = world.storage;
  const card = { chatId: groupId, messageId, hasPicture: false };
  const launch = await launched(world, ownerId, "unclear", card);
  for (const { notice } of await notices.due(clock.now(), 100)) {
    const shown = { version: 2, messageId, hasPicture: false };
    if (notice.launchId === launch.id) await notices.delivered(notice, shown, null);
  }
  return launch;
}

async function launched(
  { storage }: World,
  ownerId: number,
  status: "failed" | "unclear",
  card: Draft["card"] = null,
): Promise<Pick<Launch, "id">> {
  const request = aRequest({ target: "blowfish", description: "Soft and green." });
  const queued = aLaunch({ ownerId, request });
  await storage.drafts.add(aDraft({ id: queued.draftId, ownerId, content: content(), card }));
  await storage.launches.confirm(queued.draftId, nextConfirm(), launchOf(queued));
  const { id, draftId } = queued;
  const launch = aLaunch({ id, draftId, ownerId, request, status, version: 2 });
  await storage.launches.apply(id, () => ({ launch, ring: false }));
  return { id };
}

/** Keys, a draft that is ready, and two launches. */
async function own(
  world: World,
  ownerId: number,
): Promise<Omit<Belongings, "others" | "followed">> {
  const { storage, vault } = world;
  await giveKeys(vault, ownerId, "blowfish");
  await giveKeys(vault, ownerId, "swarms");
  await storage.presets.put(
    ownerId,
    { name: "quick", target: "swarms", buy: null, options: {} },
    1,
  );
  const draft = aDraft({ ownerId, version: 3, content: content() });
  await storage.drafts.add(draft);
  const offer = { id: newId(), ownerId, line: "swarms MOSS Moss", at: storage.clock.now() };
  await storage.offers.keep(offer);
  return {
    id: ownerId,
    draft,
    offer,
    failed: await launched(world, ownerId, "failed"),
    unclear: await launched(world, ownerId, "unclear"),
  };
}

let confirms = 800_000_000;
const nextConfirm = () => (confirms += 1);

const content = () =>
  aContent({
    target: "swarms",
    description: "Soft and green.",
    links: { website: "https://moss.example/" },
  });

/** A draft of somebody who was forgotten. */
async function goneDraft(world: World): Promise<Belongings["draft"]> {
  const { storage } = world;
  const { id: ownerId } = world.person("Dora");
  const draft = aDraft({ ownerId, content: content() });
  await storage.drafts.add(draft);
  await storage.forgetting.forget(ownerId, [], () => ({ rejected: "no-such" }));
  return draft;
}

function placeOf(
  who: number,
  where: Where,
  { messageId, groupId }: { readonly messageId: number; readonly groupId: number },
): Omit<CallbackQuery, "id" | "data"> {
  const from = { id: who, is_bot: false, first_name: "Somebody" };
  const base = { from, chat_instance: "1" };
  const bot = { id: 1, is_bot: true, first_name: "Launchgram" };
  const message = { message_id: messageId, date: 1_750_000_000, from: bot, text: "a card" };
  switch (where) {
    case "private":
      return {
        ...base,
        message: { ...message, chat: { id: who, type: "private", first_name: "S" } },
      };
    case "group":
      return {
        ...base,
        message: {
          ...{ ...message, message_id: BENS_CARD },
          chat: { id: groupId, type: "supergroup", title: TITLE },
        },
      };
    case "inline":
      return { ...base, inline_message_id: "AAAA" };
    case "nowhere":
      return base;
  }
}

const anUpdate = (updateId: number, query: CallbackQuery): Update => ({
  update_id: updateId,
  callback_query: query,
});

function pressedBy(calls: readonly PlayedCall[], id: string): Pressed {
  const payloads = calls.map(({ method, payload }) => ({
    method,
    ...(payload as { callback_query_id?: string; text?: string; chat_id?: number }),
  }));
  const answers = payloads.filter(({ method }) => method === "answerCallbackQuery");
  return {
    answers: answers.filter((one) => one.callback_query_id === id).length,
    toast: answers[0]?.text ?? "",
    chats: payloads.flatMap(({ chat_id }) => chat_id ?? []),
  };
}

/** A flow's state is sealed anew whenever somebody looks at it, so only its being there counts. */
const SEEN: Readonly<Record<string, string[]>> = { conversations: ["name", "key"] };

const BOOKKEEPING = ["handledUpdates"];
/** Cards are delivered meanwhile; whoever follows a launch asked for it by a tap. */
const isWished = (row: object): boolean => "kind" in row && row.kind === "follow";

/** Asked twice for each tap, so each query is prepared once. */
const READS = Object.entries(tables)
  .filter(([name]) => !BOOKKEEPING.includes(name))
  .map(([name, table]) => ({
    name,
    all: ({ q }: Tx) => q.select(getTableColumns(table)).from(table),
  }));

function rowsOf(engine: Engine, but?: number): Promise<string> {
  return engine.transact(function* (tx) {
    const lines: string[] = [];
    for (const { name, all } of READS) {
      const rows = yield* run(tx.ready(all, {}));
      for (const row of rows.filter((one) => name !== "notices" || isWished(one))) {
        const text = JSON.stringify({ name, ...row }, SEEN[name]);
        if (but === undefined || !text.includes(String(but))) lines.push(text);
      }
    }
    return lines.toSorted().join("\n");
  });
}
