import { describe, expect, it } from "vitest";
import { TARGETS } from "../../src/domain/targets.ts";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf, type TestActor } from "../support/an-actor.ts";

const MEGABYTE = 1024 * 1024;

/** The ways to each question, from nothing. */
const ASK = {
  async name(ada: TestActor, target = "pump") {
    ada.say(`/launch ${target}`);
    await ada.sees("What is it called?");
  },
  async ticker(ada: TestActor, target = "pump") {
    await ASK.name(ada, target);
    ada.say("Moss Coin");
    await ada.sees("Which ticker?");
  },
  async picture(ada: TestActor, target = "pump") {
    await ASK.ticker(ada, target);
    ada.say("MOSS");
    await ada.sees("Send a picture");
  },
  async description(ada: TestActor, target = "swarms") {
    await ASK.picture(ada, target);
    ada.say("⏭ Skip");
    await ada.sees("Describe it");
  },
  async buy(ada: TestActor, target = "pump") {
    await ASK.picture(ada, target);
    ada.say("⏭ Skip");
    await ada.sees("How much do you buy first");
  },
};
type Asked = keyof typeof ASK;

const QUESTION: Readonly<Record<Asked, string>> = {
  name: "What is it called?",
  ticker: "Which ticker?",
  picture: "Send a picture",
  description: "Describe it",
  buy: "How much do you buy first",
};

interface Slip {
  readonly what: string;
  readonly asked: Asked;
  readonly target?: string;
  readonly given: string | ((ada: TestActor) => void);
  readonly told: string;
}

const file = (name: string, bytes: Buffer, mime: string) => (ada: TestActor) =>
  ada.sendFile({ name, bytes, mime });

const SLIPS: readonly Slip[] = [
  {
    what: "nothing but blanks that show",
    asked: "name",
    given: "\u3164",
    told: "invisible characters",
  },
  {
    what: "a name that is too long",
    asked: "name",
    given: "m".repeat(101),
    told: "too long: 101 characters, at most 100 fit",
  },
  {
    what: "a name too short for swarms",
    asked: "name",
    target: "swarms",
    given: "M",
    told: "at least 2 characters",
  },
  {
    what: "a name turned around by a mark",
    asked: "name",
    given: "Moss\u202Enioc",
    told: "turn or hide text",
  },
  {
    what: "a sticker for a name",
    asked: "name",
    given: (ada) => ada.sends("sticker"),
    told: "send the name as a text message",
  },
  {
    what: "a voice note for a ticker",
    asked: "ticker",
    given: (ada) => ada.sends("voice"),
    told: "send the ticker as a text message",
  },
  {
    what: "a video for an amount",
    asked: "buy",
    given: (ada) => ada.sends("video"),
    told: "send the first buy as a text message",
  },
  { what: "an emoji for a ticker", asked: "ticker", given: "MOSS🌿", told: "cannot hold emoji" },
  { what: "a sign in a ticker", asked: "ticker", given: "MO-SS", told: "“-” does not fit" },
  {
    what: "a ticker of another alphabet for Blowfish",
    asked: "ticker",
    target: "blowfish",
    given: "МОХ",
    told: "only A to Z and 0 to 9",
  },
  {
    what: "a ticker too long for Blowfish",
    asked: "ticker",
    target: "blowfish",
    given: "MOSSMOSSMOSS",
    told: "too long: 12 characters, at most 10 fit",
  },
  {
    what: "a ticker too short for Blowfish",
    asked: "ticker",
    target: "blowfish",
    given: "M",
    told: "at least 2 characters",
  },
  {
    what: "a right-to-left mark in a ticker",
    asked: "ticker",
    given: "MO\u200FSS",
    told: "turn or hide text",
  },
  {
    what: "words for a picture",
    asked: "picture",
    given: "a green one",
    told: "a photo, an image file, or an https link",
  },
  {
    what: "a sticker for a picture",
    asked: "picture",
    given: (ada) => ada.sends("sticker"),
    told: "a photo, an image file",
  },
  {
    what: "a link that is not https",
    asked: "picture",
    given: "http://moss.example/a.png",
    told: "start with https://",
  },
  {
    what: "a link with a password",
    asked: "picture",
    given: "https://me:pass@moss.example/a.png",
    told: "user name or password",
  },
  {
    what: "a link too long for Blowfish",
    asked: "picture",
    target: "blowfish",
    given: `https://moss.example/${"a".repeat(300)}`,
    told: "at most 255",
  },
  {
    what: "a file of 30 MB",
    asked: "picture",
    given: file("moss.png", Buffer.alloc(30 * MEGABYTE), "image/png"),
    told: "too large: at most 10 MB",
  },
  {
    what: "a text called .png",
    asked: "picture",
    given: file("moss.png", Buffer.from("soft and green"), "image/png"),
    told: "no picture I can use",
  },
  {
    what: "half a picture",
    asked: "picture",
    given: file("moss.png", samplePicture(64, 2).subarray(0, 300), "image/png"),
    told: "damaged",
  },
  { what: "an amount below zero", asked: "buy", given: "-1", told: "cannot be below zero" },
  { what: "an amount in powers of ten", asked: "buy", given: "1e99", told: "no amount I can read" },
  { what: "an amount in words", asked: "buy", given: "a little", told: "no amount I can read" },
  {
    what: "an amount that means two things",
    asked: "buy",
    given: "1,000",
    told: "a thousand or one",
  },
  {
    what: "an amount of a slipped finger",
    asked: "buy",
    given: "10000000",
    told: "looks like a slip",
  },
  {
    what: "an amount finer than the coin",
    asked: "buy",
    given: "0.0000000001",
    told: "only 9 decimal places",
  },
  {
    what: "a description that is too long",
    asked: "description",
    given: "m".repeat(1001),
    told: "at most 1000 fit",
  },
  {
    what: "a sticker for a description",
    asked: "description",
    given: (ada) => ada.sends("sticker"),
    told: "send the description as a text message",
  },
  {
    what: "a file of 30 MB for a name",
    asked: "name",
    given: file("a.zip", Buffer.alloc(30 * MEGABYTE), "application/zip"),
    told: "too large",
  },
];

describe("an answer that does not fit", () => {
  it.each(SLIPS)("is told in a clear sentence and asked again: $what", async (slip) => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await ASK[slip.asked](ada, slip.target);

    if (typeof slip.given === "string") ada.say(slip.given);
    else slip.given(ada);

    const told = textOf(await ada.sees(slip.told));
    expect(told).toContain(QUESTION[slip.asked]);
    expect(told).toContain(
      TARGETS[(slip.target ?? (slip.asked === "description" ? "swarms" : "pump")) as "pump"].label,
    );
    expect(ada.last().replyKeyboard?.rows.at(-1)).toContain("✖️ Cancel");
  });

  it("leaves no trace: the right answer goes on where the question was", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await ASK.ticker(ada);
    for (const slip of ["🌿", "MO-SS", "m".repeat(30), "🌿", "MO SS"]) {
      ada.say(slip);
      await ada.sees("Which ticker?");
    }

    ada.say("moss");

    expect(textOf(await ada.sees("Send a picture"))).toContain("Moss Coin · $moss");
  });

  it("is told at the question for the target as well", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch");
    await ada.sees("Where shall it go?");

    ada.sends("sticker");
    await ada.sees("tap one of the buttons above");
    ada.say("to the moon");
    await ada.sees("tap one of the buttons above");
    ada.say("bonk");

    await ada.sees("What is it called?");
  });
});

describe("a name with marks of its own", () => {
  it.each([
    "<b>Moss</b> & <script>",
    `"Moss" 'Coin' «x»`,
    "Moss &amp; &lt;Fern&gt;",
    "🌿🌿 Moss 👩‍👩‍👧",
    "مرحبا עולם Moss",
    "*Moss* _Coin_ `x` [y](z)",
  ])("is shown as it was typed, everywhere: %s", async (name) => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    ada.say(name);
    expect(textOf(await ada.sees("Which ticker?"))).toContain(name);
    ada.say("MOSS");
    await ada.sees("Send a picture");
    ada.say("⏭ Skip");
    await ada.sees("How much do you buy first");
    ada.say("⏭ Skip");
    const card = await ada.sees("not stored yet");
    expect(textOf(card).split("\n")[0]).toBe(`${name} $MOSS`);
    await ada.tap("Cancel");

    expect(textOf(await ada.sees("Nothing was launched"))).toContain(name);
  });
});
