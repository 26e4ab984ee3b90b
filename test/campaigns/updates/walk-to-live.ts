import type { World } from "../../support/a-world.ts";
import type { TestActor } from "../../support/an-actor.ts";
import { MINT } from "../../support/fake-provider.ts";
import { giveKeys } from "../../support/some-keys.ts";
import { SimError } from "../../../src/sandbox/telegram/world.ts";

/** Whatever happened to this chat before: a launch from the first command to Live. */
export async function walkToLive(world: World, actor: TestActor): Promise<void> {
  world.providers.j7tracker.whileSending(async () => undefined);
  unblock(world, actor);
  await giveKeys(world.vault, actor.id, "j7tracker");
  actor.say("/cancel");
  await world.settled();
  actor.say("/launch pump");
  await actor.sees("What is it called?");
  actor.say("Moss Coin, MOSS");
  await actor.sees("Send a picture");
  actor.say("⏭ Skip");
  await actor.sees("How much do you buy first");
  actor.say("⏭ Skip");
  await actor.sees("cannot be undone");
  await actor.tap("🚀 Launch");
  await actor.sees(MINT);
}

function unblock({ telegram }: World, { id }: TestActor): void {
  try {
    telegram.unblockBot(id);
  } catch (error) {
    if (!(error instanceof SimError)) throw error;
  }
}
