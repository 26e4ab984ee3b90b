import { z } from "zod";
import { readLaunchData } from "../../../src/bot/callback-data.ts";
import type { Launch } from "../../../src/domain/launch.ts";
import type { Process } from "./process.ts";
import { addressOf } from "./market.ts";
import { openDraft } from "./people.ts";
import type { Scene } from "./scene.ts";
import { ACTS_MS } from "./weather.ts";

const keyboardSchema = z.object({
  inline_keyboard: z.array(z.array(z.looseObject({ callback_data: z.string().optional() }))),
});

/** Somebody opens a chat and does something about a card that stands there: taps what it offers, or deletes it. */
export function visit(scene: Scene, chatId: number, by: number): void {
  const { random, telegram, story } = scene;
  const chat = telegram.chat(telegram.now(chatId));
  const cards = [...chat.messages.values()].filter(({ keyboard }) => keyboard.includes('"l:'));
  if (cards.length === 0) return;
  const card = random.pick(cards);
  const buttons = keyboardSchema
    .parse(JSON.parse(card.keyboard))
    .inline_keyboard.flat()
    .flatMap(({ callback_data }) => readLaunchData(callback_data ?? "") ?? []);
  if (random.chance(0.1)) {
    story.tell(`somebody deletes message ${card.id} in ${chat.id}`);
    chat.messages.delete(card.id);
    scene.deleted.add(buttons[0]?.launchId ?? "");
    return;
  }
  const { launchId, action } = random.chance(0.12)
    ? { launchId: buttons[0]?.launchId ?? "", action: "card" }
    : random.pick(buttons);
  scene.mailbox.send(`${by} taps ${action} of #${launchId}`, (process) =>
    press(scene, process, { launchId, action, by }),
  );
}

/** What the bot does with a button of a status card, without its words. */
async function press(
  scene: Scene,
  process: Process,
  { launchId, action, by }: { launchId: string; action: string; by: number },
): Promise<void> {
  const launch = scene.launch(launchId);
  if (!launch) {
    scene.breach("broken", `a button of #${launchId}, which is not there`);
    return;
  }
  const { market } = scene;
  const isOwner = launch.ownerId === by;
  scene.story.count(`button: ${isOwner ? action : "by a stranger"}`);
  switch (action) {
    case "stop":
      judge(await process.desk.cancel(launchId, by));
      return;
    case "check":
      if ((await process.desk.check(launchId, by)) && !isOwner) judge({ kind: "moved" });
      return;
    case "not":
      judge(await process.desk.resolve(launchId, by, null));
      return;
    case "live": {
      const mint = aMint(scene, launch);
      judge(await process.desk.resolve(launchId, by, mint));
      const key = `${launchId} ${mint}`;
      const isRefused = market.foreign.has(key) && !market.unasked.has(key);
      if (isRefused && scene.launch(launchId)?.mint === mint) {
        scene.breach("wrong outcome", `#${launchId} took ${mint}, which was called foreign`);
      }
      return;
    }
    case "card":
      if (!isOwner) return;
      await process.notices.bringForward(launchId, process.life.clock.now());
      process.wake();
      return;
    case "key":
      if (!isOwner) return;
      scene.market.shutOut.delete(by);
      scene.market.keyless.delete(by);
      return;
    default:
      if (isOwner) repeat(scene, launch);
  }

  function judge({ kind }: { readonly kind: string }): void {
    scene.story.count(`${action}: ${kind}`);
    if (kind === "moved" && !isOwner) scene.breach("stranger", `${action} of #${launchId}`);
  }
}

/** The same once more, from a draft of its own. */
function repeat(scene: Scene, { status, request, id, ownerId }: Launch): void {
  if (scene.time.elapsed() > ACTS_MS) return;
  const { target, name, ticker } = request;
  const buy = request.buy?.toString() ?? null;
  const content = { ...request, target, name, ticker, buy };
  openDraft(scene, ownerId, content, status === "unclear" ? id : null);
}

/** What a person pastes: the right mint most of the time, else somebody's, or something else entirely. */
function aMint({ random, market }: Scene, { draftId, ownerId, request }: Launch): string {
  const own = market.truths().find(({ key }) => key.endsWith(draftId))?.token;
  if (own && random.chance(0.6)) return own.mint;
  const foreign = market.tokens().find((token) => token.ownerId !== ownerId);
  if (foreign && random.chance(0.6)) return foreign.mint;
  return random.chance(0.5) ? "not a mint" : addressOf(request.target, 3_000 + random.below(300));
}
