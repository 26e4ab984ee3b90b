import { describe, expect, it } from "vitest";
import { createPace } from "../../src/bot/update-pace.ts";
import { aClock } from "../support/a-clock.ts";
import { aWorld } from "../support/a-world.ts";
import { aSession } from "../support/some-keys.ts";

const SAID = "I listen again in a minute";

describe("the pace of a person", () => {
  it("is forty updates in a minute, answered once, then silence until the minute is over", async () => {
    const clock = aClock();
    const pace = createPace(clock);
    const many = (count: number) => Array.from({ length: count }, () => pace.take(1));

    expect(many(40).filter((verdict) => verdict === "go")).toHaveLength(40);
    expect(many(3)).toEqual(["tell", "drop", "drop"]);
    expect(pace.take(2), "somebody else").toBe("go");
    await clock.advance(59_999);
    expect(pace.take(1)).toBe("drop");
    await clock.advance(1);
    expect(pace.take(1)).toBe("go");
  });

  it("costs a flood one answer, ends the spinner of every tap, and then goes on as before", async () => {
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
    await world.pass(60_000);
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
