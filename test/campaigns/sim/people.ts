import type { DraftContent } from "../../../src/domain/draft.ts";
import { emptyDraft } from "../../../src/domain/draft.ts";
import { StorageError } from "../../../src/domain/errors.ts";
import { NO_ROLES } from "../../../src/domain/governance.ts";
import type { ChatPlace, Draft } from "../../../src/launches/draft-store.ts";
import type { TargetId } from "../../../src/domain/targets.ts";
import { visit } from "./visits.ts";
import type { DraftBook, Scene } from "./scene.ts";
import { ACTS_MS } from "./weather.ts";

const STRANGER = 666_000_666;
export const OWNERS = [8_100_000_001, 8_100_000_002, 8_100_000_003] as const;
const GROUPS = [-4_001, -4_002] as const;
/** Weighed, so that each provider gets its share. */
const TARGETS: readonly TargetId[] = ["pump", "bnb", "blowfish", "blowfish", "swarms", "swarms"];
const MOST_DRAFTS = 5;
const NAMES = ["Moss Coin", "Fern Coin"] as const;
/** How soon somebody tries again what the bot could not keep. */
const AGAIN_MS = 60_000;
const TICKERS = ["MOSS", "FERN", "MOSS2"] as const;

/** Sets the stage for one history: who opens which draft, taps what and when, goes away and comes back. */
export function plan(scene: Scene): void {
  const { random, time } = scene;
  const drafts = 1 + random.below(2);
  for (let at = 0; at < drafts; at += 1) {
    const ownerId = random.pick(OWNERS.slice(0, 1 + random.below(OWNERS.length)));
    time.after(random.below(ACTS_MS / 2), () => openDrafts(scene, ownerId));
  }
  if (random.chance(0.25)) rush(scene);
  for (const owner of OWNERS) {
    if (random.chance(0.12)) comeAndGo(scene, owner);
    if (random.chance(0.2)) loseKey(scene, owner);
  }
  for (const group of GROUPS) {
    if (random.chance(0.3)) time.after(random.below(ACTS_MS), () => scene.telegram.move(group));
    if (random.chance(0.15)) time.after(random.below(ACTS_MS), () => throwOut(scene, group));
  }
}

/** Somebody wants one name before all others, and tries it with every ticker. */
function rush(scene: Scene): void {
  const { random, time } = scene;
  const [ownerId] = OWNERS;
  const content = { ...emptyDraft("swarms"), name: random.pick(NAMES) };
  const begins = random.below(ACTS_MS / 2);
  for (const ticker of TICKERS) {
    const at = begins + random.below(45_000);
    time.after(at, () => openDraft(scene, ownerId, { ...content, ticker }, null));
  }
}

/** Now and then there is another one of the same name a moment later: people change their minds about a ticker. */
function openDrafts(scene: Scene, ownerId: number): void {
  const { random, time } = scene;
  const content = aContent(scene);
  openDraft(scene, ownerId, content, null);
  if (random.chance(0.6)) return;
  const again = { ...content, ticker: random.pick(TICKERS) };
  time.after(random.below(30_000), () => openDraft(scene, ownerId, again, null));
}

function aContent({ random }: Scene): DraftContent {
  const target = random.pick(TARGETS);
  return {
    ...emptyDraft(target),
    name: random.pick(NAMES),
    ticker: random.pick(TICKERS),
    buy: target === "pump" && random.chance(0.6) ? String(1 + random.below(9)) + "00000" : null,
  };
}

/** A draft with its preview card in a chat, and what people do with it. */
export function openDraft(
  scene: Scene,
  ownerId: number,
  content: DraftContent,
  repeats: string | null,
): void {
  const { random, telegram } = scene;
  if (scene.drafts.size >= MOST_DRAFTS) return;
  const chatId = random.chance(0.3) ? telegram.now(random.pick(GROUPS)) : ownerId;
  const hasPicture = random.chance(0.2);
  const place = random.chance(0.95) ? { chatId, hasPicture } : null;
  useDraft(scene, addDraft(scene, { ownerId, content, repeats, place }), chatId);
}

/** `place`: where its preview card stands; null: it was never sent. */
export function addDraft(
  { time, telegram, database, drafts, story, newId }: Scene,
  by: Pick<Draft, "ownerId" | "content" | "repeats"> & {
    readonly place: Pick<ChatPlace, "chatId" | "hasPicture"> | null;
  },
): DraftBook {
  const { ownerId, content, repeats, place } = by;
  const id = newId("draft");
  const key = `https://draft.example/${id}`;
  const carried = content.target === "blowfish" || content.target === "swarms";
  const identified = carried ? { description: key } : { links: { website: key } };
  const kind = place?.hasPicture ? "caption" : "text";
  const preview = { kind, html: "preview", keyboard: "" } as const;
  const card = place && { ...place, messageId: telegram.put(place.chatId, preview) };
  const now = time.now();
  void database.drafts.add({
    ...{ id, ownerId, content: { ...content, ...identified }, card, repeats },
    ...{ groupId: null, topicId: null, state: "open", version: 1, createdAt: now, updatedAt: now },
  });
  const book: DraftBook = { id, key, ownerId, repeats, taps: [] };
  drafts.set(id, book);
  const { name, ticker, target } = content;
  story.tell(`${ownerId} opens draft ${id}: ${name ?? ""} ${ticker ?? ""} on ${target}`);
  return book;
}

function useDraft(scene: Scene, book: DraftBook, chatId: number): void {
  const { random, time, database } = scene;
  const { ownerId } = book;
  const soon = 2_000 + random.below(15_000);
  if (random.chance(0.1)) {
    // Somebody edits it on another device: the card's button is old by now.
    time.after(soon - 1_000, () => {
      void database.drafts.change(book.id, ownerId, 1, (content) => content, time.now());
    });
  }
  if (random.chance(0.92)) time.after(soon, () => tap(scene, book, ownerId));
  if (random.chance(0.5)) time.after(soon + random.below(3_000), () => tap(scene, book, ownerId));
  if (random.chance(0.2)) time.after(soon + random.below(90_000), () => tap(scene, book, ownerId));
  if (random.chance(0.25)) time.after(random.below(60_000), () => tap(scene, book, STRANGER));
  if (random.chance(0.1)) time.after(soon + random.below(9_000), () => stop(scene, book));
  for (let left = random.below(4); left > 0; left -= 1) {
    const by = random.chance(0.15) ? STRANGER : ownerId;
    time.after(soon + random.below(ACTS_MS / 2), () => visit(scene, chatId, by));
    time.after(soon + random.below(ACTS_MS / 2), () => visit(scene, ownerId, by));
  }
}

/** A tap on Launch, with the version that the card shows; now and then from a card that is older than that. */
export function tap(scene: Scene, book: DraftBook, by: number): void {
  const { random, story } = scene;
  const now = scene.database.draft(book.id)?.version ?? 1;
  const version = random.chance(0.05) ? now - 1 : now;
  scene.mailbox.send(`${by} taps Launch on ${book.id} v${version}`, async (process, updateId) => {
    const tapped = { by, version };
    try {
      const draft = scene.database.draft(book.id);
      // Most cards were drawn by the process in which they are tapped, and some by an earlier one.
      if (draft && updateId % 4 > 0) await process.drawn(draft);
      const press = { draftId: book.id, version, ownerId: by, roles: NO_ROLES, updateId };
      const heard = { at: scene.time.now(), elapsedMs: scene.time.elapsed() };
      const told = await process.desk.submit({ ...press, tapped: heard });
      book.taps.push({ ...tapped, told });
      const words = told.kind === "rejected" ? told.why : `${told.kind} #${told.launch.id}`;
      story.count(`tap: ${told.kind === "rejected" ? told.why : told.kind}`);
      story.tell(`${by} is told: ${words}`);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      story.count("tap: disk");
      book.taps.push({ ...tapped, told: null });
      if (random.chance(0.7)) scene.time.after(3_000, () => tap(scene, book, by));
      throw error;
    }
  });
}

/** A tap on Stop, with or without a card that shows it. */
function stop(scene: Scene, { id, ownerId }: DraftBook): void {
  const launch = scene.database.launches().find(({ draftId }) => draftId === id);
  if (!launch) return;
  scene.mailbox.send(`${ownerId} stops #${launch.id}`, async ({ desk }) => {
    const { kind } = await desk.cancel(launch.id, ownerId);
    scene.story.count(`stop: ${kind}`);
  });
}

/** Blocks the bot; most unblock it again, and say /start. */
function comeAndGo(scene: Scene, person: number): void {
  const { random, time, telegram } = scene;
  const from = random.below(ACTS_MS);
  time.after(from, () => {
    scene.story.tell(`${person} blocks the bot`);
    telegram.chat(person).closed = true;
  });
  if (random.chance(0.7)) time.after(from + random.below(ACTS_MS), () => comeBack(scene, person));
}

export function comeBack(scene: Scene, person: number): void {
  scene.telegram.chat(person).closed = false;
  const start = (afterMs?: number) =>
    scene.mailbox.send(
      `${person} says /start`,
      async (process) => {
        const freed = await process.notices
          .unpark(person, process.life.clock.now())
          .catch((error: unknown) => {
            // They are told that nothing could be kept, and to try again.
            start(AGAIN_MS);
            throw error;
          });
        if (freed > 0) scene.story.count("notice: unparked");
        process.wake();
      },
      afterMs,
    );
  start();
}

function throwOut({ telegram, story }: Scene, group: number): void {
  story.tell(`${group} throws the bot out`);
  telegram.chat(telegram.now(group)).closed = true;
}

/** A key that is gone, or a session that is over, and after a while is not. */
function loseKey({ random, time, market, story }: Scene, person: number): void {
  const lost = random.chance(0.3) ? market.keyless : market.shutOut;
  const from = random.below(ACTS_MS);
  time.after(from, () => {
    story.tell(`${person} is shut out`);
    lost.add(person);
    market.everShutOut.add(person);
  });
  if (random.chance(0.8)) time.after(from + random.below(ACTS_MS), () => lost.delete(person));
}
