import { describe, expect, it } from "vitest";
import { silentLog } from "../../src/kit/log.ts";
import { createPinger } from "../../src/regions/pinger.ts";
import type { Place } from "../../src/regions/way.ts";
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
const FISH = "https://fish.example";
const SHY = "https://shy.example";
/** One that may be asked how it is, and one that may be asked nothing. */
const OTHERS: readonly Place[] = [
  { id: "fish", base: FISH, ping: { path: "/health", isWell: ({ text }) => text === "ok" } },
  { id: "shy", base: SHY, ping: null },
];
const HALF_AN_HOUR_MS = 30 * 60_000;

function aPinger(
  moods: Parameters<typeof aNetwork>[1] = {
    [EU]: { ms: 20 },
    [EAST]: { ms: 80 },
    [ASIA]: { ms: 200 },
    [FISH]: { ms: 60 },
    [SHY]: { ms: 90 },
  },
  regions: ReadonlyMap<string, string> = REGIONS,
) {
  const clock = aClock();
  const network = aNetwork(clock, moods);
  const pinger = createPinger({
    ...{ wires: network, regions, others: OTHERS, clock },
    log: silentLog,
  });
  const region = (id: string) => pinger.board().find((one) => one.id === id);
  const timesOf = (base: string) =>
    network.asked.filter((one) => one.base === base).map(({ at }) => at - START);
  const other = (id: string) => pinger.others().find((one) => one.id === id);
  return { clock, network, pinger, region, other, timesOf };
}

it("pings every region at the start and finds the nearest", async () => {
  const { clock, network, pinger } = aPinger();

  await clock.advance(2_000);

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

it("does not count handshakes as the path's round trip", async () => {
  const { clock, region } = aPinger({ [EU]: { ms: 20 } });

  await clock.advance(1_000);

  // Opening took 40 ms more.
  expect(region("europe")).toMatchObject({ p50Ms: 20, p95Ms: 20 });
});

describe("connections", () => {
  it("are kept to the nearest region and to that of the snipers, and each is pinged three times a minute", async () => {
    const { clock, network, timesOf } = aPinger();
    await clock.advance(30_000);

    await clock.advance(60_000);

    expect([EU, EAST, ASIA].map((base) => network.open(base))).toEqual([2, 2, 0]);
    const last = (base: string) => timesOf(base).filter((at) => at > 30_000).length;
    expect([last(EU), last(EAST)].every((pings) => pings >= 6 && pings <= 8)).toBe(true);
  });

  it("are let go where nobody launches, and such a region is measured once a minute", async () => {
    const { clock, timesOf } = aPinger();
    await clock.advance(5_000);

    await clock.advance(180_000);

    expect(timesOf(ASIA).filter((at) => at > 5_000)).toHaveLength(6);
  });

  it("are as many as cards stand for a region, and one for the ping", async () => {
    const { clock, network, pinger } = aPinger();
    await clock.advance(5_000);
    const seen: number[] = [];

    for (const card of ["a", "b", "b", "c", "d", "e", "f"]) {
      pinger.drawn(card, "asia");
      await clock.advance(2_000);
      seen.push(network.open(ASIA));
    }

    expect(seen).toEqual([2, 3, 3, 4, 5, 6, 7]);
  });

  it("are nine at the most", async () => {
    const { clock, network, pinger } = aPinger();

    for (let card = 0; card < 20; card += 1) pinger.drawn(`card ${card}`, "asia");
    await clock.advance(5_000);

    expect(network.open(ASIA)).toBe(9);
  });

  it("are let go when the cards are gone, or half an hour old", async () => {
    const { clock, network, pinger } = aPinger();
    pinger.drawn("a", "asia");
    pinger.drawn("b", "asia");
    await clock.advance(5_000);
    const seen = [network.open(ASIA)];

    pinger.gone("a");
    // The launch of the tapped card is still to be sent.
    seen.push(network.open(ASIA));
    await clock.advance(80_000);
    seen.push(network.open(ASIA));
    await clock.advance(HALF_AN_HOUR_MS);
    seen.push(network.open(ASIA));

    expect(seen).toEqual([3, 3, 2, 0]);
  });

  it("follow a card whose person picks another region", async () => {
    const { clock, network, pinger } = aPinger();
    pinger.drawn("a", "asia");
    await clock.advance(5_000);

    pinger.drawn("a", "europe");

    expect(network.open(ASIA)).toBe(0);
  });
});

describe("a provider without regions", () => {
  it("is met once at the start, and not asked anything", async () => {
    const { clock, network, timesOf } = aPinger();

    await clock.advance(HALF_AN_HOUR_MS);

    expect([FISH, SHY].map((base) => network.met(base))).toEqual([1, 1]);
    expect([FISH, SHY].map((base) => network.open(base))).toEqual([0, 0]);
    expect([...timesOf(FISH), ...timesOf(SHY)]).toEqual([]);
  });

  it("has connections while a card stands that would launch there", async () => {
    const { clock, network, pinger } = aPinger();
    pinger.drawn("a", "fish");
    pinger.drawn("b", "fish");
    pinger.drawn("c", "shy");
    await clock.advance(5_000);
    const seen = [[network.open(FISH), network.open(SHY)]];

    pinger.drawn("c", "europe");
    seen.push([network.open(FISH), network.open(SHY)]);
    await clock.advance(HALF_AN_HOUR_MS);
    seen.push([network.open(FISH), network.open(SHY)]);

    expect(seen).toEqual([
      [3, 2],
      [3, 0],
      [0, 0],
    ]);
  });

  it("is measured where it may be asked, and only held open where it may not", async () => {
    const { clock, pinger, other, timesOf } = aPinger();
    pinger.drawn("a", "fish");
    pinger.drawn("b", "shy");

    await clock.advance(60_000);

    expect(other("fish")).toMatchObject({ p50Ms: 60, healthy: true, warm: 2 });
    expect(other("shy")).toMatchObject({ p50Ms: null, samples: 0, healthy: true, warm: 2 });
    expect(timesOf(FISH).length).toBeGreaterThanOrEqual(6);
    expect(timesOf(SHY)).toEqual([]);
  });

  it("has no say in which region is the nearest", async () => {
    const { clock, pinger } = aPinger({ [EU]: { ms: 20 }, [FISH]: { ms: 1 } });
    pinger.drawn("a", "fish");

    await clock.advance(60_000);

    expect(pinger.best()).toBe("europe");
    expect(pinger.board().map(({ id }) => id)).toEqual([...REGIONS.keys()]);
  });
});

it.each(["down", "silent", "strange"] as const)(
  "leaves out a region that is %s, and takes it again when it answers",
  async (mood) => {
    const { clock, network, pinger, region } = aPinger();
    await clock.advance(5_000);
    network.set(EU, mood);

    await clock.advance(60_000);
    expect(region("europe")?.healthy).toBe(false);
    expect(pinger.best()).toBe("na-east");

    network.set(EU, { ms: 20 });
    await clock.advance(90_000);
    expect(region("europe")).toMatchObject({ failuresInARow: 0, healthy: true });
    expect(pinger.best()).toBe("europe");
  },
);

it("does not leave out a region whose connections all broke at once and came back", async () => {
  const { clock, network, pinger, region } = aPinger({ [EU]: { ms: 20 } });
  await clock.advance(1_000);
  pinger.drawn("a", "europe");
  network.set(EU, "down");
  pinger.drawn("b", "europe");
  pinger.drawn("c", "europe");
  pinger.drawn("d", "europe");

  await clock.advance(100);
  network.set(EU, { ms: 20 });

  expect(region("europe")).toMatchObject({ failuresInARow: 1, healthy: true });
});

it("measures only the last 20 pings", async () => {
  const { clock, network, region } = aPinger();
  await clock.advance(1_000);
  network.set(ASIA, { ms: 150 });

  await clock.advance(15 * 60_000);

  expect(region("asia")).toMatchObject({ samples: 20, p50Ms: 150, p95Ms: 150 });
});

it("gives a warm path a short deadline, so that a dead connection is noticed soon", async () => {
  const { clock, network, region } = aPinger();
  await clock.advance(1_000);
  network.set(EU, { ms: 1_200 });

  await clock.advance(20_000);

  expect(region("europe")?.failuresInARow).toBeGreaterThan(0);
});

it("stops: no timer is left, and nothing is asked any more", async () => {
  const { clock, network, pinger } = aPinger();
  await clock.advance(25_000);
  pinger.drawn("a", "asia");

  pinger.stop();
  await clock.advance(5_000);

  expect(clock.waiting()).toBe(0);
  const asked = network.asked.length;
  await clock.advance(60_000);
  expect(network.asked).toHaveLength(asked);
});
