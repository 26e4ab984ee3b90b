import { describe, expect, it } from "vitest";
import { START } from "../support/a-clock.ts";
import { OWNER } from "../support/a-launch.ts";
import {
  aNotifier,
  badRequest,
  blocked,
  type NotifierStage,
  type Refusal,
  type Told,
} from "../support/a-notifier.ts";

// Each row of the table in docs/telegram.md.

const GROUP = -1_001_234_567_890;
const SUPERGROUP = -1_009_876_543_210;
const HOUR = 3_600_000;

const headlines = (told: readonly Told[]) => told.map(({ text }) => text.split("\n")[0]);
const pauses = (told: readonly Told[]) =>
  told.slice(1).map(({ at }, before) => at - (told[before]?.at ?? 0));

/** A launch that was shown, and what its chat is told from then on. */
async function aShownLaunch(chatId = OWNER) {
  const stage = await aNotifier();
  const launch = await stage.launch(chatId);
  await stage.pass(10_000);
  const before = stage.told.length;
  return { stage, launch, after: () => stage.told.slice(before) };
}

const noticesOf = async (stage: NotifierStage) =>
  (await stage.storage.notices.due(START + 1_000 * HOUR, 1_000)).map(({ notice }) => notice);

describe("an hour without Telegram", () => {
  it("costs each card one edit with the newest text and loses no final message, also over a restart", async () => {
    const stage = await aNotifier();
    const owners = Array.from({ length: 3 }, (_, at) => OWNER + at);
    const launches = [];
    for (const owner of owners) launches.push(await stage.launch(owner));
    await stage.pass(10_000);
    stage.outage(true);

    for (const status of ["sending", "accepted"] as const) {
      for (const launch of launches) await stage.becomes(launch, status);
      await stage.pass(HOUR / 4);
    }
    await stage.restart();
    for (const launch of launches) await stage.becomes(launch, "live", { ring: true });
    await stage.pass(HOUR / 2);
    stage.outage(false);
    const before = stage.told.length;
    await stage.pass(2 * 60_000);

    const after = stage.told.slice(before);
    expect(after.every(({ ok, text }) => ok && text.includes("Live"))).toBe(true);
    for (const owner of owners) {
      const methods = after.filter(({ chatId }) => chatId === owner).map(({ method }) => method);
      expect(methods.toSorted()).toEqual(["editMessageText", "sendMessage"]);
    }
    expect(await stage.storage.notices.nextDueAt(0)).toBeNull();
  });

  it.each<[string, Refusal]>([
    ["that is not reached", "network"],
    ["that answers 502", { error_code: 502, description: "Bad Gateway" }],
  ])("is asked ever more rarely, a Telegram %s", async (_how, refusal) => {
    const { stage, launch, after } = await aShownLaunch();
    stage.refuse(OWNER, refusal, 1_000);
    await stage.becomes(launch, "live");

    await stage.pass(HOUR);

    const waits = pauses(after());
    const doubling = [1, 2, 4, 8, 16, 32].map((seconds) => seconds * 1_000);
    doubling.forEach((ms, at) => {
      expect(waits[at]).toBeGreaterThanOrEqual(ms);
      expect(waits[at]).toBeLessThanOrEqual(ms * 1.25);
    });
    expect(Math.min(...waits.slice(6))).toBeGreaterThanOrEqual(48_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
  });

  it("ends for different cards at different moments", async () => {
    const stage = await aNotifier();
    const owners = Array.from({ length: 10 }, (_, at) => OWNER + at);
    stage.outage(true);
    for (const owner of owners) await stage.launch(owner);

    await stage.pass(HOUR / 4);

    const lastTries = owners.map((owner) => stage.toldTo(owner).at(-1)?.at);
    expect(new Set(lastTries).size).toBeGreaterThanOrEqual(8);
  });

  it("that goes on for days is asked once an hour, and got over in the end", async () => {
    const { stage, launch, after } = await aShownLaunch();
    stage.outage(true);
    await stage.becomes(launch, "live");
    const [was] = await noticesOf(stage);
    if (!was) throw new Error("the card is shown");
    await stage.storage.notices.postpone([{ was, nextAt: was.nextAt ?? 0, tries: 1_800 }]);
    await stage.passLong(5 * HOUR);
    expect(pauses(after()).slice(-4)).toEqual([HOUR, HOUR, HOUR, HOUR]);
    stage.outage(false);

    await stage.passLong(HOUR);

    expect(after().map(({ ok }) => ok)).toEqual([
      ...after()
        .slice(1)
        .map(() => false),
      true,
    ]);
    expect(headlines(after()).at(-1)).toBe("✅ <b>Live</b>");
  });
});

describe("a group that became a supergroup", () => {
  it("is followed by its cards, as new messages: there the old ids are other messages'", async () => {
    const { stage, launch, after } = await aShownLaunch(GROUP);
    stage.refuse(GROUP, {
      error_code: 400,
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: SUPERGROUP },
    });

    await stage.becomes(launch, "live");
    await stage.pass(5_000);

    const inGroups = after().filter(({ chatId }) => chatId !== OWNER);
    expect(inGroups.map(({ chatId, method, ok }) => [chatId, method, ok])).toEqual([
      [GROUP, "editMessageText", false],
      [SUPERGROUP, "sendMessage", true],
    ]);
  });
});

describe("a message that is gone", () => {
  it.each(["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])(
    "is sent anew: %s",
    async (description) => {
      const { stage, launch, after } = await aShownLaunch();
      stage.refuse(OWNER, badRequest(description));

      await stage.becomes(launch, "sending");
      await stage.pass(2_000);
      await stage.becomes(launch, "live");
      await stage.pass(2_000);

      const [, anew, end] = after();
      expect(after().map(({ method }) => method)).toEqual([
        ...["editMessageText", "sendMessage", "editMessageText"],
      ]);
      expect(end?.messageId).toBe(anew?.messageId);
    },
  );
});

describe("a chat that is closed to the bot", () => {
  it.each<[string, Refusal]>([
    ["kicked", { error_code: 403, description: "Forbidden: bot was kicked from the group chat" }],
    ["not found", badRequest("chat not found")],
    ["no rights", badRequest("not enough rights to send text messages to the chat")],
    ["may not write", badRequest("CHAT_WRITE_FORBIDDEN")],
  ])("in a group (%s) goes on in its owner's private chat", async (_why, refusal) => {
    const { stage, launch, after } = await aShownLaunch(GROUP);
    stage.refuse(GROUP, refusal);

    await stage.becomes(launch, "live");
    await stage.pass(1_000);

    expect(after()).toMatchObject([
      { chatId: GROUP, ok: false },
      { chatId: OWNER, ok: true, method: "sendMessage" },
    ]);
  });

  it("in private too is told everything at the next /start, and left in peace until then", async () => {
    const { stage, launch, after } = await aShownLaunch(GROUP);
    stage.refuse(GROUP, badRequest("chat not found"), 2);
    stage.refuse(OWNER, blocked);
    await stage.becomes(launch, "unclear", { ring: true });
    await stage.pass(10_000);
    expect(after()).toHaveLength(3);
    await stage.becomes(launch, "live", { ring: true });
    await stage.pass(HOUR);
    expect(after()).toHaveLength(3);

    expect(await stage.storage.notices.unpark(OWNER, stage.storage.clock.now())).toBe(1);
    await stage.pass(12_000);

    const told = after().slice(3);
    expect(headlines(told)).toEqual(["✅ <b>Live</b>"]);
    expect(told.every(({ chatId, ok }) => ok && chatId === OWNER)).toBe(true);
  });

  it("in a group shows there what it missed once the bot may speak again", async () => {
    const { stage, launch, after } = await aShownLaunch(GROUP);
    stage.refuse(GROUP, badRequest("not enough rights to send text messages to the chat"), 2);
    await stage.becomes(launch, "live", { ring: true });
    await stage.pass(HOUR);
    const missed = after().filter(({ chatId }) => chatId === GROUP).length;

    await stage.storage.notices.unpark(GROUP, stage.storage.clock.now());
    await stage.pass(12_000);

    const shown = after().filter(({ chatId, ok }) => chatId === GROUP && ok);
    expect(missed).toBe(2);
    expect(shown.map(({ method }) => method)).toEqual(["sendMessage", "editMessageText"]);
  });

  it("is not parked by a refusal that is older than the /start", async () => {
    const { stage, launch, after } = await aShownLaunch();
    stage.refuse(OWNER, blocked);
    const held = stage.hold(OWNER);
    await stage.becomes(launch, "live");
    await held.made;

    await stage.storage.notices.unpark(OWNER, stage.storage.clock.now());
    held.letGo();
    await stage.pass(5_000);

    expect(after().map(({ ok }) => ok)).toEqual([false, true]);
  });
});

describe("a message that Telegram refuses for what it is", () => {
  it("goes out once as plain text, without markup and buttons", async () => {
    const { stage, launch, after } = await aShownLaunch();
    stage.refuse(OWNER, badRequest("can't parse entities: unsupported start tag"));

    await stage.becomes(launch, "live");
    await stage.pass(HOUR);

    expect(after()).toMatchObject([
      { isMarkup: true, ok: false },
      { isMarkup: false, ok: true, buttons: [] },
    ]);
    expect(after()[0]?.buttons).toContain("Copy address");
    expect(after()[1]?.text).toMatch(/^✅ Live\n/);
    expect(stage.logged.filter((line) => line.includes(`"level":50`))).toHaveLength(1);
  });

  it("is given up when that does not help either, said in the log, and tried again at the next change", async () => {
    const { stage, launch, after } = await aShownLaunch();
    stage.refuse(OWNER, badRequest("BUTTON_URL_INVALID"), 2);
    await stage.becomes(launch, "unclear");
    await stage.pass(HOUR);
    expect(after()).toHaveLength(2);
    expect(stage.logged.at(-1)).toMatch(/"level":50.*"Telegram refuses this card for good"/);

    await stage.becomes(launch, "live");

    expect(after()).toHaveLength(3);
    expect(after().at(-1)).toMatchObject({ ok: true, isMarkup: true });
  });

  it("that nothing changed about is shown", async () => {
    const { stage, launch, after } = await aShownLaunch();
    stage.refuse(OWNER, badRequest("message is not modified: specified new message content"));

    await stage.becomes(launch, "live");
    await stage.pass(HOUR);

    expect(after()).toHaveLength(1);
    expect(await noticesOf(stage)).toEqual([]);
  });
});

describe("a card that is brought forward while an edit of it is under way", () => {
  it("comes below all the same, and the old one does not stay as if it were it", async () => {
    const { stage, launch, after } = await aShownLaunch();
    const held = stage.hold(OWNER);
    await stage.becomes(launch, "sending");
    await held.made;

    const old = await stage.storage.notices.bringForward(launch.id, stage.storage.clock.now());
    held.letGo();
    await stage.pass(1_000);

    const [first, second, third] = after().map(({ method, messageId }) => ({ method, messageId }));
    expect(old).toMatchObject({ messageId: first?.messageId });
    expect([first?.method, second, third?.method]).toEqual([
      "editMessageText",
      first,
      "sendMessage",
    ]);
    expect(after()[1]).toMatchObject({ buttons: [] });
    expect(after()[1]?.text).toContain("goes on below");
    expect(after()[2]?.text).toContain("Sending");
    await stage.becomes(launch, "live");
    await stage.pass(5_000);
    expect(after().at(-1)?.messageId).toBe(after()[2]?.messageId);
  });
});
