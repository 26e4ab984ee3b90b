import { describe, expect, it, onTestFinished, vi } from "vitest";
import { TARGETS, type TargetId } from "../../src/domain/targets.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { buttonsOf, textOf, type TestActor } from "../support/an-actor.ts";
import { atTheCard, launches, launchesUnclear, launchesUnsent } from "../support/at-the-card.ts";
import { liveWith, MINT } from "../support/fake-provider.ts";
import { giveKeys } from "../support/some-keys.ts";

/** Launches again from the live card, so often. */
async function launchesOften(world: World, ada: TestActor, count: number): Promise<void> {
  await launches(world, ada);
  for (let at = 1; at < count; at += 1) {
    await world.clock.advance(1_000);
    await ada.tap("Launch another like this");
    await ada.sees("cannot be undone");
    await ada.tap("🚀 Launch");
    await ada.sees("Live");
  }
}

const rowsOf = (text: string): number =>
  text.split("\n").filter((line) => line.includes("$MOSS")).length;

describe("/start", () => {
  it("greets by name and shows the next step, before and after there are keys", async () => {
    const world = await aWorld();
    const ada = world.person("Ada <b>");

    ada.say("/start");
    const first = textOf(await ada.sees("Hello Ada <b>."));
    await giveKeys(world.vault, ada.id, "swarms");
    ada.say("/start hello");

    expect(first).toContain("I ask for what is missing");
    await ada.sees("You are ready: send /launch.");
  });

  it("says in the sandbox that nothing is real", async () => {
    const world = await aWorld({ about: { sandbox: true } });
    const ada = world.person("Ada");

    ada.say("/start");

    await ada.sees("nothing leaves this machine, no token is real");
  });
});

describe("/help and /about", () => {
  it("name every command, who runs the bot, and what it never asks", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");

    ada.say("/help");
    const help = textOf(await ada.sees("Launching"));
    ada.say("/about");
    const about = textOf(await ada.sees("Launchgram 1.2.3"));

    for (const one of [
      "launch",
      "status",
      "history",
      "keys",
      "regions",
      "cancel",
      "help",
      "about",
    ]) {
      expect(help).toContain(`/${one} `);
    }
    expect(about).toContain("Run by: 42");
    expect(about).toContain("never asks for a seed phrase");
  });
});

describe("/launch with a target", () => {
  it.each(["/launch pump", "/launch PUMP", "/launch  pump "])(
    "%s skips the first question",
    async (typed) => {
      const world = await aWorld();
      const ada = world.person("Ada");

      ada.say(typed);

      await ada.sees("What is it called?");
    },
  );

  it("asks where to when the target is unknown", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");

    ada.say("/launch moon");

    await ada.sees("Where shall it go?");
  });
});

describe("/status", () => {
  it("says that nothing is open", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");

    ada.say("/status");

    await ada.sees("Nothing is open.");
  });

  it("brings the card of the one open launch down, and leaves a word above", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);
    const old = ada.card();

    ada.say("/status");
    const card = await ada.sees("Unclear");
    await world.settled();

    expect(card.messageId).toBeGreaterThan(old.messageId);
    const above = ada.messages().find(({ messageId }) => messageId === old.messageId);
    expect(textOf(above ?? old)).toBe("Moss Coin $MOSS: its card goes on below.");
    expect(above?.keyboard).toBeUndefined();
  });

  it("goes on with the card that was brought down", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
    await launches(world, ada, "blowfish", "Accepted");
    ada.say("/status");
    const card = await ada.sees("Accepted");
    await world.settled();
    world.providers.blowfish.sayNext(liveWith(MINT));

    await world.pass(6_000);
    const live = await ada.sees("Live");

    expect(live.messageId).toBe(card.messageId);
  });

  it("lists several and opens the one that is tapped", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);
    await world.clock.advance(1_000);
    await launchesUnclear(world, ada, "bonk");
    ada.say("/status");
    const list = await ada.sees("Open launches: 2");

    const first = buttonsOf(list)[0]?.data ?? "";
    await ada.forge(first, list);

    expect(textOf(await ada.sees("Unclear"))).toContain("letsbonk");
  });

  it("takes a launch's number, with or without #, and no other person's", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const ben = world.person("Ben");
    await launches(world, ada);
    const id = /#(\w{12})/.exec(textOf(ada.card()))?.[1] ?? "";

    ada.say(`/status #${id}`);
    await ada.sees(MINT);
    ben.say(`/status ${id}`);
    await ben.sees("I find no launch of yours with that number.");
    ada.say("/status 2222");

    await ada.sees("I find no launch of yours with that number.");
  });
});

describe("/history", () => {
  it("pages back and returns to the newest", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesOften(world, ada, 10);

    ada.say("/history");
    const first = await ada.sees("newest first");
    const firstRows = rowsOf(textOf(first));
    await ada.tap("Older");
    const second = await ada.sees("newest first");
    const labels = ada.labels(second);
    await ada.tap("⏮ Newest");
    const again = await ada.sees("newest first");

    expect([firstRows, rowsOf(textOf(second))]).toEqual([8, 2]);
    expect(labels).not.toContain("Older ▶️");
    expect(again.messageId).toBe(first.messageId);
    expect(ada.labels(again)).toContain("Older ▶️");
  });

  it("filters by how launches ended, and says when there are none of these", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launches(world, ada);
    await launchesUnclear(world, ada, "bonk");
    ada.say("/history");
    await ada.sees("newest first");

    await ada.tap("Unclear");
    const unclear = textOf(await ada.sees("newest first"));
    await ada.tap("Failed");
    const failed = await ada.sees("None of these.");

    expect(unclear).toContain("letsbonk");
    expect(unclear).not.toContain("pump.fun");
    expect(ada.labels(failed)).toContain("· Failed ·");
  });

  it("shows a launch's receipt and its card", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launches(world, ada);
    ada.say("/history");
    await ada.sees("newest first");

    await ada.tap("✅ $MOSS");

    const receipt = textOf(await ada.sees("Receipt"));
    expect(receipt).toMatch(/queued\n📡 sending.*\n✅ live/);
    await ada.sees(MINT);
  });

  it("tells a newcomer how to begin", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");

    ada.say("/history");

    await ada.sees("No launches yet. /launch starts the first.");
  });
});

describe("/regions", () => {
  it("shows what was measured, takes a pick and goes back to the nearest", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/regions");
    const board = textOf(await ada.sees("Regions of J7Tracker"));

    await ada.tap("europe");
    await ada.sees("You picked europe.");
    await atTheCard(world, ada);
    const card = textOf(ada.card());
    await ada.tap("Nearest by itself");
    await ada.sees("The nearest one is used by itself: na-east.");

    expect(board).toContain("na-east 12 ms, at worst 20 ms, asked just now, 2 open");
    expect(board).toContain("Blowfish 70 ms, at worst 80 ms, asked just now, 3 open, 1 launching");
    expect(board).toContain("last closed 3 min ago");
    expect(board).toContain("swarms.world, no connection now");
    expect(card).toContain("Region: europe, 92 ms away");
  });

  it("goes back to the nearest when the picked one is gone from the settings", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await world.storage.bot.person(ada.id, world.clock.now());
    await world.storage.bot.setRegion(ada.id, "atlantis");

    ada.say("/regions");

    await ada.sees("The nearest one is used by itself: na-east.");
  });

  it("sends to the region that was picked", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/regions");
    await ada.tap("europe");
    await ada.sees("You picked europe.");

    await launches(world, ada);

    expect(world.providers.j7tracker.received).toMatchObject([{ region: "europe" }]);
  });
});

describe("/cancel", () => {
  it("says that what was sent cannot be recalled", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
    await launches(world, ada, "blowfish", "Accepted");

    ada.say("/cancel");

    await ada.sees("cannot be recalled");
  });

  it("takes back what waits to be sent", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnsent(world, ada);
    const sent = world.providers.j7tracker.received.length;

    ada.say("/cancel");
    await ada.sees("cancelled. Nothing was launched.");
    await world.pass(5_000);
    await world.settled();

    expect(world.providers.j7tracker.received).toHaveLength(sent);
    expect(textOf(ada.card())).toContain("Nothing was sent.");
  });
});

describe("people the bot does not serve", () => {
  it("get one polite sentence with their number, and then silence for an hour", async () => {
    // The library that counts asks the system for the time.
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const world = await aWorld({ allowed: ["Ada"] });
    const ben = world.person("Ben");

    ben.say("/launch pump");
    await ben.sees(`This bot is private.`);
    ben.sends("sticker");
    ben.say("hello?");
    await world.settled();
    const meanwhile = ben.heard();
    vi.setSystemTime(Date.now() + 60 * 60_000);
    ben.say("and now?");
    await ben.sees(String(ben.id));

    expect(meanwhile).toBe(1);
    expect(await world.storage.drafts.latestOpen(ben.id)).toBeNull();
  });

  it("do not keep others from being served", async () => {
    const world = await aWorld({ allowed: ["Ada"] });
    const ada = world.person("Ada");

    ada.say("/launch pump");

    await ada.sees("What is it called?");
  });
});

describe("whatever else arrives", () => {
  it.each(["sticker", "voice", "video"] as const)(
    "a %s out of the blue is answered",
    async (kind) => {
      const world = await aWorld();
      const ada = world.person("Ada");

      ada.sends(kind);

      await ada.sees("I did not understand that.");
    },
  );

  it("a block and its end are no answer to a question", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    world.telegram.blockBot(ada.id);
    world.telegram.unblockBot(ada.id);
    await world.settled();
    expect(ada.heard()).toBe(1);

    ada.say("Moss Coin");

    await ada.sees("Which ticker?");
    expect(world.logged.join("")).not.toContain("an update failed");
  });
});

const ALL: readonly TargetId[] = ["pump", "blowfish", "swarms"];

describe("a launch that ended", () => {
  it.each(ALL)("shows the mint, links and timings of %s", async (id) => {
    const world = await aWorld();
    const ada = world.person("Ada");

    await launches(world, ada, id);

    const card = ada.card();
    const copy = buttonsOf(card).find(({ kind }) => kind === "copy");
    expect(copy?.copyText).toBe(MINT);
    expect(
      buttonsOf(card)
        .filter(({ kind }) => kind === "url")
        .map(({ url }) => url),
    ).toContain(`https://solscan.io/token/${MINT}`);
    expect(textOf(card)).toMatch(
      /Tap to sent under 1 ms, sent to answer under 1 ms\. A round trip( to [\w-]+)? took 24 ms then\./,
    );
    expect(textOf(card)).toContain(TARGETS[id].label);
  });
});
