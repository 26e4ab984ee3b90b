import type { Clock } from "../../src/kit/clock.ts";
import { createActor, type Actor } from "../../src/sandbox/actor.ts";
import type {
  SimButton,
  SimChosen,
  SimInlineAnswer,
  SimMessage,
  SimPerson,
  TelegramSim,
} from "../../src/sandbox/telegram/world.ts";

/** A person who also does what people rarely do. */
export interface TestActor extends Actor {
  readonly id: number;
  /** Taps when the chat has come to rest, as people do. */
  tap(label: string): Promise<string>;
  /** Taps what is there at this moment. */
  tapNow(label: string): Promise<string>;
  /** Sends a sticker, a voice note or a video. */
  sends(kind: "sticker" | "voice" | "video"): void;
  /** Sends pictures as one album; the caption stands under the first. */
  sendAlbum(pictures: readonly Buffer[], caption?: string): void;
  /** Presses a button with this data on a message, whether it has one or not. @returns The toast. */
  forge(data: string, message?: SimMessage): Promise<string>;
  /** Types `@bot query`, in the private chat unless told where, and waits for the list. */
  inline(query: string, chatId?: number): Promise<InlineList>;
  /** Taps a button with this label on the newest message of another chat that has one. */
  tapIn(chatId: number, label: string): Promise<{ readonly text?: string; readonly url?: string }>;
  /** Sends the /start of a link to the private chat, as a client does when it opens one. */
  follow(url: string | undefined): void;
  /** The newest message of the bot that has inline buttons. */
  card(): SimMessage;
  /** Labels of a message's inline buttons. */
  labels(message?: SimMessage): readonly string[];
  /** The newest message of the bot. */
  last(): SimMessage;
  /** How many messages the bot sent into this chat that still stand there. */
  heard(): number;
}

/** What inline mode lists for a person. */
export interface InlineList extends SimInlineAnswer {
  /** Posts the result whose title holds these words, where it was typed. */
  pick(title: string): SimChosen;
}

export function anActor(
  telegram: TelegramSim,
  person: SimPerson,
  clock: Clock,
): Omit<TestActor, "tapNow"> {
  const actor = createActor(telegram, person, clock);
  const { id } = person;
  const fromBot = () => actor.messages().filter((message) => message.from.isBot);
  const card = () => {
    const found = fromBot().findLast((message) => message.keyboard !== undefined);
    if (!found) throw new Error("the bot has shown no buttons");
    return found;
  };
  let albums = 0;
  return {
    ...actor,
    id,
    sends: (kind) => void telegram.sendOther(id, kind),
    sendAlbum(pictures, caption) {
      albums += 1;
      // Telegram's are unique in their chat only.
      const album = String(albums);
      pictures.forEach((bytes, at) =>
        telegram.sendPhoto(id, bytes, {
          album,
          ...(at === 0 && caption !== undefined ? { caption } : {}),
        }),
      );
    },
    async forge(data, message = card()) {
      const pressed = await telegram.press(id, id, message.messageId, data, { forged: true });
      return (await pressed.answer).text ?? "";
    },
    async inline(query, chatId = id) {
      const { queryId, answer } = telegram.inline(id, query, { chatId });
      const list = await answer;
      const pick = (title: string) => {
        const found = list.results.find((result) => result.title.includes(title));
        if (!found) throw new Error(`no result “${title}” is listed`);
        return telegram.choose(id, queryId, found.id, { chatId });
      };
      return { ...list, pick };
    },
    async tapIn(chatId, label) {
      const shows = ({ keyboard }: SimMessage) =>
        keyboard?.flat().some(({ text, data }) => text.includes(label) && data !== undefined);
      const message = telegram.messages(chatId).findLast(shows);
      const button = message && buttonsOf(message).find(({ text }) => text.includes(label));
      if (!message || button?.data === undefined) throw new Error(`there is no button “${label}”`);
      const pressed = await telegram.press(id, chatId, message.messageId, button.data);
      return pressed.answer;
    },
    follow(url) {
      const start = new URL(url ?? "").searchParams.get("start");
      actor.say(`/start ${start ?? ""}`);
    },
    card,
    labels: (message = card()) => buttonsOf(message).map(({ text }) => text),
    last() {
      const found = fromBot().at(-1);
      if (!found) throw new Error("the bot has said nothing");
      return found;
    },
    heard: () => fromBot().length,
  };
}

export const buttonsOf = (message: SimMessage): readonly SimButton[] =>
  message.keyboard?.flat() ?? [];

export const textOf = (message: SimMessage): string => message.text ?? message.caption ?? "";
