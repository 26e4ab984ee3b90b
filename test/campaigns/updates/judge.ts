import type { Update } from "@grammyjs/types";
import { generalWords } from "../../../src/bot/words/words.ts";
import type { World } from "../../support/a-world.ts";
import { dueFor, isUnlawful, warns, wrongAnswer } from "./due.ts";
import type { Rows } from "./rows.ts";
import type { Call, Handling } from "./witness.ts";

export interface Fault {
  readonly what: string;
  readonly update: Update | null;
  /** What the bot called about it, and what it logged. */
  readonly calls: readonly Call[];
  readonly log: readonly string[];
}

/** Holds what the bot did against what it owes. */
export interface Judge {
  readonly faults: readonly Fault[];
  readonly counts: { readonly handled: number; readonly calls: number };
  blame(what: string, update: Update | null): void;
  /** These people do nothing until the next look. */
  remember(silent: ReadonlySet<number>): void;
  /** This update will be handled more than once. */
  repeated(update: Update): void;
  /** What was under way comes to nothing, and comes again. */
  diesNow(): void;
  /** Judges all that was handled since the last look; what was posted must be among it. */
  look(over: readonly Handling[], posted: readonly Update[]): void;
  /** Whom an update names as its sender or its private chat. */
  concerned(update: object): readonly number[];
}

export function createJudge(by: {
  readonly world: World;
  readonly rows: Rows;
  readonly allowed: ReadonlySet<number>;
}): Judge {
  const { world, rows, allowed } = by;
  const faults: Fault[] = [];
  const counts = { handled: 0, calls: 0 };
  /** The update that may have begun it, by chat and album; `sure`: it did. */
  const albums = new Map<string, { readonly updateId: number; sure: boolean }>();
  /** Ids of updates that were handled to their end: again they get the end of a spinner at most. */
  const finished = new Set<number>();
  /** Draft and person of every tap on Launch that there was. */
  const taps = new Set<string>();
  const excused = new Set<number>();
  /** By sender. The bot forgets them when it dies. */
  const warnings = new Map<number, number>();
  let before = new Map<number, string>();
  let died = false;
  let read = 0;

  const blame = (what: string, update: Update | null, calls: readonly Call[] = []) =>
    void faults.push({ what, update, calls, log: world.logged.slice(-5) });

  /** What may have begun this message's album. Albums begin once for each life of the bot. */
  function albumOf({ update_id: updateId, message }: Update) {
    if (message?.media_group_id === undefined) return null;
    const name = `${message.chat.id} ${message.media_group_id}`;
    const album = albums.get(name) ?? { updateId, sure: false };
    albums.set(name, album);
    return album;
  }

  /** Null: nobody can tell. */
  function isLaterOf(album: ReturnType<typeof albumOf>, { update_id: id }: Update): boolean | null {
    if (album === null) return false;
    if (died) return null;
    if (album.updateId === id) return false;
    return album.sure ? true : null;
  }

  /** How often its sender had been warned of a key before this. */
  function warningsUntil(handling: Handling): number {
    const { message, edited_message: edited } = handling.update;
    // Made-up messages may have no sender.
    const { from }: { readonly from?: { readonly id: number } } = message ?? edited ?? {};
    const until = warnings.get(from?.id ?? 0) ?? 0;
    if (warns(handling)) warnings.set(from?.id ?? 0, until + 1);
    return until;
  }

  function noteTap({ callback_query: tap }: Update): void {
    const draft = /^d:([a-z0-9]{12}):\d+:go(:|$)/i.exec(tap?.data ?? "")?.[1];
    if (draft !== undefined && tap) taps.add(`${draft} ${tap.from.id}`);
  }

  /** Whose draft or launch the tapped button names; null: nobody's, or it is no such button. */
  function ownerOfTapped({ callback_query: tap }: Update): number | null {
    const id = /^[dl]:([a-z0-9]{12}):/i.exec(tap?.data ?? "")?.[1];
    return id === undefined ? null : rows.ownerOf(id);
  }

  function judge(handling: Handling): void {
    const { update, calls, state } = handling;
    counts.handled += 1;
    counts.calls += calls.length;
    noteTap(update);
    const album = albumOf(update);
    // A group that becomes another one closes everybody's open questions in it.
    const { migrate_to_chat_id: to, migrate_from_chat_id: from } = update.message ?? {};
    if (to !== undefined || from !== undefined) before.clear();
    const more = calls.some(({ method }) => method !== "answerCallbackQuery");
    if (state === "killed") return void excused.add(update.update_id);
    if (state === "thrown") blame("an update rose out of the bot", update, calls);
    const bad = calls.find(isUnlawful);
    if (bad) blame(`${bad.method}: ${bad.refusal ?? ""}`, update, calls);
    const owner = ownerOfTapped(update);
    if (owner !== null && owner !== update.callback_query?.from.id && more) {
      blame("somebody else's button did something", update, calls);
    }
    if (calls.some(isApology)) blame("something went wrong on the bot's side", update, calls);
    if (finished.has(update.update_id)) {
      if (more && !died && !excused.has(update.update_id))
        blame("it was handled twice", update, calls);
      return;
    }
    finished.add(update.update_id);
    const isLater = isLaterOf(album, update);
    const mayUse = (id: number) => allowed.has(id);
    const { due, what } = dueFor(update, { mayUse, isLater, warnings: warningsUntil(handling) });
    if (album && isLater === false) album.sure = due !== "anything";
    if (excused.has(update.update_id)) return;
    const wrong = wrongAnswer(handling, due);
    if (wrong !== null) blame(`${wrong} (${what})`, update, calls);
  }

  function lookAtRows(): void {
    for (const [id, then] of before) {
      const now = rows.belongings(id);
      if (now !== then)
        blame(`somebody else moved what belongs to ${id}${firstChange(then, now)}`, null);
    }
    before = new Map();
    for (const id of rows.owners()) {
      if (!allowed.has(id)) blame(`something is kept of the stranger ${id}`, null);
    }
    const received = Object.values(world.providers).flatMap((one) => one.received);
    const launches = rows.launches();
    for (const { id, draftId, ownerId } of launches) {
      if (!taps.has(`${draftId} ${ownerId}`))
        blame(`launch ${id} without a tap of its owner`, null);
    }
    if (new Set(launches.map(({ draftId }) => draftId)).size < launches.length) {
      blame("two launches of one draft", null);
    }
    if (received.length > launches.length) blame("more was sent than was launched", null);
  }

  function readLog(): void {
    for (const line of world.logged.slice(read)) {
      if (isFault(line)) blame(`logged: ${line.trim()}`, null);
    }
    read = world.logged.length;
  }

  return {
    faults,
    counts,
    blame: (what, update) => blame(what, update),
    remember: (silent) =>
      void (before = new Map([...silent].map((id) => [id, rows.belongings(id)]))),
    repeated: (update) => void excused.delete(update.update_id),
    diesNow() {
      died = true;
      albums.clear();
      warnings.clear();
    },
    look(over, posted) {
      for (const one of over) judge(one);
      const handled = new Set(over.map(({ update }) => update.update_id));
      const lost = posted.find(({ update_id: id }) => !handled.has(id));
      if (lost) blame("an update never reached the bot", lost);
      lookAtRows();
      readLog();
      died = false;
    },
    concerned,
  };
}

/** What two texts hold where they part. */
function firstChange(then: string, now: string): string {
  let at = 0;
  while (then[at] === now[at]) at += 1;
  const part = (text: string) => text.slice(Math.max(0, at - 200), at + 200);
  return `\nbefore: …${part(then)}…\nnow: …${part(now)}…`;
}

const isApology = ({ payload }: Call): boolean => payload["text"] === generalWords.wentWrong.html;

const ERROR = 50;
const BLOCKED = 403;

/**
 * Told at the level of errors, but for what the storm itself did: a blocked bot, a call without an answer, and the calls
 * of a process that was killed, which a minute later count as broken off.
 */
function isFault(line: string): boolean {
  const entry = JSON.parse(line) as { level: number; error?: { code?: number; name?: string } };
  if (entry.level < ERROR) return false;
  const { code, name = "" } = entry.error ?? {};
  return code !== BLOCKED && !["SlowError", "HttpError"].includes(name);
}

function concerned(update: object): readonly number[] {
  return Object.values(update).flatMap((held: unknown) => {
    const { from, user, chat, message } = (held ?? {}) as Readonly<
      Record<string, { id?: number; chat?: { id?: number } } | undefined>
    >;
    return [from?.id, user?.id, chat?.id, message?.chat?.id].flatMap((id) => id ?? []);
  });
}
