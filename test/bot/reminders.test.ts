import { describe, expect, it } from "vitest";
import { nextReminder } from "../../src/bot/notice-store.ts";
import { START } from "../support/a-clock.ts";
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
  it("is brought to mind after 1, 2, 4 and 8 days, and then every 8 days", async () => {
    const { stage, since } = await anUnclearLaunch();

    await stage.passLong(33 * DAY);

    const days = reminders(stage).map(({ at }) => (at - since) / DAY);
    expect(days).toEqual([1, 2, 4, 8, 16, 24, 32]);
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

    expect(reminders(stage).map(({ chatId }) => chatId)).toEqual([OWNER, OWNER]);
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
    await stage.passLong(5 * DAY);

    const days = reminders(stage)
      .slice(before)
      .map(({ at }) => (at - since) / DAY);
    expect(days).toEqual([1, 2, 4]);
  });

  it("is brought to mind once after weeks in which nothing ran, and then as ever", async () => {
    const { stage, since } = await anUnclearLaunch();
    await stage.restart(19 * DAY);

    await stage.passLong(14 * DAY);

    expect(reminders(stage).map(({ at }) => (at - since) / DAY)).toEqual([19, 24, 32]);
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

describe("the next reminder", () => {
  it("is always ahead, by at most 8 days", () => {
    for (let hours = 0; hours < 24 * 60; hours += 1) {
      const now = START + hours * 3_600_000;
      const wait = nextReminder(START, now) - now;
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(8 * DAY);
    }
  });
});
