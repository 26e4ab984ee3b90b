import { describe, expect, it } from "vitest";
import { FIRST_WISHES } from "../../src/domain/notice-wishes.ts";
import { launchesUnclear } from "../support/at-the-card.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";

/** Ada on the page of what she is told. The clock of these tests stands at noon, UTC. */
async function aPage() {
  const world = await aWorld();
  const ada = world.person("Ada");
  ada.say("/settings");
  await ada.sees("Your spend limits");
  await ada.tap("What I tell you");
  await ada.sees("What I tell you here");
  const wishes = () => world.storage.wishes.wishes(ada.id);
  return { world, ada, wishes };
}

describe("what I tell you, in /settings", () => {
  it("switches each kind off and on again", async () => {
    const { ada, wishes } = await aPage();

    await ada.tap("launches elsewhere end");
    await ada.tap("that you follow");
    await ada.tap("once a day");
    const off = await wishes();
    await ada.tap("once a day");

    expect(off).toEqual({ ...FIRST_WISHES, told: false, follow: false, digest: false });
    expect(await wishes()).toEqual({ ...off, digest: true });
    expect(ada.labels()).toContain("☐ How your launches elsewhere end");
  });

  it("sets quiet hours, and asks first what time it is", async () => {
    const { ada, wishes } = await aPage();

    await ada.tap("Quiet hours");
    await ada.sees("What time is it where you are?");
    await ada.tap("17:30");
    await ada.tap("From 22:00");
    await ada.tap("23:00");
    await ada.sees("23:00–08:00");

    expect(await wishes()).toMatchObject({ quiet: { from: 23, until: 8 }, clockAhead: 330 });
    expect(textOf(ada.card())).toContain("Your clock says 17:30");
  });

  it("takes no quiet hours that never end, and ends them by a tap", async () => {
    const { ada, wishes } = await aPage();
    await ada.tap("Set your clock");
    await ada.tap("12:00");
    await ada.tap("Quiet hours");
    await ada.tap("Until 08:00");

    const refused = await ada.tap("22:00");
    await ada.tap("Back");
    await ada.tap("Quiet hours");

    expect(refused).toBe("Quiet hours have to end at another hour than they begin.");
    expect((await wishes()).quiet).toBeNull();
  });

  it("sets the hour for what is unclear, and takes it back", async () => {
    const { ada, wishes } = await aPage();

    await ada.tap("Pick an hour");
    await ada.tap("09:00");
    const set = (await wishes()).digestHour;
    await ada.tap("What is unclear: 09:00");
    await ada.tap("At the time it became unclear");

    expect(set).toBe(9);
    expect((await wishes()).digestHour).toBeNull();
  });

  it("offers every time of day once, also of clocks that are a half or a quarter off", async () => {
    const { ada } = await aPage();

    await ada.tap("Set your clock");
    await ada.sees("What time is it");

    const times = ada.labels().filter((label) => /^\d\d:\d\d$/.test(label));
    expect(new Set(times).size).toBe(times.length);
    expect(times).toHaveLength(34);
    expect(times).toContain("17:45");
  });
});

describe("several launches that stay unclear", () => {
  it("are opened from the one message about them", async () => {
    const { world, ada } = await aPage();
    await launchesUnclear(world, ada);
    await launchesUnclear(world, ada, "bonk");
    await world.clock.advance(86_400_000);

    await ada.sees("Still unclear: 2 launches");
    await ada.tap("❓ $MOSS");
    await ada.sees("Unclear");
    await world.settled();

    expect(ada.labels(ada.last())).toContain("It is live");
  });
});
