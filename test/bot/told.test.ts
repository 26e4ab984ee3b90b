import { describe, expect, it } from "vitest";
import { OWNER } from "../support/a-launch.ts";
import { aNotifier, badRequest, blocked, type NotifierStage } from "../support/a-notifier.ts";

const GROUP = -1_001_234_567_890;
const BEN = OWNER + 1;
const HOUR = 3_600_000;

/** A launch of a group where all is announced, whose card stands there. */
async function aGroupLaunch() {
  const stage = await aNotifier();
  await stage.storage.groups.change(GROUP, (policy) => ({ ...policy, announces: true }));
  const launch = await stage.launch(GROUP, { groupId: GROUP });
  await stage.pass(5_000);
  return { stage, launch };
}

const newIn = (stage: NotifierStage, chatId: number) =>
  stage.toldTo(chatId).filter(({ method, ok }) => method === "sendMessage" && ok);
const headlines = (stage: NotifierStage, chatId: number) =>
  newIn(stage, chatId).map(({ text }) => text.split("\n")[0]);

describe("who launched in a group", () => {
  it("is told the end in private, with the card's buttons", async () => {
    const { stage, launch } = await aGroupLaunch();

    await stage.becomes(launch, "live");
    await stage.pass(5_000);

    const [told] = newIn(stage, OWNER);
    expect(told?.text).toContain(`#${launch.id}`);
    expect(told?.buttons).toContain("🚀 Launch another like this");
    expect(newIn(stage, OWNER)).toHaveLength(1);
  });

  it("is told once, and that message changes with late evidence", async () => {
    const { stage, launch } = await aGroupLaunch();
    await stage.becomes(launch, "unclear");
    await stage.pass(5_000);

    await stage.becomes(launch, "live");
    await stage.pass(5_000);

    const all = stage.toldTo(OWNER);
    expect(all.map(({ method }) => method)).toEqual(["sendMessage", "editMessageText"]);
    expect(new Set(all.map(({ messageId }) => messageId)).size).toBe(1);
    expect(all.at(-1)?.text).toContain("Live");
  });

  it("is not told an end that was none by the time it could be told", async () => {
    const { stage, launch } = await aGroupLaunch();
    stage.refuse(OWNER, "network", 2);
    await stage.becomes(launch, "unclear");

    await stage.becomes(launch, "accepted");
    await stage.pass(60_000);
    await stage.becomes(launch, "live");
    await stage.pass(5_000);

    expect(headlines(stage, OWNER)).toEqual(["✅ <b>Live</b>"]);
  });

  it("hears it once in private when the group is closed to the bot by then", async () => {
    const { stage, launch } = await aGroupLaunch();
    stage.refuse(GROUP, badRequest("chat not found"), 9);

    await stage.becomes(launch, "failed", { ring: true });
    await stage.pass(HOUR);

    expect(headlines(stage, OWNER)).toEqual(["❌ <b>Not launched</b>"]);
  });

  it("is told again, by the same row, when nobody could write down that it was sent", async () => {
    const { stage, launch } = await aGroupLaunch();
    const held = stage.hold(OWNER);
    await stage.becomes(launch, "live");
    await held.made;

    await stage.restart();
    await stage.pass(HOUR);

    expect(headlines(stage, OWNER)).toEqual(["✅ <b>Live</b>", "✅ <b>Live</b>"]);
  });
});

describe("an announcement", () => {
  it("is a new message in the group, with what its creator did and how to get there", async () => {
    const { stage, launch } = await aGroupLaunch();

    await stage.becomes(launch, "live", { ring: true });
    await stage.pass(20_000);

    const [announced, ...more] = newIn(stage, GROUP);
    expect(announced?.text).toMatch(/Live.*launched in this group/);
    expect(announced?.text).toContain("Its creator bought first: nothing");
    expect(announced?.buttons).toEqual([
      ...["Copy address", "pump.fun", "Solscan"],
      ...["📣 Share", "🚀 Launch another like this"],
    ]);
    expect(more).toEqual([]);
  });

  it("waits without a try while the group is closed, and comes when the bot may speak again", async () => {
    const { stage, launch } = await aGroupLaunch();
    stage.refuse(GROUP, badRequest("CHAT_WRITE_FORBIDDEN"), 2);
    await stage.becomes(launch, "live");
    await stage.pass(HOUR);
    const tries = stage.toldTo(GROUP).filter(({ ok }) => !ok).length;

    await stage.storage.notices.unpark(GROUP, stage.storage.clock.now());
    await stage.pass(20_000);

    expect(tries).toBe(2);
    expect(newIn(stage, GROUP)).toHaveLength(1);
    expect(headlines(stage, OWNER)).toEqual(["✅ <b>Live</b>"]);
  });
});

describe("an announcement whose group is closed", () => {
  it("is for nobody else, also where its owner is told nothing in private", async () => {
    const { stage, launch } = await aGroupLaunch();
    await stage.storage.wishes.change(OWNER, (kept) => ({ ...kept, told: false }));
    stage.refuse(GROUP, badRequest("chat not found"), 9);

    await stage.becomes(launch, "live");
    await stage.pass(HOUR);

    expect(headlines(stage, OWNER)).toEqual(["✅ <b>Live</b>"]);
  });
});

describe("who follows a launch", () => {
  it.each([
    ["live", "🔔 <b>Live</b>", ["Copy address", "pump.fun", "Solscan", "📣 Share"]],
    ["failed", "🔔 <b>Not launched</b>", []],
    ["expired", "🔔 <b>Not sent</b>", []],
  ] as const)(
    "is told that it is %s, once and without its owner's buttons",
    async (end, headline, buttons) => {
      const { stage, launch } = await aGroupLaunch();
      await stage.storage.notices.follow(launch.id, BEN);
      await stage.becomes(launch, "unclear", { ring: true });
      await stage.pass(5_000);
      const before = stage.toldTo(BEN).length;

      await stage.becomes(launch, end, { ring: true });
      await stage.pass(HOUR);

      expect(before).toBe(0);
      expect(stage.toldTo(BEN)).toHaveLength(1);
      expect(headlines(stage, BEN)).toEqual([headline]);
      expect(newIn(stage, BEN)[0]?.buttons).toEqual(buttons);
    },
  );

  it("and blocked the bot is told at their next /start, and nobody else is", async () => {
    const { stage, launch } = await aGroupLaunch();
    await stage.storage.notices.follow(launch.id, BEN);
    stage.refuse(BEN, blocked);
    await stage.becomes(launch, "live");
    await stage.pass(HOUR);
    const tries = stage.toldTo(BEN).length;

    await stage.storage.notices.unpark(BEN, stage.storage.clock.now());
    await stage.pass(5_000);

    expect(tries).toBe(1);
    expect(headlines(stage, BEN)).toEqual(["🔔 <b>Live</b>"]);
    expect(headlines(stage, OWNER)).toEqual(["✅ <b>Live</b>"]);
  });
});

describe("in a topic that was closed or deleted", () => {
  it.each(["message thread not found", "TOPIC_CLOSED"])(
    "what is new there is told in the General: %s",
    async (why) => {
      const stage = await aNotifier();
      await stage.storage.groups.change(GROUP, (policy) => ({ ...policy, announces: true }));
      const launch = await stage.launch(GROUP, { groupId: GROUP }, 7);
      await stage.pass(5_000);
      stage.refuse(GROUP, badRequest("message to edit not found"));
      stage.refuse(GROUP, badRequest(why), 2);

      await stage.becomes(launch, "live");
      await stage.pass(30_000);

      const sent = stage.toldTo(GROUP).filter(({ method }) => method === "sendMessage");
      expect(sent.map(({ topicId, ok }) => [topicId, ok])).toEqual([
        ...[7, 7].map((topicId) => [topicId, false]),
        ...[null, null].map((topicId) => [topicId, true]),
      ]);
    },
  );

  it("and in private when the General is closed as well", async () => {
    const stage = await aNotifier();
    const launch = await stage.launch(GROUP, { groupId: GROUP }, 7);
    await stage.pass(5_000);
    stage.refuse(GROUP, badRequest("message to edit not found"));
    stage.refuse(GROUP, badRequest("TOPIC_CLOSED"), 100);

    await stage.becomes(launch, "live");
    await stage.pass(30_000);

    expect(headlines(stage, OWNER)).toEqual(["✅ <b>Live</b>"]);
    expect(newIn(stage, GROUP)).toEqual([]);
  });
});
