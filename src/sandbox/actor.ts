import type { Clock } from "../kit/clock.ts";
import type { SimButton, SimMessage, SimPerson, TelegramSim } from "./telegram/world.ts";

/** Plays one person in one chat: says and taps things, and waits for what the bot shows. */
export interface Actor {
  readonly person: SimPerson;
  /** @returns The message's id. */
  say(text: string): number;
  sendPhoto(bytes: Buffer, caption?: string): void;
  sendFile(file: { readonly bytes: Buffer; readonly name: string; readonly mime: string }): void;
  /**
   * Taps the newest button with this label, waits for it to be drawn if need be, and for the bot to answer the tap.
   * @returns The toast; empty when there is none.
   */
  tap(label: string): Promise<string>;
  /**
   * Waits until the bot has shown this since the last thing the person did: a new message or an edit.
   * @throws {Error} with what was there instead, after `timeoutMs` (10 s).
   */
  sees(what: string | RegExp, timeoutMs?: number): Promise<SimMessage>;
  /** The chat as it stands. */
  messages(): readonly SimMessage[];
}

const PATIENCE_MS = 10_000;

/** @param chatId Where they act; their private chat with the bot when absent. */
export function createActor(
  telegram: TelegramSim,
  person: SimPerson,
  clock: Clock,
  chatId = person.id,
): Actor {
  /** What the bot showed since the person last did something. */
  let shown: SimMessage[] = [];
  let waiting: (() => void)[] = [];
  telegram.subscribe((event) => {
    if (event.type !== "message" && event.type !== "edit") return;
    const { from, via } = event.message;
    if (event.message.chatId !== chatId || !(from.isBot || via !== undefined)) return;
    shown.push(event.message);
    const all = waiting;
    waiting = [];
    for (const look of all) look();
  });

  const acted = () => (shown = []);
  const messages = () => telegram.messages(chatId);

  function until<T>(find: () => T | undefined, what: string, timeoutMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const callOff = clock.after(timeoutMs, () => {
        const chat = messages().slice(-4).map(readable).join("\n---\n");
        reject(
          new Error(`${person.firstName} waited in vain for ${what}. The chat ends:\n${chat}`),
        );
      });
      const look = () => {
        const found = find();
        if (found === undefined) return void waiting.push(look);
        callOff();
        resolve(found);
      };
      look();
    });
  }

  return {
    person,
    messages,
    say(text) {
      acted();
      return telegram.say(person.id, text, { chatId }).messageId;
    },
    sendPhoto(bytes, caption) {
      acted();
      telegram.sendPhoto(person.id, bytes, {
        chatId,
        ...(caption === undefined ? {} : { caption }),
      });
    },
    sendFile(file) {
      acted();
      telegram.sendDocument(person.id, file, { chatId });
    },
    async tap(label) {
      const find = () => findButton(messages(), label);
      const { message, data } = await until(find, `a button “${label}”`, PATIENCE_MS);
      acted();
      const pressed = await telegram.press(person.id, message.chatId, message.messageId, data);
      return (await pressed.answer).text ?? "";
    },
    sees(what, timeoutMs = PATIENCE_MS) {
      const find = () => shown.find((message) => matches(message, what));
      return until(find, `“${String(what)}”`, timeoutMs);
    },
  };
}

function matches(message: SimMessage, what: string | RegExp): boolean {
  const text = message.text ?? message.caption ?? "";
  return typeof what === "string" ? text.includes(what) : what.test(text);
}

function findButton(
  messages: readonly SimMessage[],
  label: string,
): { readonly message: SimMessage; readonly data: string } | undefined {
  for (const message of messages.toReversed()) {
    const button = message.keyboard?.flat().find((one) => one.text.includes(label));
    if (button?.data !== undefined) return { message, data: button.data };
  }
  return undefined;
}

/** A message as plain text with its buttons, for a terminal. */
export function readable(message: SimMessage): string {
  const { photo, document } = message;
  const picture = photo ? `[photo ${photo.width}×${photo.height}]\n` : "";
  const file = document ? `[file ${document.name}]\n` : "";
  const rows = message.keyboard?.map((row) => row.map(buttonText).join(" ")) ?? [];
  return [picture + file + (message.text ?? message.caption ?? ""), ...rows].join("\n");
}

const buttonText = (button: SimButton): string => `[${button.text}]`;
