import { describe, expect, it } from "vitest";
import { moveTo } from "../contracts/launch-store.ts";
import { START } from "../support/a-clock.ts";
import { OWNER } from "../support/a-launch.ts";
import { aNotifier, tooMany, type Told } from "../support/a-notifier.ts";

const GROUP = -1_001_234_567_890;
const OTHER = OWNER + 1;

const times = (told: readonly Told[]) => told.map(({ at }) => at - START);
const headlines = (told: readonly Told[]) => told.map(({ text }) => text.split("\n")[0]);
const gaps = (told: readonly Told[]) =>
  told.slice(1).map(({ at }, before) => at - (told[before]?.at ?? 0));

describe("a card that changes quickly", () => {
  it.each([
    ["private", OWNER, 2_500],
    ["a group", GROUP, 5_000],
  ])("is edited at once and then with the newest alone, in %s", async (_where, chatId, rest) => {
    const stage = await aNotifier();
    const launch = await stage.launch(chatId);
    await stage.becomes(launch, "sending");
    await stage.pass(300);
    await stage.becomes(launch, "accepted");

    await stage.pass(rest - 300);

    expect(times(stage.told)).toEqual([0, rest]);
    expect(headlines(stage.told)).toEqual(["⏳ <b>Queued</b>", "⏳ <b>Accepted</b>"]);
  });

  it.each(["live", "failed", "unclear", "expired", "cancelled"] as const)(
    "says %s as soon as a second is over",
    async (status) => {
      const stage = await aNotifier();
      const launch = await stage.launch();
      await stage.pass(200);

      await stage.becomes(launch, status);
      await stage.pass(5_000);

      expect(times(stage.told)).toEqual([0, 1_000]);
    },
  );

  it("says the end at once when the chat has had its rest", async () => {
    const stage = await aNotifier();
    const launch = await stage.launch();
    await stage.becomes(launch, "sending");
    await stage.pass(3_700);
    expect(times(stage.told)).toEqual([0, 2_500]);

    await stage.becomes(launch, "live");

    expect(times(stage.told)).toEqual([0, 2_500, 3_700]);
  });

  it("rings first, and changes above it a second later", async () => {
    const stage = await aNotifier();
    const launch = await stage.launch();
    await stage.pass(60_000);

    await stage.becomes(launch, "live", { ring: true });
    await stage.pass(5_000);

    const last = stage.told.slice(-2);
    expect(last.map(({ method }) => method)).toEqual(["sendMessage", "editMessageText"]);
    expect(gaps(last)).toEqual([1_000]);
  });
});

describe("several launches in one chat", () => {
  it("share its pace, and none is left behind", async () => {
    const stage = await aNotifier();
    const five = [];
    for (let at = 0; at < 5; at += 1) five.push(await stage.launch(GROUP));
    for (const launch of five) await stage.becomes(launch, "accepted");
    await stage.pass(60_000);
    const before = stage.told.length;

    await stage.pass(60_000);

    const minute = stage.told.slice(before);
    expect(Math.min(...gaps(minute))).toBeGreaterThanOrEqual(5_000);
    const cards = minute.map(({ messageId }) => messageId);
    const counts = [...new Set(cards)].map((id) => cards.filter((one) => one === id).length);
    expect(counts).toHaveLength(5);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it("tell ends before progress", async () => {
    const stage = await aNotifier();
    const [slow, , quick] = [
      await stage.launch(GROUP),
      await stage.launch(GROUP),
      await stage.launch(GROUP),
    ];
    await stage.pass(10_000);
    await stage.becomes(slow, "sending");
    await stage.becomes(slow, "accepted");
    const before = stage.toldTo(GROUP).length;

    await stage.becomes(quick, "live");
    await stage.pass(20_000);

    const after = stage.toldTo(GROUP).slice(before);
    expect(headlines(after).slice(0, 2)).toEqual(["✅ <b>Live</b>", "⏳ <b>Accepted</b>"]);
    expect(gaps(stage.toldTo(GROUP)).every((gap) => gap >= 1_000)).toBe(true);
  });
});

describe("a chat that Telegram shut for a while", () => {
  it("hears nothing of any launch before that, however much happens, and then the newest", async () => {
    const stage = await aNotifier();
    const [one, two] = [await stage.launch(), await stage.launch()];
    await stage.pass(10_000);
    stage.refuse(OWNER, tooMany(60));
    await stage.becomes(one, "sending");
    const shutAt = stage.told.at(-1)?.at ?? 0;
    const before = stage.told.length;

    for (const status of ["accepted", "unclear", "live"] as const) {
      await stage.pass(10_000);
      await stage.becomes(one, status, { ring: true });
      await stage.becomes(two, status);
    }
    await stage.launch();
    await stage.pass(60_000);

    const after = stage.told.slice(before);
    expect(after[0]?.at).toBe(shutAt + 60_000);
    expect(headlines(after).toSorted()).toEqual([
      "⏳ <b>Queued</b>",
      ...["✅ <b>Live</b>", "✅ <b>Live</b>", "✅ <b>Live</b>"],
    ]);
    expect(Math.min(...gaps(after))).toBeGreaterThanOrEqual(1_000);
  });

  it("does not keep the others waiting, who go one after the other for a moment", async () => {
    const stage = await aNotifier();
    const shut = await stage.launch();
    const others = [];
    for (let at = 1; at <= 8; at += 1) others.push(await stage.launch(OWNER + at));
    await stage.pass(10_000);
    stage.refuse(OWNER, tooMany(60));
    await stage.becomes(shut, "sending");
    const before = stage.told.length;

    await Promise.all(others.map((launch) => stage.becomes(launch, "live")));
    await stage.pass(3_000);

    const after = stage.told.slice(before);
    expect(after).toHaveLength(8);
    expect(Math.min(...gaps(after))).toBeGreaterThanOrEqual(200);
    expect(new Set(after.map(({ chatId }) => chatId)).size).toBe(8);
  });

  it("is in nobody's way with 300 notices, and makes nobody run in circles", async () => {
    const stage = await aNotifier();
    const many = [];
    for (let at = 0; at < 300; at += 1) many.push(await stage.launch(GROUP));
    const other = await stage.launch(OTHER);
    stage.refuse(GROUP, tooMany(3_600));
    await stage.pass(20_000);
    for (const launch of many) await stage.becomes(launch, "sending");
    const told = stage.told.length;
    const scans = stage.scans();

    await stage.becomes(other, "live");
    expect(headlines(stage.told.slice(told))).toEqual(["✅ <b>Live</b>"]);
    await stage.pass(600_000);

    expect(stage.told).toHaveLength(told + 1);
    // A lost wake would cost 10 s; more often than that it looks only when something is due.
    expect(stage.scans() - scans).toBeLessThan(600_000 / 10_000 + 20);
  });
});

describe("a message on its way", () => {
  it("is not looked for again and again, and the next one goes once it has arrived", async () => {
    const stage = await aNotifier();
    const launch = await stage.launch();
    const held = stage.hold(OWNER);
    await stage.becomes(launch, "sending");
    await stage.pass(3_000);
    await held.made;
    const scans = stage.scans();

    await stage.pass(9_000);
    const during = stage.scans() - scans;
    await stage.becomes(launch, "live");
    held.letGo();
    await stage.pass(1_000);

    expect(during).toBeLessThan(3);
    expect(headlines(stage.told).at(-1)).toBe("✅ <b>Live</b>");
  });
});

describe("many notices that come due at once", () => {
  it("of one chat let another chat's by at once", async () => {
    const stage = await aNotifier();
    const many = [];
    for (let at = 0; at < 300; at += 1) many.push(await stage.launch(GROUP));
    const other = await stage.launch(OTHER);
    await stage.pass(20_000);
    for (const { id } of [...many, other]) {
      await stage.storage.launches.apply(id, moveTo({ tries: 1 }));
    }
    const before = stage.toldTo(OTHER).length;

    await stage.restart();

    expect(headlines(stage.toldTo(OTHER).slice(before))).toEqual(["🔁 <b>Not sent yet</b>"]);
  });
});

describe("a slow chat", () => {
  it("gets one call at a time, and the newest after it", async () => {
    const stage = await aNotifier();
    const [one, two] = [await stage.launch(), await stage.launch()];
    await stage.pass(10_000);
    const before = stage.told.length;
    const held = stage.hold(OWNER);
    await stage.becomes(one, "sending");
    await held.made;

    await stage.becomes(two, "live");
    await stage.becomes(one, "live");
    await stage.pass(20_000);
    expect(stage.told).toHaveLength(before + 1);
    held.letGo();
    await stage.pass(2_000);

    expect(headlines(stage.told.slice(before))).toEqual([
      "📡 <b>Sending</b>",
      ...["✅ <b>Live</b>", "✅ <b>Live</b>"],
    ]);
  });
});

describe("a clock that was a year ahead", () => {
  const YEAR_MS = 365 * 24 * 3_600_000;

  it("keeps no card waiting once it is set back", async () => {
    const stage = await aNotifier();
    stage.storage.clock.set(YEAR_MS);
    const launch = await stage.launch();
    stage.refuse(OWNER, tooMany(40));
    await stage.becomes(launch, "live");
    await stage.pass(5_000);
    const before = stage.told.length;

    stage.storage.clock.set(-YEAR_MS);
    await stage.pass(90_000);

    const [shown, ...more] = stage.told.slice(before);
    expect(shown).toMatchObject({ ok: true, text: expect.stringContaining("Live") as string });
    expect(more).toEqual([]);
  });
});
