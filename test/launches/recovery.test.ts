import { copyFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Launch } from "../../src/domain/launch.ts";
import { silentLog } from "../../src/kit/log.ts";
import type { LaunchStore } from "../../src/launches/launch-store.ts";
import { recover, setCopyAside } from "../../src/launches/recovery.ts";
import { pathOf } from "../../src/storage/sqlite-file.ts";
import { aClock, START } from "../support/a-clock.ts";
import { aMigratedUrl, aStorage } from "../support/a-storage.ts";
import { EVENT, liveWith, MINT } from "../support/fake-provider.ts";
import { onBlowfish, onSwarms, theWorks, type Given } from "./a-works.ts";

/** A program on a database file. Its clock is its own: when nobody moves that any more, it is dead. */
function started(url: string, at = START, given: Given = {}) {
  return theWorks({ storage: aStorage(url, aClock(at)), ...given });
}

/** Lets go of the database, as the system does for a process that died. */
const die = (works: ReturnType<typeof started>) => works.storage.close();

/** Starts as the program does, and lets it run for a while. */
async function runFor(ms: number, works: ReturnType<typeof started>): Promise<number> {
  const { launches: store, clock } = works;
  const leftBehind = await recover({ store, clock, log: silentLog });
  works.dispatch();
  await clock.advance(ms);
  return leftBehind;
}

const never = () => new Promise<never>(() => undefined);
const noAnswerIsKept = (store: LaunchStore): LaunchStore => ({
  ...store,
  apply: async (id, decide) =>
    (await store.get(id))?.status === "sending" ? never() : store.apply(id, decide),
});

describe("a start after a crash in the middle of sending", () => {
  it.each([
    ["while the provider works on it", {}, true],
    ["after the answer, before it was written down", { through: noAnswerIsKept }, false],
  ])("makes the launch unclear and never sends it again: %s", async (_when, given, hangs) => {
    const url = await aMigratedUrl();
    const before = started(url, START, given);
    const launch = await before.add();
    if (hangs) before.providers.j7tracker.whileSending(never);
    await runFor(1_000, before);
    await die(before);

    const after = started(url, START + 1_000);
    const leftBehind = await runFor(10 * 60_000, after);

    expect(leftBehind).toBe(1);
    expect(before.providers.j7tracker.received).toHaveLength(1);
    expect(after.providers.j7tracker.received).toEqual([]);
    expect(await after.now(launch)).toMatchObject({
      status: "unclear",
      reason: { code: "interrupted" },
      attempt: "attempt-1",
    });
  });

  it("does not wait for the lease: nobody works on it any more", async () => {
    const url = await aMigratedUrl();
    const before = started(url);
    const launch = await before.add({ status: "sending", nextAt: START + 150_000 });
    await die(before);

    const after = started(url, START + 1);
    await recover({ store: after.launches, clock: after.clock, log: silentLog });

    expect(await after.now(launch)).toMatchObject({ status: "unclear" });
  });

  it("finds the token where the provider has a list", async () => {
    const url = await aMigratedUrl();
    const before = started(url);
    const launch = await before.add({ ...onSwarms(), status: "sending" });
    await die(before);

    const after = started(url, START + 1_000);
    after.providers.swarms.showNext(liveWith(MINT));
    await runFor(10_000, after);

    expect(await after.now(launch)).toMatchObject({ status: "live", mint: MINT });
    expect(after.providers.swarms.received).toEqual([]);
  });

  it("settles every launch that was left behind", async () => {
    const url = await aMigratedUrl();
    const before = started(url);
    for (let left = 0; left < 3; left += 1) await before.add({ status: "sending" });
    await before.add();
    await die(before);

    const after = started(url);
    const leftBehind = await recover({ store: after.launches, clock: after.clock, log: silentLog });

    expect(leftBehind).toBe(3);
    expect(await after.launches.sending()).toEqual([]);
  });
});

it("goes on with every launch where it stood", async () => {
  const url = await aMigratedUrl();
  const before = started(url);
  const ended = { status: "live", mint: "mint-of-before" } as const;
  const launches = {
    fresh: await before.add({ confirmedAt: START - 10_000 }),
    old: await before.add({ confirmedAt: START - 26_000 }),
    scheduled: await before.add({ dueAt: START + 4_000, nextAt: START + 4_000 }),
    sending: await before.add({ status: "sending" }),
    accepted: await before.add({ ...onBlowfish(), status: "accepted" }),
    unclear: await before.add({ ...onSwarms(), status: "unclear", nextAt: START }),
    live: await before.add(ended),
    failed: await before.add({ status: "failed" }),
    cancelled: await before.add({ status: "cancelled" }),
    expired: await before.add({ status: "expired" }),
  };
  await die(before);

  const after = started(url, START + 5_000);
  after.providers.blowfish.sayNext(liveWith(MINT));
  await runFor(1_000, after);

  const found = await Promise.all(
    Object.entries(launches).map(async ([name, launch]) => [name, await after.now(launch)]),
  );
  const stored = Object.fromEntries(found) as Record<keyof typeof launches, Launch>;
  expect(stored).toMatchObject({
    fresh: { status: "live", sentAt: START + 5_000 },
    old: { status: "expired" },
    scheduled: { status: "live" },
    sending: { status: "unclear" },
    accepted: { status: "live", mint: MINT, eventId: EVENT },
    unclear: { status: "unclear", tries: 1 },
  });
  for (const name of ["live", "failed", "cancelled", "expired"] as const) {
    expect(stored[name]).toEqual(launches[name]);
  }
  expect(after.providers.j7tracker.received).toHaveLength(2);
  expect(after.providers.blowfish.received).toEqual([]);
  expect(after.providers.swarms.received).toEqual([]);
});

it("finds nothing to settle at a clean start", async () => {
  const { launches: store, clock } = theWorks();

  expect(await recover({ store, clock, log: silentLog })).toBe(0);
});

describe("a start on a copy", () => {
  it("sends nothing that was confirmed before, however young, now or ever", async () => {
    const url = await aMigratedUrl();
    const before = started(url);
    const young = await before.add();
    const scheduled = await before.add({ dueAt: START + 60_000, nextAt: START + 60_000 });
    const sending = await before.add({ status: "sending" });
    await die(before);
    const copy = await aCopyOf(url);

    const after = started(copy, START + 1_000);
    const { copies } = after.storage;
    await setCopyAside({ copies, clock: after.clock, log: silentLog });
    expect(await runFor(10 * 60_000, after)).toBe(0);

    const reason = { code: "restored", said: null };
    expect(await after.now(young)).toMatchObject({ status: "expired", reason });
    expect(await after.now(scheduled)).toMatchObject({ status: "expired", reason });
    expect(await after.now(sending)).toMatchObject({ status: "unclear", reason });
    expect(after.providers.j7tracker.received).toEqual([]);
  });

  it("goes on asking how an accepted launch ended", async () => {
    const url = await aMigratedUrl();
    const before = started(url);
    const launch = await before.add({ ...onBlowfish(), status: "accepted" });
    await die(before);

    const after = started(await aCopyOf(url), START + 6_000);
    after.providers.blowfish.sayNext(liveWith(MINT));
    const { copies } = after.storage;
    await setCopyAside({ copies, clock: after.clock, log: silentLog });
    await runFor(1_000, after);

    expect(await after.now(launch)).toMatchObject({ status: "live", mint: MINT });
  });

  it("is a start as any other where the database is no copy: a young launch is sent", async () => {
    const url = await aMigratedUrl();
    const before = started(url);
    const launch = await before.add();
    await die(before);

    const after = started(url, START + 1_000);
    const { copies } = after.storage;
    await setCopyAside({ copies, clock: after.clock, log: silentLog });
    await runFor(1_000, after);

    expect(await after.now(launch)).toMatchObject({ status: "live" });
    expect(after.providers.j7tracker.received).toHaveLength(1);
  });
});

async function aCopyOf(url: string): Promise<string> {
  const copy = `${url}.copy`;
  await copyFile(pathOf(url), pathOf(copy));
  return copy;
}
