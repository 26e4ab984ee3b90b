import { describe, expect, it } from "vitest";
import type { TargetId } from "../../src/domain/targets.ts";
import type { SimMessage } from "../../src/sandbox/telegram/world.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { buttonsOf, textOf, type TestActor } from "../support/an-actor.ts";
import {
  atTheCard,
  describes,
  launches,
  launchesUnclear,
  launchesUnsent,
} from "../support/at-the-card.ts";

/** A place in the chat with buttons, and how to come there from nothing. */
interface Place {
  readonly name: string;
  readonly go: (world: World, ada: TestActor) => Promise<unknown>;
}

const taps =
  (...labels: readonly string[]) =>
  async (ada: TestActor) => {
    for (const label of labels) await ada.tap(label);
  };

const card = (target: TargetId, ...labels: readonly string[]): Place => ({
  name: [`card of ${target}`, ...labels].join(", "),
  async go(world, ada) {
    await atTheCard(world, ada, target);
    await taps(...labels)(ada);
  },
});

const PLACES: readonly Place[] = [
  card("pump"),
  card("pump", "Edit"),
  card("pump", "Options"),
  card("pump", "Options", "More options"),
  card("pump", "Other target"),
  card("bags", "Options"),
  card("bags", "Options", "More options"),
  card("bnb", "Options"),
  card("blowfish"),
  card("blowfish", "Edit"),
  card("blowfish", "Options"),
  card("swarms"),
  card("swarms", "Edit"),
  card("swarms", "Options"),
  {
    name: "card without keys",
    async go(_world, ada) {
      await describes(ada, "swarms");
      await ada.sees("not stored yet");
      await ada.tap("Other target");
      await ada.tap("Blowfish");
    },
  },
  { name: "live card", go: (world, ada) => launches(world, ada) },
  {
    name: "accepted card",
    async go(world, ada) {
      world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
      await launches(world, ada, "blowfish", "Accepted");
    },
  },
  {
    name: "queued card",
    async go(world, ada) {
      await launchesUnsent(world, ada);
    },
  },
  {
    name: "failed card",
    async go(world, ada) {
      world.providers.swarms.failNext("refused");
      await launches(world, ada, "swarms", "already taken");
    },
  },
  { name: "unclear card", go: (world, ada) => launchesUnclear(world, ada) },
  {
    name: "unclear card with a way to look",
    go: (world, ada) => launchesUnclear(world, ada, "swarms"),
  },
  {
    name: "second question",
    async go(world, ada) {
      await launchesUnclear(world, ada);
      await ada.tap("Launch again anyway");
      await ada.sees("a second time");
    },
  },
  {
    name: "question for the target",
    async go(_world, ada) {
      ada.say("/launch");
      await ada.sees("Where shall it go?");
    },
  },
  {
    name: "keys",
    async go(_world, ada) {
      ada.say("/keys");
      await ada.sees("Your keys");
    },
  },
  ...["J7Tracker", "Blowfish", "swarms.world"].map((provider) => ({
    name: `keys of ${provider}`,
    async go(world: World, ada: TestActor) {
      await atTheCard(
        world,
        ada,
        provider === "J7Tracker" ? "pump" : provider === "Blowfish" ? "blowfish" : "swarms",
      );
      ada.say("/keys");
      await ada.sees("Your keys");
      await ada.tap(provider);
    },
  })),
  {
    name: "regions",
    async go(_world, ada) {
      ada.say("/regions");
      await ada.sees("Regions");
    },
  },
  {
    name: "history",
    async go(world, ada) {
      await launches(world, ada);
      ada.say("/history");
      await ada.sees("newest first");
    },
  },
];

async function comeTo(place: Place) {
  const world = await aWorld();
  const ada = world.person("Ada");
  await place.go(world, ada);
  await world.settled();
  return { world, ada, card: ada.card() };
}

const dataOf = (message: SimMessage): readonly string[] =>
  buttonsOf(message).flatMap(({ data }) => data ?? []);

describe("every button that is drawn", () => {
  it.each(PLACES)("leads to an answer: $name", async (place) => {
    const drawn = dataOf((await comeTo(place)).card);
    expect(drawn.length).toBeGreaterThan(0);

    for (const [at] of drawn.entries()) {
      const { world, ada, card } = await comeTo(place);
      const data = dataOf(card)[at] ?? "";
      const before = ada.messages();

      const toast = await ada.forge(data, card);
      await world.settled();

      // The filter that is in use shows the page that is there.
      const shown = data === "h:all" || JSON.stringify(ada.messages()) !== JSON.stringify(before);
      expect({ data, answered: shown || toast !== "" }).toEqual({ data, answered: true });
      expect(toast).not.toContain("no longer in use");
      expect(world.logged.filter((line) => line.includes(`"level":50`))).toEqual([]);
      expect(textOf(ada.last())).not.toContain("Something went wrong");
    }
  });

  it.each(PLACES)("is no error when tapped twice: $name", async (place) => {
    const { world, ada, card } = await comeTo(place);

    for (const data of dataOf(card)) {
      const twice = [ada.forge(data, card), ada.forge(data, card)];
      await Promise.all(twice);
      await world.settled();
      const still = ada.messages().some(({ messageId }) => messageId === card.messageId);
      if (!still) break;
    }

    expect(world.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});

describe("a button that is not one's own", () => {
  const OWN: readonly Place[] = PLACES.filter(({ name }) => /card|question/.test(name));

  it.each(OWN)("does nothing for a second person: $name", async (place) => {
    const { world, ada, card } = await comeTo(place);
    const ben = world.person("Ben");
    ben.say("/start");
    const own = await ben.sees("Hello Ben");
    const before = JSON.stringify(ada.messages());
    const received = world.providers.j7tracker.received.length;

    for (const data of dataOf(card)) {
      const toast = await ben.forge(data, own);
      expect(toast).toMatch(/Only the person who started this|no longer in use/);
    }
    await world.settled();

    expect(JSON.stringify(ada.messages())).toBe(before);
    expect(ben.heard()).toBe(1);
    expect(world.providers.j7tracker.received).toHaveLength(received);
  });
});

const ID = "b2c3d4f5g6h7";
const FORGED: readonly string[] = [
  "d:",
  "d:x",
  `d:${ID}:1:go`,
  `d:${ID}:99999999:go`,
  `d:${ID}:1:constructor`,
  "l:",
  `l:${ID}:sure`,
  `l:${ID}:constructor`,
  "l:__proto__:live",
  "k:",
  "k:constructor",
  "k:moon:session-jwt:add",
  "k:j7tracker:api-key:add",
  "k:swarms:api-key:sure",
  "k:swarms:api-key:sure:1",
  "k:swarms:api-key:constructor",
  "f:",
  "f:pick:moon",
  "h:",
  "h:constructor",
  "h:__proto__:1:2",
  "r:",
  "r:moon",
  "r:constructor",
  "x",
  "🌿".repeat(16),
  "a".repeat(64),
  "d:".padEnd(64, ":"),
  `h:all:${"z".repeat(40)}:${ID}`,
];

describe("made-up button data", () => {
  it.each(FORGED)("is answered as an old button: %s", async (data) => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/start");
    const message = await ada.sees("Hello");

    const toast = await ada.forge(data, message);
    await world.settled();

    const page = data.startsWith("h:all");
    expect(toast).toBe(page ? "" : "That button is no longer in use.");
    expect(world.logged.filter((line) => line.includes(`"level":50`))).toEqual([]);
  });

  it.each([
    "constructor",
    "ask:option",
    "ask:moon",
    "ask:description",
    "to:moon",
    "opt:moon",
    "opt:gwei",
    "key:api-key",
    "make:session-jwt",
    "clear:name",
    "moon",
  ])("does nothing to one's own card: %s", async (action) => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    const [, id = "", version = ""] = dataOf(ada.card())[0]?.split(":") ?? [];
    const before = await world.storage.drafts.get(id);

    await ada.forge(`d:${id}:${version}:${action}`);
    await world.settled();

    const after = await world.storage.drafts.get(id);
    expect(after?.content).toEqual(before?.content);
    expect(world.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
    ada.say("hello");
    await ada.sees("I did not understand that");
  });

  it.each(["sure", "again", "ticker", "constructor", "moon", "not", "live"])(
    "does not make another launch out of one that is under way: %s",
    async (action) => {
      const world = await aWorld();
      const ada = world.person("Ada");
      world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
      await launches(world, ada, "blowfish", "Accepted");
      const id = /#(\w{12})/.exec(textOf(ada.card()))?.[1] ?? "";

      const toast = await ada.forge(`l:${id}:${action}`);
      await world.settled();

      expect(toast).toMatch(/no longer in use|settled already/);
      expect(await world.storage.drafts.latestOpen(ada.id)).toBeNull();
      expect((await world.storage.launches.get(id))?.status).toBe("accepted");
    },
  );
});

describe("a card that has changed since", () => {
  it("does not launch by the old card's button", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    const old = ada.card();
    const go = dataOf(old)[0] ?? "";
    await ada.tap("Other target");
    await ada.tap("Clanker");
    await ada.sees("Clanker · Base");
    await world.settled();

    const toast = await ada.forge(go);
    await world.settled();

    expect(toast).toBe("This card has changed since. Please look at it once more.");
    expect(world.providers.j7tracker.received).toEqual([]);
  });

  it("changes nothing by the old card's buttons", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    const [, id = "", version = ""] = dataOf(ada.card())[0]?.split(":") ?? [];
    await ada.tap("Other target");
    await ada.tap("Clanker");
    await world.settled();

    for (const action of ["to:bonk", "opt:privateDescription", "clear:buy"]) {
      const toast = await ada.forge(`d:${id}:${version}:${action}`);
      expect(toast).toContain("This card has changed since.");
    }
    await world.settled();

    const draft = await world.storage.drafts.get(id);
    expect(draft?.content).toMatchObject({ target: "clanker", options: {} });
  });

  it("answers a tap on a launch's old preview with what became of it", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    const preview = dataOf(ada.card());
    await ada.tap("🚀 Launch");
    await ada.sees("Live");
    await world.settled();

    const toasts = [];
    for (const data of preview) toasts.push(await ada.forge(data));

    expect(toasts[0]).toContain("That was already confirmed.");
    expect(new Set(toasts.slice(1))).toEqual(new Set(["That button is no longer in use."]));
    expect(world.providers.j7tracker.received).toHaveLength(1);
  });
});
