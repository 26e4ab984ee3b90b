import { TARGETS, type TargetId } from "../../src/domain/targets.ts";
import type { World } from "./a-world.ts";
import type { TestActor } from "./an-actor.ts";
import { MINT } from "./fake-provider.ts";
import { giveKeys } from "./some-keys.ts";

/** Takes a person with keys through the shortest way to a preview card: Moss Coin, MOSS, without a picture. */
export async function atTheCard(
  world: World,
  actor: TestActor,
  id: TargetId = "pump",
): Promise<void> {
  await giveKeys(world.vault, actor.id, TARGETS[id].provider);
  await describes(actor, id);
  await actor.sees("cannot be undone");
}

/** The questions of the guided flow, up to the card that follows. */
export async function describes(actor: TestActor, id: TargetId): Promise<void> {
  await toTheBuy(actor, id);
  if (TARGETS[id].buy) actor.say("⏭ Skip");
}

/** The same, up to the question how much is bought first, where there is one. */
export async function toTheBuy(actor: TestActor, id: TargetId = "pump"): Promise<void> {
  const target = TARGETS[id];
  actor.say(`/launch ${id}`);
  await actor.sees("What is it called?");
  actor.say("Moss Coin, MOSS");
  await actor.sees("Send a picture");
  actor.say("⏭ Skip");
  if (target.description) {
    await actor.sees("Describe it");
    actor.say("Soft and green.");
  }
  if (target.buy) await actor.sees("How much do you buy first");
}

/** The same, and taps Launch; the first provider's answer decides what is shown. */
export async function launches(
  world: World,
  actor: TestActor,
  id: TargetId = "pump",
  shown = MINT,
): Promise<void> {
  await atTheCard(world, actor, id);
  await actor.tap("🚀 Launch");
  await actor.sees(shown);
  await world.settled();
}

/** As {@link launches}, ending with a lost answer. */
export async function launchesUnclear(world: World, actor: TestActor, id: TargetId = "pump") {
  world.providers[TARGETS[id].provider].failNext("unclear");
  await launches(world, actor, id, "Unclear");
}

/** As {@link launches}, with a provider that cannot be reached until the confirmation is too old. */
export async function launchesUnsent(world: World, actor: TestActor) {
  for (let at = 0; at < 10; at += 1) world.providers.j7tracker.failNext("unsent");
  await launches(world, actor, "pump", "Not sent yet");
}
