import type { Update } from "@grammyjs/types";
import type { SimMessage } from "../../../src/sandbox/telegram/world.ts";
import { hostileData, hostileNumber, hostileText } from "./hostile.ts";
import { TOO_OLD } from "./mailbox.ts";
import { MOST_NAME } from "./mutate.ts";
import type { Random } from "./random.ts";
import {
  aContent,
  aValue,
  MESSAGE_CONTENTS,
  UPDATE_KINDS,
  type Json,
  type JsonObject,
} from "./shapes.ts";

export interface Crowd {
  readonly random: Random;
  /** People of the simulator who take part; others are made up. */
  readonly ids: readonly number[];
  /** All of them: their buttons are forged, whether they take part or not. */
  readonly all: readonly number[];
  /** What stands in somebody's private chat. */
  readonly messages: (id: number) => readonly SimMessage[];
}

const GROUPS: readonly JsonObject[] = [
  { id: -4_001, type: "group", title: "Moss" },
  { id: -1_001_234_567_890, type: "supergroup", title: "Moss friends" },
  { id: -1_009_999_999_999, type: "supergroup", title: "Forum", is_forum: true },
];
const CHANNEL: JsonObject = { id: -1_002_222_222_222, type: "channel", title: "Moss news" };
/** Telegram's own account, in whose name anonymous admins write. */
const ANONYMOUS: JsonObject = { id: 1_087_968_824, is_bot: true, first_name: "Group" };
const GROUP_TEXTS = [
  "/launch pump",
  "/start",
  "/help@launchgram_sandbox_bot",
  "/launch@another_bot",
  "hello",
];

/** An update of any kind the Bot API knows, of its shape and otherwise by chance. */
export function strangeUpdate(crowd: Crowd): Omit<Update, "update_id"> {
  const { random } = crowd;
  const made = random.weighed({ message: 45, callback: 25, other: 30 });
  if (made === "message") return { message: aMessage(crowd) } as unknown as Update;
  if (made === "callback") return { callback_query: aTap(crowd) } as unknown as Update;
  const kind = random.pick([...UPDATE_KINDS.keys()].filter((name) => name !== "callback_query"));
  const held = aValue(random, UPDATE_KINDS.get(kind) ?? "string", 1) as JsonObject;
  return { [kind]: { ...held, ...placeFor(crowd, held) } };
}

/** Who and where, in place of what was made up, so that the update concerns somebody. */
function placeFor(crowd: Crowd, held: JsonObject): JsonObject {
  const person = aPerson(crowd);
  return {
    ...("from" in held ? { from: person } : {}),
    ...("user" in held ? { user: person } : {}),
    ...("chat" in held ? { chat: aChat(crowd, person) } : {}),
  };
}

function aPerson({ random, ids }: Crowd): JsonObject & { readonly id: number } {
  const made = 1 + random.below(2 ** 31) * 2 ** random.below(21);
  const id = random.chance(0.8) ? random.pick(ids) : made;
  const name = hostileText(random).slice(0, MOST_NAME);
  const more = random.chance(0.1) ? { language_code: hostileText(random) } : {};
  return { id, is_bot: random.chance(0.02), first_name: name || "A", ...more };
}

function aChat({ random }: Crowd, person: { readonly id: number }): JsonObject {
  const place = random.weighed({ private: 70, group: 22, channel: 5, odd: 3 });
  if (place === "group") return random.pick(GROUPS);
  if (place === "channel") return CHANNEL;
  const own = { id: person.id, type: "private", first_name: "A" };
  return place === "odd" ? { ...own, brand_new: { is_brand_new: true } } : own;
}

function aMessage(crowd: Crowd): JsonObject {
  const { random } = crowd;
  const person = aPerson(crowd);
  const chat = aChat(crowd, person);
  const inGroup = chat["type"] !== "private";
  const contents = Array.from({ length: 1 + random.below(3) }, () =>
    aContent(random, random.pick(MESSAGE_CONTENTS)),
  );
  const words = random.chance(0.5)
    ? said(inGroup ? random.pick(GROUP_TEXTS) : hostileText(random))
    : {};
  const held = Object.assign({}, ...contents, words) as JsonObject;
  const anonymous = inGroup && random.chance(0.2);
  return {
    ...withoutBareMarks(held),
    message_id: hostileNumber(random),
    date: hostileNumber(random),
    chat,
    ...(chat["type"] === "channel" ? {} : { from: anonymous ? ANONYMOUS : person }),
    ...(anonymous ? { sender_chat: chat } : {}),
    ...(random.chance(0.05) ? { media_group_id: String(random.below(5)) } : {}),
  };
}

/** Telegram marks commands and links only in words that are there. */
function withoutBareMarks({ entities, caption_entities: marks, ...held }: JsonObject): JsonObject {
  return {
    ...held,
    ...("text" in held && entities !== undefined ? { entities } : {}),
    ...("caption" in held && marks !== undefined ? { caption_entities: marks } : {}),
  };
}

/** A text with its command marked as Telegram marks it. */
function said(text: string): JsonObject {
  const length = /^\/\w+(@\w+)?/.exec(text)?.[0].length;
  return length === undefined
    ? { text }
    : { text, entities: [{ type: "bot_command", offset: 0, length }] };
}

function aTap(crowd: Crowd): JsonObject {
  const { random } = crowd;
  const person = aPerson(crowd);
  const id = `${random.chance(0.1) ? TOO_OLD : ""}${random.below(2 ** 31)}${random.below(2 ** 31)}`;
  return {
    id,
    from: person,
    chat_instance: String(hostileNumber(random)),
    ...tappedIn(crowd, person.id),
    ...(random.chance(0.95) ? { data: tapData(crowd) } : { game_short_name: "moss" }),
  };
}

/** The message with the button: one of the chat, one too old to be shown, one of a group, or one sent inline. */
function tappedIn(crowd: Crowd, personId: number): Readonly<Record<string, Json>> {
  const { random } = crowd;
  const chat = { id: personId, type: "private", first_name: "A" };
  const messageId = random.chance(0.7)
    ? (crowd.messages(personId).at(-1 - random.below(6))?.messageId ?? 1)
    : hostileNumber(random);
  switch (random.weighed({ real: 6, gone: 3, group: 2, inline: 2, none: 1 })) {
    case "real":
      return { message: { message_id: messageId, date: 1_750_000_000, chat, text: "Moss" } };
    case "gone":
      return { message: { message_id: messageId, date: 0, chat } };
    case "group":
      return { message: { message_id: messageId, date: 0, chat: random.pick(GROUPS) } };
    case "inline":
      return { inline_message_id: hostileText(random) || "inline" };
    case "none":
      return {};
  }
}

function tapData({ random, all, messages }: Crowd): string {
  const real = messages(random.pick(all))
    .flatMap(({ keyboard }) => (keyboard ?? []).flat())
    .flatMap(({ data }) => data ?? []);
  return real.length > 0 && random.chance(0.6) ? random.pick(real) : hostileData(random);
}
