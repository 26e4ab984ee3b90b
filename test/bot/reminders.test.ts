import { describe, expect, it } from "vitest";
import type { NoticeWishes } from "../../src/domain/notice-wishes.ts";
import { OWNER } from "../support/a-launch.ts";
import { aNotifier, blocked, type NotifierStage } from "../support/a-notifier.ts";

const GROUP = -1_001_234_567_890;
const DAY = 86_400_000;

async function anUnclearLaunch(chatId = OWNER) {
  const stage = await aNotifier();
  const launch = await stage.launch(chatId);
  await stage.pass(5_000);
  await stage.becomes(launch, "sending");
  await stage.pass(5_000);
  await stage.becomes(launch, "unclear");
  return { stage, launch, since: stage.storage.clock.now() };
}

const reminders = (stage: NotifierStage) => stage.told.filter(({ text }) => text.startsWith("🔔"));

describe("what stays unclear", () => {
  it("is brought to mind once a day, at the time of day at which it became so", async () => {
    const { stage, since } = await anUnclearLaunch();

    await stage.passLong(4.5 * DAY);

    const days = reminders(stage).map(({ at }) => (at - since) / DAY);
    expect(days).toEqual([1, 2, 3, 4]);
  });

  it("says what is open, since when, what to do, and that nothing is sent again, with the card's buttons", async () => {
    const { stage, launch } = await anUnclearLaunch();
    const card = stage.told.at(-1);

    await stage.passLong(DAY);

    const [reminder] = reminders(stage);
    expect(reminder).toMatchObject({
      ...{ method: "sendMessage", silent: false, chatId: OWNER },
      buttons: ["It is live", "It did not happen", "Launch again anyway"],
    });
    expect(reminder?.buttons).toEqual(card?.buttons);
    for (const part of [
      "<b>Moss Coin</b> $MOSS",
      `#${launch.id}`,
      "for 24 h now",
      "on 2025-06-01 at 12:00 UTC",
      "Look in your wallet or at J7Tracker",
      "never send it again by myself",
    ]) {
      expect(reminder?.text).toContain(part);
    }
  });

  it("never rings in the group where its card stands", async () => {
    const { stage } = await anUnclearLaunch(GROUP);

    await stage.passLong(3 * DAY);

    expect(reminders(stage).map(({ chatId }) => chatId)).toEqual([OWNER, OWNER, OWNER]);
  });

  it.each(["live", "failed"] as const)(
    "is brought to mind no more once it is %s",
    async (status) => {
      const { stage, launch } = await anUnclearLaunch();
      await stage.passLong(DAY);

      await stage.becomes(launch, status);
      await stage.passLong(20 * DAY);

      expect(reminders(stage)).toHaveLength(1);
    },
  );

  it("begins anew when it becomes unclear again", async () => {
    const { stage, launch } = await anUnclearLaunch();
    await stage.passLong(3 * DAY);
    await stage.becomes(launch, "accepted");
    await stage.passLong(3_600_000);
    const before = reminders(stage).length;

    await stage.becomes(launch, "unclear");
    const since = stage.storage.clock.now();
    await stage.passLong(2.5 * DAY);

    const days = reminders(stage)
      .slice(before)
      .map(({ at }) => (at - since) / DAY);
    expect(days).toEqual([1, 2]);
  });

  it("is brought to mind once after weeks in which nothing ran, and then as ever", async () => {
    const { stage, since } = await anUnclearLaunch();
    await stage.restart(19 * DAY);

    await stage.passLong(2 * DAY);

    expect(reminders(stage).map(({ at }) => (at - since) / DAY)).toEqual([19, 20, 21]);
  });

  it("is told at the next /start to who blocked the bot, unless it is settled by then", async () => {
    const { stage, launch } = await anUnclearLaunch();
    stage.refuse(OWNER, blocked, 2);
    await stage.passLong(3 * DAY);
    expect(reminders(stage)).toHaveLength(1);

    await stage.storage.notices.unpark(OWNER, stage.storage.clock.now());
    await stage.pass(60_000);
    expect(reminders(stage).map(({ ok }) => ok)).toEqual([false, false]);
    await stage.becomes(launch, "live");
    const before = stage.told.length;
    await stage.storage.notices.unpark(OWNER, stage.storage.clock.now());
    await stage.passLong(9 * DAY);

    expect(reminders(stage)).toHaveLength(2);
    expect(stage.told.slice(before)).toEqual([]);
  });

  it.each(["network", "taken"] as const)(
    "is left alone when it is settled while a reminder is under way (%s)",
    async (how) => {
      const { stage, launch } = await anUnclearLaunch();
      await stage.passLong(DAY - 1_000);
      if (how === "network") stage.refuse(OWNER, "network");
      const held = stage.hold(OWNER);
      await stage.pass(1_000);
      await held.made;

      await stage.becomes(launch, "failed");
      held.letGo();
      await stage.passLong(20 * DAY);

      expect(reminders(stage)).toHaveLength(1);
      expect(stage.told.at(-1)?.text).toContain("Not launched");
    },
  );

  it("goes on over a restart", async () => {
    const { stage, since } = await anUnclearLaunch();
    await stage.passLong(1.5 * DAY);
    await stage.restart();

    await stage.passLong(DAY);

    expect(reminders(stage).map(({ at }) => (at - since) / DAY)).toEqual([1, 2]);
  });
});

/** Two more become unclear, hours apart. */
async function threeUnclear() {
  const { stage, launch, since } = await anUnclearLaunch();
  const launches = [launch];
  for (let more = 0; more < 2; more += 1) {
    await stage.passLong(3 * HOUR);
    const another = await stage.launch();
    await stage.becomes(another, "unclear");
    await stage.pass(10_000);
    launches.push(another);
  }
  return { stage, launches, since };
}
const HOUR = 3_600_000;

describe("several that stay unclear", () => {
  it("make one message a day, which lists them by their age and opens each", async () => {
    const { stage, since } = await threeUnclear();

    await stage.passLong(2.5 * DAY);

    const all = reminders(stage);
    expect(all.map(({ at }) => (at - since) / DAY)).toEqual([1, 2]);
    expect(all[0]?.text).toContain("Still unclear: 3 launches");
    expect(all[0]?.text.match(/for \d+ h/g)).toEqual(["for 24 h", "for 21 h", "for 18 h"]);
    expect(all[0]?.buttons).toEqual(["❓ $MOSS", "❓ $MOSS", "❓ $MOSS"]);
  });

  it("are fewer the next day when one is settled, and the last has its card's buttons", async () => {
    const { stage, launches } = await threeUnclear();
    await stage.passLong(DAY);
    const [first, second] = launches;
    for (const one of [first, second]) if (one) await stage.becomes(one, "failed");

    await stage.passLong(DAY);

    const last = reminders(stage).at(-1);
    expect(reminders(stage)).toHaveLength(2);
    expect(last?.text).toContain(`#${launches[2]?.id ?? ""}`);
    expect(last?.buttons).toContain("It is live");
  });

  it("are told again in one message when nobody could write down that it was sent", async () => {
    const { stage } = await threeUnclear();
    const held = stage.hold(OWNER);
    await stage.passLong(DAY - 6 * HOUR - 20_000);
    await held.made;

    await stage.restart();
    await stage.pass(60_000);

    expect(reminders(stage)).toHaveLength(2);
    await stage.passLong(0.4 * DAY);
    expect(reminders(stage)).toHaveLength(2);
  });

  it("cost a person who blocked the bot one try each, until their next /start", async () => {
    const { stage } = await threeUnclear();
    stage.refuse(OWNER, blocked, 3);
    await stage.passLong(3 * DAY);
    const tries = reminders(stage).length;

    await stage.storage.notices.unpark(OWNER, stage.storage.clock.now());
    await stage.pass(60_000);

    expect(tries).toBe(3);
    expect(reminders(stage)).toHaveLength(4);
  });
});

describe("a person's wishes", () => {
  const wish = (stage: NotifierStage, part: Partial<NoticeWishes>) =>
    stage.storage.wishes.change(OWNER, (kept) => ({ ...kept, ...part }));
  const hours = (stage: NotifierStage) =>
    reminders(stage).map(({ at }) => new Date(at).toISOString().slice(8, 16));

  it("set the hour by their own clock", async () => {
    const { stage } = await anUnclearLaunch();
    await wish(stage, { digestHour: 9, clockAhead: 330 });

    await stage.passLong(2.5 * DAY);

    expect(hours(stage)).toEqual(["02T03:30", "03T03:30"]);
  });

  it("keep it until the quiet hours are over, in which only what was asked for rings", async () => {
    const { stage } = await anUnclearLaunch(GROUP);
    await wish(stage, { quiet: { from: 10, until: 15 } });
    const own = await stage.launch();

    await stage.becomes(own, "failed", { ring: true });
    await stage.pass(60_000);
    const inQuiet = stage.toldTo(OWNER).slice();
    await stage.passLong(1.2 * DAY);

    expect(inQuiet.filter(({ text }) => text.includes("Not launched")).length).toBeGreaterThan(1);
    expect(hours(stage)).toEqual(["02T15:00"]);
  });

  it("hold for what waits already", async () => {
    const { stage, launch } = await anUnclearLaunch(GROUP);
    await wish(stage, { quiet: { from: 10, until: 15 } });
    const told = () => stage.toldTo(OWNER).length;
    const before = told();
    const other = await stage.launch(GROUP);
    await stage.becomes(other, "failed");
    await stage.pass(60_000);
    const kept = told();

    await wish(stage, { quiet: null });
    await stage.pass(20_000);

    expect(launch.ownerId).toBe(OWNER);
    expect([kept - before, told() - before]).toEqual([0, 1]);
  });

  it("switch off what they name, and on again what is still to be said", async () => {
    const { stage } = await anUnclearLaunch();
    await wish(stage, { digest: false, told: false });
    const other = await stage.launch(GROUP);
    await stage.becomes(other, "failed");
    await stage.passLong(3 * DAY);
    const silent = [reminders(stage).length, stage.toldTo(OWNER).some(isOf(other.id))];

    await wish(stage, { digest: true });
    await stage.passLong(DAY);

    expect(silent).toEqual([0, false]);
    expect(reminders(stage)).toHaveLength(1);
  });
});

const isOf =
  (id: string) =>
  ({ text }: { readonly text: string }) =>
    text.includes(id);
