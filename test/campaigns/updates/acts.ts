import { SimError, type SimMessage } from "../../../src/sandbox/telegram/world.ts";
import { samplePicture } from "../../../src/sandbox/sample-picture.ts";
import type { World } from "../../support/a-world.ts";
import { aSession, aWalletFile } from "../../support/some-keys.ts";
import { hostileData, hostileText } from "./hostile.ts";
import type { Random } from "./random.ts";

const COMMANDS = [
  "/launch",
  "/launch pump",
  "/launch pump",
  "/launch swarms",
  "/launch blowfish",
  "/launch bnb",
  "/launch moon",
  "/cancel",
  "/keys",
  "/status",
  "/status 222222222222",
  "/history",
  "/regions",
  "/help",
  "/start",
  "/about",
];
/** What fits a question, by words that it holds. */
const FITTING: readonly (readonly [string, readonly string[]])[] = [
  ["Where shall it go", ["pump", "bonk", "swarms", "blowfish"]],
  ["What is it called", ["Moss Coin, MOSS", "Moss Coin", "Fern"]],
  ["Which ticker", ["MOSS", "FERN"]],
  ["Send a picture", ["⏭ Skip", "https://moss.example/a.png"]],
  ["Describe it", ["Soft and green.", "⏭ Skip"]],
  ["How much do you buy first", ["⏭ Skip", "0.5"]],
];
const ANSWERS = [
  "Moss Coin, MOSS",
  "Moss Coin",
  "MOSS",
  "FERN",
  "⏭ Skip",
  "⏭ Skip",
  "0.5",
  "Soft and green.",
  "https://moss.example/a.png",
  "pump.fun",
  "5",
  "yes",
];
const OTHER_LETTERS = ["2", "z", ":", "9", "a", "_", "-", "A"];
const PICTURES = [samplePicture(16, 2), samplePicture(32, 120)];
/** Buttons people look at: those of the last messages. */
const IN_SIGHT = 6;

export interface Acting {
  readonly world: World;
  readonly random: Random;
  /** Everybody whom the simulator plays. */
  readonly ids: readonly number[];
}

/** Somebody does something that a Telegram client, or one of a forger's own, would let them do. */
export async function act(acting: Acting, id: number): Promise<void> {
  try {
    await actOf(acting, id);
  } catch (error) {
    // Talking to a blocked bot, tapping what was deleted just now: a client does not offer it.
    if (!(error instanceof SimError)) throw error;
  }
}

async function actOf(acting: Acting, id: number): Promise<void> {
  const { world, random } = acting;
  const { telegram } = world;
  const kind = random.weighed({
    launch: 6,
    tap: 28,
    answer: 32,
    command: 12,
    hostile: 5,
    forge: 14,
    picture: 5,
    other: 2,
    secret: 3,
    edit: 1,
    vanish: 1,
    block: 1,
    unblock: 3,
  });
  switch (kind) {
    case "launch":
    case "tap": {
      const seen = buttons(telegram.messages(id));
      const wanted = kind === "launch" ? seen.filter((one) => /^d:.*:go$/.test(one.data)) : seen;
      const { message, data } = random.pick(orNone(wanted));
      await telegram.press(id, id, message.messageId, data);
      return;
    }
    case "forge": {
      const from = random.chance(0.7) ? random.pick(acting.ids) : id;
      const messages = telegram.messages(id).filter((message) => message.from.isBot);
      const message = random.pick(orNone(messages));
      const data = forged(random, buttons(telegram.messages(from)), hostileData(random));
      await telegram.press(id, id, message.messageId, data, { forged: true });
      return;
    }
    case "answer":
      return void telegram.say(id, anAnswer(random, telegram.messages(id)));
    case "command":
      return void telegram.say(id, random.pick(COMMANDS));
    case "hostile":
      return void telegram.say(id, hostileText(random));
    case "secret":
      return void telegram.say(id, aSecret(random));
    case "picture":
      sendPicture(acting, id);
      return;
    case "other":
      return void telegram.sendOther(id, random.pick(["sticker", "voice", "video"]));
    case "edit": {
      const own = telegram.messages(id).filter(({ from, text }) => from.id === id && text);
      return void telegram.editText(id, random.pick(orNone(own)).messageId, "Fern Coin");
    }
    case "vanish": {
      const own = telegram.messages(id).filter(({ from }) => from.id === id);
      telegram.deleteOwn(id, random.pick(orNone(own)).messageId);
      return;
    }
    case "block":
      return void telegram.blockBot(id);
    case "unblock":
      return void telegram.unblockBot(id);
  }
}

/** Mostly what the last question wants. */
function anAnswer(random: Random, messages: readonly SimMessage[]): string {
  const asked = messages.findLast(({ from }) => from.isBot)?.text ?? "";
  const [, fitting] = FITTING.find(([words]) => asked.includes(words)) ?? [];
  return random.pick(fitting !== undefined && random.chance(0.8) ? fitting : ANSWERS);
}

interface Button {
  readonly message: SimMessage;
  readonly data: string;
}

function buttons(messages: readonly SimMessage[]): readonly Button[] {
  const found = messages
    .filter(({ keyboard }) => keyboard !== undefined)
    .slice(-IN_SIGHT)
    .flatMap((message) =>
      (message.keyboard ?? []).flat().flatMap(({ data, disabled }) => {
        return data === undefined || disabled ? [] : [{ message, data }];
      }),
    );
  return orNone(found);
}

function orNone<T>(found: readonly T[]): readonly T[] {
  if (found.length === 0) throw new SimError("there is nothing to tap or change");
  return found;
}

/** Somebody's real data, that of an older card, with another letter in it, or cut short. */
function forged(random: Random, real: readonly Button[], hostile: string): string {
  const { data } = random.pick(real);
  switch (random.weighed({ real: 12, older: 3, other: 3, cut: 2, hostile: 2 })) {
    case "real":
      return data;
    case "older":
      return data.replace(/:(\d+):/, (_, version: string) => `:${Number(version) - 1}:`);
    case "other": {
      const at = random.below(data.length);
      return `${data.slice(0, at)}${random.pick(OTHER_LETTERS)}${data.slice(at + 1)}`;
    }
    case "cut":
      return data.slice(0, random.below(data.length));
    case "hostile":
      return hostile;
  }
}

const aSecret = (random: Random): string =>
  random.pick([
    () => aSession(),
    aWalletFile,
    () => "sk-of-a-storm-0123456789",
    () => "sealed-key-of-a-storm",
  ])();

function sendPicture({ world: { telegram }, random }: Acting, id: number): void {
  const bytes = random.pick(PICTURES);
  switch (random.weighed({ photo: 4, caption: 3, file: 2, album: 2, noPicture: 1 })) {
    case "photo":
      return void telegram.sendPhoto(id, bytes);
    case "caption":
      return void telegram.sendPhoto(id, bytes, { caption: random.pick(ANSWERS) });
    case "file":
      return void telegram.sendDocument(id, { bytes, name: "moss.png", mime: "image/png" });
    case "album": {
      const album = `${id}${random.below(2 ** 31)}`;
      for (const one of [...PICTURES, bytes]) telegram.sendPhoto(id, one, { album });
      return;
    }
    case "noPicture": {
      const no = Buffer.from("soft and green");
      return void telegram.sendDocument(id, { bytes: no, name: "m.png", mime: "image/png" });
    }
  }
}
