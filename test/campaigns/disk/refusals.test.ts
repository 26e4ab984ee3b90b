import { describe, expect, it } from "vitest";
import { sleep } from "../../../src/kit/clock.ts";
import { TARGETS, type TargetId } from "../../../src/domain/targets.ts";
import { aDisk, FAULTS, type Fault } from "../../support/a-disk.ts";
import { aWorld, type World } from "../../support/a-world.ts";
import { textOf } from "../../support/an-actor.ts";
import { toTheBuy } from "../../support/at-the-card.ts";
import { EVENT, liveWith, MINT } from "../../support/fake-provider.ts";
import { giveKeys } from "../../support/some-keys.ts";
import { aWalker, isRefusal } from "./a-walker.ts";

const ONE_OF_EACH: readonly TargetId[] = ["pump", "blowfish", "swarms"];
/** More commits than a walk from /launch to Live has; a walk that is through by then was not disturbed. */
const MOST_COMMITS = 60;
/** Longer than the lease of a launch. */
const OUTAGE_MS = 200_000;
const PATIENCE = 60;

async function aWalk(target: TargetId) {
  const disk = aDisk();
  const world = await aWorld({ disk });
  const ada = world.person("Ada");
  const { provider } = TARGETS[target];
  await giveKeys(world.vault, ada.id, provider);
  const sim = world.providers[provider];
  if (provider === "blowfish") {
    for (let at = 0; at < 3; at += 1) sim.answerNext({ kind: "accepted", eventId: EVENT });
    // However often it is asked.
    for (let at = 0; at < 500; at += 1) sim.sayNext(liveWith(MINT));
  }
  return { disk, world, ada, sim, walker: aWalker(world, ada, target) };
}

/** One walk to Live in which the disk fails at the `at`-th commit, for minutes. @returns Whether it failed at all. */
async function walkWith(fault: Fault, at: number, target: TargetId): Promise<boolean> {
  const { disk, world, ada, sim, walker } = await aWalk(target);
  const launchesNow = () => world.storage.launches.list({ ownerId: ada.id, limit: 50 });
  disk.failFrom(at, fault);

  for (let turn = 0; turn < PATIENCE && disk.refused() === 0 && !walker.isLive(); turn += 1) {
    await walker.act();
    await world.pass(1_000);
  }
  if (walker.isLive()) await rest(world, 20_000);
  if (disk.refused() === 0) return false;

  const taps: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const refusals = walker.refusals();
    const toast = await walker.act();
    await world.pass(1_000);
    if (toast === null) continue;
    taps.push(toast);
    // What was taken is not called refused as well.
    if (!isRefusal(toast)) expect(walker.refusals()).toBe(refusals);
  }
  const messages = ada.heard();
  const calls = world.calls().length;
  const asked = sim.asked.length;
  await rest(world, OUTAGE_MS);

  // Every tap on Launch is answered, nobody is written to again and again, and nobody is asked without end.
  for (const toast of taps) {
    if (!isRefusal(toast)) expect(toast).toMatch(/On its way|already|no longer/);
  }
  expect(ada.heard() - messages).toBeLessThanOrEqual(2);
  expect(world.calls().length - calls).toBeLessThanOrEqual(OUTAGE_MS / 500);
  expect(sim.asked.length - asked).toBeLessThanOrEqual(OUTAGE_MS / 2_000 + 1);

  const sent = sim.received.length;
  disk.free();
  const begun = (await launchesNow()).filter(({ attempt }) => attempt !== null);
  expect(sent).toBeLessThanOrEqual(begun.length);
  expect(sent).toBeLessThanOrEqual(1);
  if (taps.length > 0 && taps.every(isRefusal) && fault !== "failed, but kept") {
    expect(await launchesNow()).toEqual([]);
  }

  await rest(world, 10_000);
  for (let turn = 0; turn < PATIENCE && !walker.isLive(); turn += 1) {
    await walker.act();
    await rest(world, 5_000);
  }
  await rest(world, 20_000);
  await world.settled();

  const launches = await launchesNow();
  const live = launches.filter(({ status }) => status === "live");
  expect(walker.isLive()).toBe(true);
  expect(live).toHaveLength(1);
  expect(sim.received).toHaveLength(1);
  // An outage is no refusal by anybody: what did not go live waited too long, or its owner was asked.
  for (const { status, resolvedBy } of launches) {
    expect(["live", "expired", "failed"]).toContain(status);
    if (status === "failed") expect(resolvedBy).toBe("owner");
  }
  await expectTrueCards(world, ada.messages().map(textOf), live[0]?.id ?? "");
  return true;
}

/** Time goes by, and what is under way in earnest gets its turn at the end. */
async function rest(world: World, ms: number): Promise<void> {
  await world.clock.advance(ms - 1_000);
  await world.pass(1_000);
}

async function expectTrueCards(world: World, chat: readonly string[], live: string) {
  expect(await world.storage.notices.due(Number.MAX_SAFE_INTEGER, 50)).toEqual([]);
  expect(chat.some((text) => text.includes(`#${live}`) && text.includes(MINT))).toBe(true);
  expect(chat.filter((text) => text.includes(MINT)).length).toBeLessThanOrEqual(2);
}

/** One fault on each provider; all on all with `DISK=all npx vitest run test/campaigns/disk`, which takes minutes. */
const EVERY = ONE_OF_EACH.flatMap((target) => FAULTS.map((fault) => ({ target, fault })));
const CASES =
  process.env["DISK"] === "all" ? EVERY : EVERY.filter((_case, at) => [1, 3, 8].includes(at));

describe("a walk from /launch to Live", { timeout: 180_000 }, () => {
  it.each(CASES)(
    "on $target is refused in words, sends nothing twice and goes on afterwards, with a disk that is $fault at each of its commits",
    async ({ fault, target }) => {
      let at = 1;
      while (at < MOST_COMMITS && (await walkWith(fault, at, target))) at += 1;

      // It was disturbed at each commit, from the first question to the last card.
      expect(at).toBeGreaterThan(10);
      expect(at).toBeLessThan(MOST_COMMITS);
    },
  );
});

it("sends a message of its own once, also when the disk is full before that is written down", async () => {
  const { disk, world, ada, sim, walker } = await aWalk("pump");
  // So long that the end is told in a message that makes a sound.
  sim.whileSending(() => sleep(world.clock, 20_000));
  while (sim.received.length === 0) {
    await walker.act();
    await world.pass(500);
  }
  const told = () => ada.messages().filter((message) => textOf(message).includes(MINT)).length;
  world.telegram.subscribe((event) => {
    if (event.type === "message" && textOf(event.message).includes(MINT)) {
      disk.failFrom(1, "full");
    }
  });

  await world.pass(22_000);
  expect(disk.refused()).toBeGreaterThan(0);
  await world.pass(60_000);
  // The card may wait for its turn in this chat; the message is not sent again.
  expect(told()).toBeLessThanOrEqual(2);
  disk.free();
  await world.pass(10_000);
  await world.settled();

  expect(told()).toBe(2);
});

it("keeps a flow at its question when the disk was full for a moment, and takes the answer again", async () => {
  const { disk, world, ada } = await aWalk("pump");
  await toTheBuy(ada);
  await world.settled();
  disk.failFrom(1, "full", 1);
  ada.say("⏭ Skip");
  await ada.sees("My disk is full");
  await world.settled();

  ada.say("⏭ Skip");

  expect(textOf(await ada.sees("cannot be undone"))).toContain("Moss Coin");
});
