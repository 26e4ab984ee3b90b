import { describe, expect, it } from "vitest";
import { createChatPace, type ChatPace } from "../../src/bot/chat-pace.ts";
import { START } from "../support/a-clock.ts";

const ADA = 7;
const GROUP = -100_7;

const progress = (id: number, chatId = ADA) => ({ id, chatId, urgent: false });
const end = (id: number, chatId = ADA) => ({ id, chatId, urgent: true });

/** When each of these may go after something went at {@link START}, in ms from there. */
function turnsAfter(went: Parameters<ChatPace["turn"]>[0], ...asked: (typeof went)[]) {
  const pace = createChatPace();
  pace.went(went, START);
  return asked.map((going) => pace.turn(going, START) - START);
}

describe("the pace of a chat", () => {
  it("lets everything go where nothing went yet", () => {
    const pace = createChatPace();

    expect([progress(1), end(2), progress(3, GROUP)].map((one) => pace.turn(one, START))).toEqual([
      START,
      START,
      START,
    ]);
  });

  it.each([
    ["progress waits 2.5 s in private", progress(1), 2_500],
    ["progress waits 5 s in a group", progress(1, GROUP), 5_000],
    ["an end waits a second in private", end(1), 1_000],
    ["an end waits a second in a group", end(1, GROUP), 1_000],
  ])("%s", (_what, going, ms) => {
    expect(turnsAfter({ ...going, id: 9 }, going)).toEqual([ms]);
  });

  it("holds up no other chat", () => {
    expect(turnsAfter(progress(1), progress(2, GROUP), end(3, 8))).toEqual([0, 0]);
  });

  it("lets what waits go as soon as its time is over, and not a millisecond before", () => {
    const pace = createChatPace();
    pace.went(progress(1), START);

    expect(pace.turn(progress(2), START + 2_499)).toBe(START + 2_500);
    expect(pace.turn(progress(2), START + 2_500)).toBe(START + 2_500);
    expect(pace.turn(progress(2), START + 9_000)).toBe(START + 9_000);
  });

  it("gives each of several a turn of its own, and keeps it when asked again", () => {
    const three = [progress(1), progress(2), progress(3)];

    expect(turnsAfter(progress(9), ...three, ...three)).toEqual([
      ...[2_500, 5_000, 7_500],
      ...[2_500, 5_000, 7_500],
    ]);
  });

  it("lets ends by at what waits, a second apart", () => {
    expect(turnsAfter(progress(9), progress(1), progress(2), end(3), end(4))).toEqual([
      ...[2_500, 5_000],
      ...[1_000, 2_000],
    ]);
  });

  it("turns the turn of progress that became an end into an earlier one", () => {
    expect(turnsAfter(progress(9), progress(1), progress(2), end(2))).toEqual([
      ...[2_500, 5_000],
      1_000,
    ]);
  });

  it("starves nobody: with five cards that always have news, each goes every fifth time", () => {
    const pace = createChatPace();
    const went: number[] = [];

    const due = new Map([1, 2, 3, 4, 5].map((id) => [id, START]));
    for (let now = START; went.length < 25; now += 100) {
      for (const [id, at] of due) {
        if (at > now) continue;
        const turn = pace.turn(progress(id), now);
        if (turn <= now) {
          pace.went(progress(id), now);
          went.push(id);
        }
        due.set(id, turn <= now ? now + 3_000 : turn);
      }
    }

    expect(went).toEqual(Array.from({ length: 25 }, (_, at) => (at % 5) + 1));
  });
});

describe("a chat that Telegram shut", () => {
  it("takes nothing before its time is over, not even an end", () => {
    const pace = createChatPace();
    pace.went(progress(1), START);
    pace.turn(progress(2), START);

    pace.shut(ADA, START + 30_000, START);

    expect(pace.turn(end(1), START + 29_999)).toBe(START + 30_000);
    expect(pace.turn(progress(2), START + 29_999)).toBe(START + 32_500);
    expect(pace.turn(end(1), START + 30_000)).toBe(START + 30_000);
  });

  it("stays shut for the longer of two times", () => {
    const pace = createChatPace();
    pace.shut(ADA, START + 30_000, START);
    pace.shut(ADA, START + 5_000, START);

    expect(pace.turn(end(1), START + 6_000)).toBe(START + 30_000);
  });

  it("makes the others go one by one for a moment, and then as before", () => {
    const pace = createChatPace();
    const seconds = (from: number) => {
      let now = from;
      let went = 0;
      for (; now < from + 1_000; now += 10) {
        if (pace.opensAt(now) > now) continue;
        pace.went(end(went, 100 + went), now);
        went += 1;
      }
      return went;
    };
    pace.shut(ADA, START + 60_000, START);

    expect(seconds(START + 1_000)).toBe(5);
    expect(seconds(START + 20_000)).toBeGreaterThan(30);
  });
});

describe("all chats together", () => {
  it("get a second's worth at once and then 30 a second", () => {
    const pace = createChatPace();
    let now = START;
    let went = 0;
    while (pace.opensAt(now) <= now) {
      pace.went(end(went, went), now);
      went += 1;
    }
    const atOnce = went;
    for (; now < START + 10_000; now += 1) {
      if (pace.opensAt(now) > now) continue;
      pace.went(end(went, went), now);
      went += 1;
    }

    expect(atOnce).toBe(30);
    expect((went - atOnce) / 10).toBeCloseTo(29.4, 0);
  });
});

describe("what it remembers", () => {
  it("is bounded, however many chats are written to", () => {
    const pace = createChatPace();

    for (let at = 0; at < 20_000; at += 1) pace.went(progress(at, at), START + at * 34);

    expect(pace.size()).toBeLessThanOrEqual(5_000);
  });

  it("is bounded also when Telegram shuts them all, and keeps the newest", () => {
    const pace = createChatPace();

    for (let at = 1; at <= 6_000; at += 1) pace.shut(at, START + 1_000_000, START);

    expect(pace.size()).toBeLessThanOrEqual(5_000);
    expect(pace.turn(end(1, 6_000), START)).toBe(START + 1_000_000);
  });
});
