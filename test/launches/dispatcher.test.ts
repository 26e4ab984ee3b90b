import { describe, expect, it } from "vitest";
import { LEASE_MS } from "../../src/launches/timers.ts";
import { START } from "../support/a-clock.ts";
import { EVENT, liveWith, MINT, theProviders } from "../support/fake-provider.ts";
import { onBlowfish, onSwarms, theWorks } from "./a-works.ts";

/** Providers whose j7tracker answers only when it is let go. */
function holding() {
  const providers = theProviders();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  providers.j7tracker.whileSending(() => promise);
  return { providers, letGo: () => resolve(undefined) };
}

describe("what is due", () => {
  it("is sent at the start", async () => {
    const { dispatch, add, now, clock } = theWorks();
    const launch = await add();

    dispatch();
    await clock.advance(0);

    expect(await now(launch)).toMatchObject({ status: "live", sentAt: START });
  });

  it("is sent at once when somebody wakes it, else at the next look ten seconds later", async () => {
    const { dispatch, add, now, clock } = theWorks();
    const dispatcher = dispatch();
    await clock.advance(100);

    const woken = await add();
    dispatcher.wake();
    await clock.advance(0);
    const found = await add();
    await clock.advance(9_999);
    const before = await now(found);
    await clock.advance(1);

    expect(await now(woken)).toMatchObject({ status: "live", sentAt: START + 100 });
    expect(before).toMatchObject({ status: "queued" });
    expect(await now(found)).toMatchObject({ status: "live", sentAt: START + 10_100 });
  });

  it("is tried again after a pause when nothing got out, and asks again when that takes too long", async () => {
    const { dispatch, add, now, clock, providers } = theWorks();
    const [launch, hopeless] = [await add(), await add(onSwarms())];
    providers.j7tracker.failNext("unsent");
    for (let tries = 0; tries < 20; tries += 1) providers.swarms.failNext("unsent");

    dispatch();
    await clock.advance(60_000);

    expect(await now(launch)).toMatchObject({ status: "live", sentAt: START + 1_000 });
    expect(await now(hopeless)).toMatchObject({
      status: "expired",
      reason: { code: "unreachable" },
    });
    expect(providers.swarms.received).toHaveLength(6);
  });

  it("is sent at its own time when it is scheduled", async () => {
    const { dispatch, add, now, clock } = theWorks();
    const dueAt = START + 60_000;
    const launch = await add({ dueAt, nextAt: dueAt });

    dispatch();
    await clock.advance(59_999);
    const before = await now(launch);
    await clock.advance(1_000);

    expect(before).toMatchObject({ status: "queued" });
    expect(await now(launch)).toMatchObject({ status: "live", confirmedAt: START });
  });

  it("is polled until it is known how it ended", async () => {
    const { dispatch, add, now, clock, providers } = theWorks();
    providers.blowfish.answerNext({ kind: "accepted", eventId: EVENT });
    const launch = await add(onBlowfish());
    for (const progress of [{ kind: "pending" }, { kind: "pending" }, liveWith(MINT)] as const) {
      providers.blowfish.sayNext(progress);
    }

    dispatch();
    await clock.advance(60_000);

    expect(await now(launch)).toMatchObject({ status: "live", answeredAt: START + 15_000 });
    expect(providers.blowfish.asked).toHaveLength(3);
  });

  it("is looked for when its answer was lost", async () => {
    const { dispatch, add, now, clock, providers } = theWorks();
    providers.swarms.failNext("unclear");
    const launch = await add(onSwarms());

    dispatch();
    await clock.advance(4_000);
    providers.swarms.showNext(liveWith(MINT));
    await clock.advance(2_000);

    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT });
    expect(providers.swarms.received).toHaveLength(1);
  });
});

describe("work under way", () => {
  it("is done by one worker for each launch, however long it takes", async () => {
    const picture = Promise.withResolvers<null>();
    let fetched = 0;
    const pictureFor = () => {
      fetched += 1;
      return picture.promise;
    };
    const { dispatch, add, now, clock, providers } = theWorks({ pictureFor });
    const launch = await add();

    const dispatcher = dispatch();
    await clock.advance(20_000);
    dispatcher.wake();
    await clock.advance(0);
    picture.resolve(null);
    await clock.advance(0);

    expect(fetched).toBe(1);
    expect(providers.j7tracker.received).toHaveLength(1);
    expect(await now(launch)).toMatchObject({ status: "live" });
  });

  it("is not looked for again and again", async () => {
    const picture = Promise.withResolvers<null>();
    let looks = 0;
    const { dispatch, add, now, clock } = theWorks({
      pictureFor: () => picture.promise,
      through: (store) => ({
        ...store,
        due(...asked) {
          looks += 1;
          return store.due(...asked);
        },
      }),
    });
    const launch = await add();

    dispatch();
    await clock.advance(9_000);
    const during = looks;
    picture.resolve(null);
    await clock.advance(0);

    expect(during).toBe(1);
    expect(await now(launch)).toMatchObject({ status: "live" });
  });

  it("holds up nobody else, however much of it there is", async () => {
    const never = new Promise<null>(() => undefined);
    const { dispatch, add, now, clock } = theWorks({
      pictureFor: async ({ target }) => (target === "pump" ? never : null),
    });
    for (let launches = 0; launches < 250; launches += 1) await add();
    const last = await add({ ...onSwarms(), nextAt: START + 1 });

    dispatch();
    await clock.advance(2_000);

    expect(await now(last)).toMatchObject({ status: "live" });
  });

  it("that fails is taken up again, and holds up nobody else", async () => {
    let failures = 3;
    const works = theWorks({
      through: (store) => ({
        ...store,
        async apply(id, decide) {
          if (id === broken.id && failures > 0) {
            failures -= 1;
            throw new Error("disk full");
          }
          return store.apply(id, decide);
        },
      }),
    });
    const { dispatch, add, now, clock } = works;
    const broken = await add();
    const fine = await add(onSwarms());

    dispatch();
    await clock.advance(0);
    const meanwhile = [await now(broken), await now(fine)];
    await clock.advance(10_000);

    expect(meanwhile).toMatchObject([{ status: "queued" }, { status: "live", sentAt: START }]);
    expect(await now(broken)).toMatchObject({ status: "live", sentAt: START + 1_500 });
  });

  it("whose lease ran out is given up, and its answer still counts when it comes", async () => {
    const { providers, letGo } = holding();
    const { dispatch, add, now, clock } = theWorks({ providers });
    const launch = await add();

    dispatch();
    await clock.advance(LEASE_MS - 1);
    const before = await now(launch);
    await clock.advance(1_000);
    const after = await now(launch);
    letGo();
    await clock.advance(0);

    expect(before).toMatchObject({ status: "sending" });
    expect(after).toMatchObject({ status: "unclear", reason: { code: "interrupted" } });
    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT });
    expect(providers.j7tracker.received).toHaveLength(1);
  });

  it("that nobody answers for is sent no second time, however long it waits", async () => {
    const { providers } = holding();
    const { dispatch, add, now, clock } = theWorks({ providers });
    const launch = await add();

    dispatch();
    await clock.advance(LEASE_MS);
    await clock.advance(10 * 60_000);

    expect(providers.j7tracker.received).toHaveLength(1);
    expect(await now(launch)).toMatchObject({ status: "unclear" });
  });
});

describe("stopping", () => {
  it("waits for what is under way, takes nothing new, and leaves no timer", async () => {
    const { providers, letGo } = holding();
    const { dispatch, add, now, clock } = theWorks({ providers });
    const launch = await add();
    const dispatcher = dispatch();
    await clock.advance(0);

    let stopped = false;
    const stopping = dispatcher.stop(10_000).then(() => (stopped = true));
    const late = await add();
    dispatcher.wake();
    await clock.advance(9_999);
    const before = stopped;
    letGo();
    await stopping;
    await clock.advance(0);

    expect(before).toBe(false);
    expect(await now(launch)).toMatchObject({ status: "live" });
    expect(await now(late)).toMatchObject({ status: "queued" });
    expect(clock.waiting()).toBe(0);
  });

  it("waits no longer than it is told", async () => {
    const { providers } = holding();
    const { dispatch, add, now, clock } = theWorks({ providers });
    const launch = await add();
    const dispatcher = dispatch();
    await clock.advance(0);

    const stopping = dispatcher.stop(10_000);
    await clock.advance(10_000);
    await stopping;

    expect(await now(launch)).toMatchObject({ status: "sending" });
    expect(clock.waiting()).toBe(0);
  });

  it("is done at once when nothing is under way", async () => {
    const { dispatch, clock } = theWorks();
    const dispatcher = dispatch();
    await clock.advance(700);

    await dispatcher.stop(10_000);

    expect(clock.waiting()).toBe(0);
  });
});

describe("a clock that was a year ahead", () => {
  const YEAR_MS = 365 * 24 * 3_600_000;

  it("keeps nothing waiting once it is set back while the program runs", async () => {
    const { dispatch, add, now, clock, providers } = theWorks();
    clock.set(YEAR_MS);
    dispatch();
    providers.blowfish.answerNext({ kind: "accepted", eventId: EVENT });
    const launch = await add({ ...onBlowfish(), confirmedAt: clock.now(), nextAt: clock.now() });
    await clock.advance(10_000);
    expect(await now(launch)).toMatchObject({ status: "accepted" });

    clock.set(-YEAR_MS);
    providers.blowfish.sayNext(liveWith(MINT));
    await clock.advance(20_000);

    expect(await now(launch)).toMatchObject({ status: "live", mint: MINT });
  });

  it("keeps nothing waiting once it is set back before the start, and sends no old confirmation", async () => {
    const { dispatch, add, now, clock, providers } = theWorks();
    const ahead = clock.now() + YEAR_MS;
    const launch = await add({ confirmedAt: ahead, nextAt: ahead });

    dispatch();
    await clock.advance(10_000);

    expect(await now(launch)).toMatchObject({ status: "expired" });
    expect(providers.j7tracker.received).toEqual([]);
  });
});
