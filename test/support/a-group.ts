import type { Message, Update } from "grammy/types";
import type { SimRole } from "../../src/sandbox/telegram/group-world.ts";
import type { SimMessage } from "../../src/sandbox/telegram/world.ts";
import type { World } from "./a-world.ts";
import { buttonsOf, textOf } from "./an-actor.ts";
import { giveKeys } from "./some-keys.ts";

/** People in a group with the bot, all of whom have started it in private and have keys. */
export interface PlayedGroup {
  readonly chatId: number;
  /** The threads of its topics, by their names. */
  readonly topic: (name: string) => number;
  readonly id: (name: string) => number;
  /** Says something in the group, as a reply when told, and waits for what becomes of it. */
  says(name: string, text: string, replyTo?: number): Promise<number>;
  /** Says something in a topic, or in the General; otherwise as `says`. */
  saysIn(topic: string | null, name: string, text: string, replyTo?: number): Promise<number>;
  /** The newest question that shows its buttons to this person, and where to it is a reply. */
  asked(name: string): SimMessage;
  /** Says something as a reply to the newest question put to this person. */
  answers(name: string, text: string): Promise<number>;
  /** The bot's messages there, oldest first. */
  fromBot(): readonly SimMessage[];
  /** The newest of them. */
  newest(): SimMessage;
  /** Begins a launch that is ready to be tapped, or waits for others. */
  begins(name: string, line?: string): Promise<void>;
  /** Taps a button of the newest card in the group. @returns The toast. */
  taps(name: string, label: string): Promise<string>;
  /** A tap that a client makes up, by anybody; what the bot shows is not seen. @returns The toast. */
  sends(tap: Tap): Promise<string>;
  /** The newest message of the bot there that has buttons below it or answers nobody's. */
  card(): SimMessage;
  becomesSupergroup(): Promise<void>;
  /** The card's text, and the labels of its buttons. */
  text(): string;
  labels(): readonly string[];
}

interface Tap {
  readonly who: number;
  readonly messageId: number;
  readonly data: string;
}

let updates = 950_000_000;

function aTap(chatId: number, { who, messageId, data }: Tap): Update {
  updates += 1;
  const from = { id: who, is_bot: false, first_name: "Somebody" };
  const chat = { id: chatId, type: "supergroup", title: TITLE } as const;
  const bot = { id: 1, is_bot: true, first_name: "Launchgram" };
  const message = { message_id: messageId, date: 1_750_000_000, chat, from: bot, text: "a card" };
  const query = { id: String(updates), from, chat_instance: "1", message, data };
  return { update_id: updates, callback_query: query };
}

const TITLE = "Moss friends";
/** A group that the played Telegram does not know. */
export const GROUP = { id: -1_001_234_567_890, type: "supergroup", title: TITLE } as const;

/** A message of a person there, or one that nobody of the played Telegram can send. */
export function aGroupMessage(
  updateId: number,
  text: string,
  fields: Partial<Message> = {},
): Update {
  const length = /^\/\S+/.exec(text)?.[0].length;
  return {
    update_id: updateId,
    message: {
      message_id: updateId,
      date: 1_750_000_000,
      chat: GROUP,
      from: { id: 777, is_bot: false, first_name: "Ada" },
      text,
      ...(length ? { entities: [{ type: "bot_command", offset: 0, length }] } : {}),
      ...fields,
    } as Message & Update.NonChannel,
  };
}

const LINE = '/l pump MOSS "Moss Coin" 0.5';

export async function aGroup(
  world: World,
  members: Readonly<Record<string, SimRole>>,
  more: Pick<Parameters<World["telegram"]["addGroup"]>[0], "kind" | "topics" | "bot"> = {},
): Promise<PlayedGroup> {
  const { telegram } = world;
  const id = (name: string) => world.person(name).id;
  for (const name of Object.keys(members)) {
    await giveKeys(world.vault, id(name), "j7tracker");
    world.person(name).say("/start");
  }
  const ids = Object.entries(members).map(([name, role]) => [id(name), role] as const);
  const group = telegram.addGroup({
    ...{ title: TITLE, ...more },
    members: Object.fromEntries(ids),
  });
  let { chatId } = group;
  await world.settled();

  const fromBot = () => telegram.messages(chatId).filter(({ from }) => from.isBot);
  const card = () => {
    const isPage = ({ replyTo, keyboard }: SimMessage) => replyTo === undefined || keyboard;
    const found = fromBot().findLast(isPage);
    if (!found) throw new Error("there is no card in the group");
    return found;
  };
  const asked = (name: string) => {
    const found = fromBot().findLast(({ replyKeyboard }) => {
      return replyKeyboard?.only?.includes(id(name)) && !replyKeyboard.remove;
    });
    if (!found) throw new Error(`${name} is asked nothing`);
    return found;
  };
  const topic = (name: string) => {
    const found = group.topics.find((one) => one.name === name);
    if (!found) throw new Error(`there is no topic ${name}`);
    return found.threadId;
  };
  const say = async (name: string, text: string, where: object) => {
    const { messageId } = telegram.say(id(name), text, { chatId, ...where });
    await world.settled();
    return messageId;
  };
  const replying = (replyTo?: number) => (replyTo === undefined ? {} : { replyTo });
  return {
    get chatId() {
      return chatId;
    },
    ...{ id, topic, fromBot, asked },
    newest() {
      const found = fromBot().at(-1);
      if (!found) throw new Error("the bot has said nothing in the group");
      return found;
    },
    says: (name, text, replyTo) => say(name, text, replying(replyTo)),
    saysIn: (where, name, text, replyTo) =>
      say(name, text, { ...replying(replyTo), ...(where === null ? {} : { topic: topic(where) }) }),
    answers: (name, text) => say(name, text, { replyTo: asked(name).messageId }),
    async becomesSupergroup() {
      ({ chatId } = telegram.upgradeGroup(chatId));
      await world.settled();
    },
    async begins(name, line = LINE) {
      await say(name, line, {});
    },
    async sends({ who, messageId, data }) {
      const calls = await world.handle(aTap(chatId, { who, messageId, data }));
      const answer = calls.find(({ method }) => method === "answerCallbackQuery");
      const text = answer?.payload["text"];
      return typeof text === "string" ? text : "";
    },
    async taps(name, label) {
      const message = card();
      const button = buttonsOf(message).find(({ text }) => text.includes(label));
      if (button?.data === undefined) throw new Error(`there is no button “${label}”`);
      const pressed = await telegram.press(id(name), chatId, message.messageId, button.data);
      const { text = "" } = await pressed.answer;
      await world.settled();
      return text;
    },
    card,
    text: () => textOf(card()),
    labels: () => buttonsOf(card()).map(({ text }) => text),
  };
}
