import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createPace } from "../../src/bot/update-pace.ts";
import { aWorld } from "../support/a-world.ts";
import { aSession } from "../support/some-keys.ts";

/** The library that counts asks the system for the time. */
function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
}

const SAID = "I listen again in a minute";

describe("the pace of a person", () => {
  it("is forty updates in a minute, answered once, then silence until the minute is over", async () => {
    stopTheClock();
    const pace = createPace();
    const many = (count: number) => Promise.all(Array.from({ length: count }, () => pace.take(1)));

    expect((await many(40)).filter((verdict) => verdict === "go")).toHaveLength(40);
    expect(await many(3)).toEqual(["tell", "drop", "drop"]);
    expect(await pace.take(2), "somebody else").toBe("go");
    vi.setSystemTime(Date.now() + 59_999);
    expect(await pace.take(1)).toBe("drop");
    vi.setSystemTime(Date.now() + 1);
    expect(await pace.take(1)).toBe("go");
  });

  it("costs a flood one answer, ends the spinner of every tap, and then goes on as before", async () => {
    stopTheClock();
    const world = await aWorld({ paced: true });
    const ada = world.person("Ada");
    ada.say("/regions");
    await ada.sees("Regions of J7Tracker");
    for (let at = 0; at < 60; at += 1) ada.say("hello");
    await world.settled();
    const heard = ada.heard();

    const said = await ada.forge("r:auto");

    expect(said).toBe("");
    expect(heard, "the page, 39 answers and one more").toBe(41);
    await ada.sees(SAID);
    vi.setSystemTime(Date.now() + 60_000);
    ada.say("/help");
    await ada.sees("Launching");
  });

  it("lets a key that was sent in a flood be deleted all the same", async () => {
    const world = await aWorld({ paced: true });
    const ada = world.person("Ada");
    for (let at = 0; at < 45; at += 1) ada.say("hello");
    await world.settled();
    const key = aSession();

    ada.say(key);
    await world.settled();

    expect(JSON.stringify(ada.messages())).not.toContain(key);
  });
});
