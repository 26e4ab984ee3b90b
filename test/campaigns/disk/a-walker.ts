import { setImmediate as turn } from "node:timers/promises";
import { generalWords } from "../../../src/bot/words/words.ts";
import type { SimMessage } from "../../../src/sandbox/telegram/world.ts";
import type { World } from "../../support/a-world.ts";
import { buttonsOf, textOf, type TestActor } from "../../support/an-actor.ts";

const REFUSALS: readonly string[] = Object.values(generalWords.notTaken);

export const isRefusal = (said: string): boolean => REFUSALS.includes(said);

const ANSWERS: readonly (readonly [question: RegExp, answer: string])[] = [
  [/What is it called\?/, "Moss Coin, MOSS"],
  [/Send a picture/, "⏭ Skip"],
  [/Describe it/, "Soft and green."],
  [/How much do you buy first/, "⏭ Skip"],
];

/** What somebody taps who wants it live: the Launch of a card, and the way back to one. */
const WAYS_ON = ["🚀 Launch", "It did not happen", "🔁 Try again"];
const WAITS = /Sending|Queued|Not sent yet|Accepted/;

/** Somebody who wants one token live and does the next sensible thing, whatever the bot has just said. */
export interface Walker {
  /** Does it. @returns What the bot answered to a tap on Launch; null when it was something else. */
  act(): Promise<string | null>;
  isLive(): boolean;
  /** All that the bot refused in words so far, as toasts and messages. */
  refusals(): number;
}

export function aWalker(world: World, actor: TestActor, target: string): Walker {
  let toasts = 0;
  const fromBot = () => actor.messages().filter(({ from }) => from.isBot);
  const said = () => fromBot().filter((message) => !isRefusal(textOf(message)));
  /** A message of its own keeps its buttons when the card goes on. */
  const tapped = new Set<string>();
  const standing = () => said().at(-1);
  const wayOn = () =>
    said()
      .toReversed()
      .flatMap((message) => buttonsOf(message).map((button) => ({ message, ...button })))
      .find(
        ({ text, data, message }) =>
          WAYS_ON.includes(text) && !tapped.has(`${message.messageId} ${data ?? ""}`),
      );

  async function tap(message: SimMessage, data: string): Promise<string> {
    const pressed = await world.telegram.press(actor.id, actor.id, message.messageId, data);
    await handled(world);
    const { text: toast = "" } = await pressed.answer;
    if (isRefusal(toast)) toasts += 1;
    return toast;
  }

  return {
    async act() {
      const last = standing();
      const text = last ? textOf(last) : "";
      const answer = ANSWERS.find(([question]) => question.test(text))?.[1];
      const way = answer === undefined && !WAITS.test(text) ? wayOn() : undefined;
      if (way?.data !== undefined) {
        const toast = await tap(way.message, way.data);
        if (!isRefusal(toast)) tapped.add(`${way.message.messageId} ${way.data}`);
        return way.text === WAYS_ON[0] ? toast : null;
      }
      if (WAITS.test(text)) return null;
      actor.say(answer ?? `/launch ${target}`);
      await handled(world);
      return null;
    },
    isLive: () => said().some((message) => textOf(message).includes("Live")),
    refusals: () => toasts + fromBot().length - said().length,
  };
}

/** Resolves when the bot has handled every update. The database is not asked: it may refuse. */
async function handled({ telegram, link }: World): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    const info = await telegram.call("getWebhookInfo");
    const pending =
      info.ok && (info.result as { pending_update_count: number }).pending_update_count;
    quiet = pending === 0 && link.underWay() === 0 ? quiet + 1 : 0;
    for (let at = 0; at < 25; at += 1) await turn();
  }
}
