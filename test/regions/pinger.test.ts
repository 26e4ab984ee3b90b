import { expect, it } from "vitest";
import { silentLog } from "../../src/kit/log.ts";
import { createPinger } from "../../src/regions/pinger.ts";
import { aClock, START } from "../support/a-clock.ts";
import { aNetwork } from "./a-network.ts";

const EU = "https://eu.example";
const EAST = "https://east.example";
const ASIA = "https://asia.example";
const REGIONS = new Map([
  ["europe", EU],
  ["na-east", EAST],
  ["asia", ASIA],
]);

function aPinger(
  moods: Parameters<typeof aNetwork>[1] = {
    [EU]: { ms: 20 },
    [EAST]: { ms: 80 },
    [ASIA]: { ms: 200 },
  },
  regions: ReadonlyMap<string, string> = REGIONS,
) {
  const clock = aClock();
  const network = aNetwork(clock, moods);
  const pinger = createPinger({
    wires: network,
    regions,
    clock,
    log: silentLog,
    nowMs: () => clock.now(),
    random: () => 0.5,
  });
  const region = (id: string) => pinger.board().find((one) => one.id === id);
  const timesOf = (base: string) =>
    network.asked.filter((one) => one.base === base).map(({ at }) => at - START);
  return { clock, network, pinger, region, timesOf };
}

it("pings every region at the start and finds the nearest", async () => {
  const { clock, network, pinger } = aPinger();

  await clock.advance(1_000);

  expect(new Set(network.asked.map(({ path }) => path))).toEqual(new Set(["/ping"]));
  expect(pinger.board().map(({ id, p50Ms }) => [id, p50Ms])).toEqual([
    ["europe", 20],
    ["na-east", 80],
    ["asia", 200],
  ]);
  expect(pinger.best()).toBe("europe");
});

it("names j7tracker's default, else the first region, before any has answered", () => {
  expect(aPinger().pinger.best()).toBe("na-east");
  expect(aPinger({}, new Map([["asia", ASIA]])).pinger.best()).toBe("asia");
});

it("pings each region about every 20 s, the regions apart from each other", async () => {
  const { clock, timesOf } = aPinger();
  await clock.advance(30_000);

  await clock.advance(40_000);

  const rounds = [EU, EAST, ASIA].map((base) => timesOf(base).filter((at) => at > 30_000));
  for (const times of rounds) expect(times).toHaveLength(4);
  expect(Math.min(...pairsOf(rounds.flat().toSorted(ascending)))).toBeGreaterThan(3_000);
});

it("never has two pings on their way to one region, not even when it is warmed", async () => {
  const { clock, network, pinger } = aPinger();

  const warmed = Promise.all([pinger.warm("asia"), pinger.warm("asia")]);
  await clock.advance(1_000);
  await warmed;

  expect(network.most(ASIA)).toBe(1);
});

it("does not count handshakes as the path's round trip", async () => {
  const clock = aClock();
  const network = aNetwork(clock, { [EU]: { ms: 20 } });
  network.once(EU, 60, 60, 20, 20);
  const pinger = createPinger({
    wires: network,
    regions: new Map([["europe", EU]]),
    clock,
    log: silentLog,
    nowMs: () => clock.now(),
    random: () => 0.5,
  });
  await clock.advance(1_000);
  // The other side closed one of the two connections meanwhile.
  network.once(EU, 20, 60);

  await clock.advance(21_000);

  expect(pinger.board()).toMatchObject([{ p50Ms: 20, p95Ms: 20, samples: 2 }]);
});

it("warms a region at once and does not ping it again soon after", async () => {
  const { clock, network, pinger, region, timesOf } = aPinger();
  await clock.advance(30_000);
  const before = network.asked.length;

  const warmed = pinger.warm("asia");
  await clock.advance(1_000);
  await warmed;

  expect(network.asked.slice(before).map(({ base }) => base)).toEqual([ASIA, ASIA]);
  expect(region("asia")?.lastWarmAt).toBe(START + 30_400);
  await clock.advance(18_000);
  expect(timesOf(ASIA).filter((at) => at > 30_400)).toEqual([]);
});

it("knows nothing to do for a region that is not there", async () => {
  const { pinger } = aPinger();

  await expect(pinger.warm("moon")).resolves.toBeUndefined();
});

it.each(["down", "silent", "strange"] as const)(
  "leaves out a region that is %s, from the second time on, until it answers again",
  async (mood) => {
    const { clock, network, pinger, region } = aPinger();
    await clock.advance(1_000);
    network.set(EU, mood);

    await clock.advance(7_000);
    expect(region("europe")).toMatchObject({ failuresInARow: 1, healthy: true });
    expect(pinger.best()).toBe("europe");

    await clock.advance(8_000);
    expect(region("europe")).toMatchObject({ failuresInARow: 2, healthy: false });
    expect(pinger.best()).toBe("na-east");

    network.set(EU, { ms: 20 });
    await clock.advance(26_000);
    expect(region("europe")).toMatchObject({ failuresInARow: 0, healthy: true });
    expect(pinger.best()).toBe("europe");
  },
);

it("measures only the last 20 rounds", async () => {
  const { clock, network, region } = aPinger();
  await clock.advance(1_000);
  network.set(ASIA, { ms: 150 });

  await clock.advance(25 * 20_500);

  expect(region("asia")).toMatchObject({ samples: 20, p50Ms: 150, p95Ms: 150 });
});

it("gives a warm path a short deadline, so that a dead connection is noticed soon", async () => {
  const { clock, network, region } = aPinger();
  await clock.advance(1_000);
  network.set(EU, { ms: 1_200 });

  await clock.advance(10_000);

  expect(region("europe")?.failuresInARow).toBe(1);
});

it("stops: no timer is left, and what is still on its way asks for no more", async () => {
  const { clock, network, pinger } = aPinger();
  await clock.advance(25_000);
  void pinger.warm("asia");

  pinger.stop();
  await clock.advance(1_000);

  expect(clock.waiting()).toBe(0);
  await clock.advance(60_000);
  expect(network.asked.filter(({ at }) => at > START + 26_000)).toEqual([]);
  await pinger.warm("europe");
  expect(network.asked.filter(({ at }) => at > START + 26_000)).toEqual([]);
});

const ascending = (one: number, other: number) => one - other;

/** Gaps between the first pings of neighbouring rounds; the two pings of one round are closer than a second. */
function pairsOf(times: readonly number[]): readonly number[] {
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  return gaps.filter((gap) => gap > 1_000);
}
