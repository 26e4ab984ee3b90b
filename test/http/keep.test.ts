import { describe, expect, it } from "vitest";
import { CERTIFICATES, trustCertificates } from "../campaigns/sockets/certificates.ts";
import { aWarmWay, type Habits, type WarmWay } from "./a-warm-way.ts";

trustCertificates();

const TAPS = 300;
const LONGEST_MS = 10_000;

/** The same taps in every run. */
function someNumbers(seed: number): () => number {
  let last = seed;
  return () => (last = (last * 16_807) % 2_147_483_647) / 2_147_483_647;
}

describe("300 launches, none over a cold connection, to a server that", () => {
  const habits: readonly (readonly [string, Habits])[] = [
    ["keeps 5 s and says so", { keepsMs: 5_000, headers: () => ["keep-alive: timeout=5"] }],
    ["keeps 5 s and does not say so", { keepsMs: 5_000 }],
    ["keeps 30 s", { keepsMs: 30_000 }],
    [
      "ends a connection with its 7th answer",
      { headers: (_, count) => (count === 7 ? ["connection: close"] : []) },
    ],
    [
      "ends a connection with each ping",
      { headers: ({ method }) => (method === "GET" ? ["connection: close"] : []) },
    ],
    ["resets what rested for 10 s", { keepsMs: 10_000, resets: true }],
  ];
  it.each(habits)("%s", async (_name, habit) => {
    const way = await aWarmWay(habit);
    const random = someNumbers(7);
    await way.keep(2);
    let cold = 0;

    for (let taps = 0; taps < TAPS; taps += 1) {
      await way.pass(random() * LONGEST_MS, 2);
      // At any moment of a round of pings; only where all are closed it waits for one.
      await way.pass(1, 1);
      if (await way.tap()) cold += 1;
    }

    expect(cold).toBe(0);
  });

  it("starts anew every minute or so", async () => {
    const way = await aWarmWay();
    const random = someNumbers(7);
    await way.keep(2);
    let cold = 0;

    for (let taps = 0; taps < TAPS; taps += 1) {
      if (taps % 10 === 9) {
        await way.server.close();
        await way.pass(3_000, 1);
        await way.server.reopen();
        // Until the first attempt after that, nobody could have been there.
        while (way.warm() === 0) await way.pass(1, 1);
      }
      await way.pass(random() * LONGEST_MS, 2);
      // At any moment of a round of pings; only where all are closed it waits for one.
      await way.pass(1, 1);
      if (await way.tap()) cold += 1;
    }

    expect(cold).toBe(0);
  });
});

describe("a launch", () => {
  it("does not wait for a ping that is under way", async () => {
    let held = false;
    const way = await aWarmWay({ holds: ({ method }) => held && method === "GET" });
    await way.keep(2);
    held = true;
    await way.untilHeld();

    const cold = await way.tap();

    expect(cold).toBe(false);
    expect(way.held).toHaveLength(1);
    way.held.forEach(way.answer);
  });

  it("finds a connection of its own when six are tapped at once and six cards stand", async () => {
    const way = await aWarmWay();
    await way.keep(7);

    const cold = await Promise.all(Array.from({ length: 6 }, () => way.tap()));

    expect(cold).toEqual(Array.from({ length: 6 }, () => false));
  });

  it.each<[string, Habits]>([
    ["that were pinged", {}],
    ["that nothing went over so far", { headers: () => ["connection: close"] }],
  ])("finds connections %s over TLS too", async (_name, habits) => {
    const way = await aWarmWay(habits, CERTIFICATES.good);
    await way.keep(4);

    const cold = await Promise.all(Array.from({ length: 4 }, () => way.tap()));

    expect(cold).toEqual([false, false, false, false]);
  });

  it("is written before the connection that takes its place is opened", async () => {
    const way = await aWarmWay({ holds: ({ method }) => method === "POST" });
    await way.keep(2);
    const opened: number[] = [];
    way.server.behave({
      whole: (line) => {
        opened.push(way.server.connections());
        way.answer(line);
      },
    });

    await way.tap();

    expect(opened[0]).toBe(2);
  });

  it("leaves the others open until those that take its place are", async () => {
    const way = await aWarmWay();
    await way.keep(3);
    const gate = Promise.withResolvers<undefined>();
    way.server.behave({
      accept: () => gate.promise,
      whole: (line) => way.answer(line),
    });

    await Promise.all([way.tap(), way.tap()]);
    await way.settle(4);
    const meanwhile = way.warm();
    gate.resolve(undefined);
    await way.settle(3);

    expect(meanwhile).toBe(3);
    expect([way.warm(), way.server.connections()]).toEqual([3, 5]);
  });

  it("leaves as many free connections as there were, while it is under way", async () => {
    const way = await aWarmWay({ holds: ({ method }) => method === "POST" });
    await way.keep(2);

    const tapped = way.tap();
    await way.server.until(() => way.held.length === 1);
    await way.settle(2);

    expect(way.wires.warmth(way.server.base)).toMatchObject({ warm: 2, inUse: 1 });
    way.held.forEach(way.answer);
    await tapped;
    expect(way.wires.warmth(way.server.base)).toMatchObject({ warm: 2, inUse: 0 });
  });
});

describe("a connection that the server closed", () => {
  it("is open again before the next ping", async () => {
    const way = await aWarmWay();
    await way.keep(2);
    const pinged = way.heard.length;

    await way.server.hangUp();
    await way.settle(2);

    expect(way.server.connections()).toBe(4);
    // Those that opened the new ones; the clock stood still.
    expect(way.heard.length - pinged).toBe(2);
    expect(way.wires.warmth(way.server.base)).toMatchObject({
      warm: 2,
      lastCloseAt: way.clock.now(),
    });
  });

  it("is tried less and less often while the server takes none", async () => {
    const way = await aWarmWay();
    await way.keep(2);
    await way.server.close();
    await way.settle(1);

    const tries: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      const before = way.heard.length;
      await way.pass(60_000, 0);
      tries.push(way.heard.length - before);
    }

    expect(tries[0]).toBeGreaterThan(tries[1] ?? Infinity);
    expect(tries[2]).toBeLessThanOrEqual(8);
    expect(way.heard.at(-1)).toBeNull();
  });
});

describe("pings", () => {
  it("keep each connection by itself, one after the other", async () => {
    const way = await aWarmWay();
    await way.keep(3);
    const before = way.heard.length;

    await way.pass(20_000, 3);

    expect(way.server.connections()).toBe(3);
    expect(way.heard.length - before).toBeGreaterThanOrEqual(3);
    expect(way.heard.length - before).toBeLessThanOrEqual(6);
  });

  it("have a deadline, after which the connection is another", async () => {
    let held = false;
    const way = await aWarmWay({ holds: () => held });
    await way.keep(2);
    held = true;
    await way.untilHeld();
    held = false;

    await way.pass(1_000, 2);

    expect(way.heard).toContain(null);
    expect(way.server.connections()).toBeGreaterThan(2);
    expect(way.warm()).toBe(2);
  });
});

describe("where nothing may be asked", () => {
  it("connections are held open, and no request goes over one but the launch", async () => {
    const way = await aWarmWay();
    await way.keep(2, false);
    await way.pass(10 * 60_000, 2);
    const made = way.server.connections();

    const cold = await way.tap();

    expect([made, cold]).toEqual([2, false]);
    expect(way.heard).toEqual([]);
  });

  it("one that ends is opened again at once when it lasted, and ever later when it did not", async () => {
    const lasting = await aWarmWay({ keepsMs: 30_000 });
    const hasty = await aWarmWay({ keepsMs: 1_000 });
    await lasting.keep(2, false);
    await hasty.keep(2, false);

    await lasting.pass(10 * 60_000, 2);
    await hasty.pass(10 * 60_000, 0);

    expect(lasting.warm()).toBe(2);
    expect(lasting.server.connections()).toBe(42);
    expect(hasty.server.connections()).toBeLessThan(100);
  });
});

it("opens none that nobody wants any more, and lets go of those that rest", async () => {
  const way = await aWarmWay();
  await way.keep(4);

  way.wires.keep(way.server.base, null);
  await way.settle(0);

  expect(way.warm()).toBe(0);
  expect(way.clock.waiting()).toBe(0);
});

it.each([
  ["nobody wants any more", (way: WarmWay) => way.wires.keep(way.server.base, null)],
  ["comes after the end", (way: WarmWay) => void way.wires.close()],
])("lets go of a connection that is being made and %s", async (_name, end) => {
  const way = await aWarmWay({}, CERTIFICATES.good);
  const gate = Promise.withResolvers<undefined>();
  way.server.behave({ accept: () => gate.promise });
  await way.keep(2);

  end(way);
  gate.resolve(undefined);
  await way.settle(2);

  expect(way.server.connections()).toBe(2);
  expect(way.server.lines()).toHaveLength(0);
});
