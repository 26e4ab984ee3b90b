import { describe, expect, it } from "vitest";
import { CallError, type Reason } from "../../src/domain/errors.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";
import { atTheCard, launches, launchesUnclear, launchesUnsent } from "../support/at-the-card.ts";
import { liveWith, MINT } from "../support/fake-provider.ts";
import { aSession } from "../support/some-keys.ts";

const refusedFor = (reason: Partial<Reason> & Pick<Reason, "code">) =>
  new CallError("refused", { said: null, ...reason });

describe("an unclear launch", () => {
  it("says what is known and is never sent again by itself", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);

    await world.pass(60_000);
    await world.settled();

    expect(textOf(ada.card())).toContain("The request was sent, but no answer came back.");
    expect(textOf(ada.card())).toContain("so I will not send it again");
    expect(ada.labels()).toEqual(["It is live", "It did not happen", "Launch again anyway"]);
    expect(world.providers.j7tracker.received).toHaveLength(1);
  });

  it("offers to look where the provider has a way, and says what came of it", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada, "swarms");

    const nothing = await ada.tap("Check again");
    world.providers.swarms.showNext(liveWith(MINT));
    const found = await ada.tap("Check again");

    expect([nothing, found]).toEqual(["Nothing new yet.", "The card is up to date now."]);
    await ada.sees(MINT);
  });

  it("holds what it may have spent until it is settled, and says so on the next card", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const held = async () => world.storage.launches.spending(ada.id, world.clock.now());
    await launchesUnclear(world, ada, "swarms");
    await atTheCard(world, ada, "swarms");

    const preview = textOf(ada.card());
    const before = await held();
    world.providers.swarms.showNext(liveWith(MINT));
    await world.pass(10_000);

    expect(preview).toContain("0.04 SOL may be gone already");
    expect(before).toMatchObject([{ reserved: 40_000_000n }]);
    expect(await held()).toEqual([]);
  });

  it("is live by the owner's word, once the address has the right form", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);
    await ada.tap("It is live");
    await ada.sees("Send the token's address");

    for (const slip of ["soon", `0x${"ab".repeat(20)}`, "/moon"]) {
      ada.say(slip);
      const again = await ada.sees("does not have the form of a token address");
      expect(textOf(again)).toContain("Send the token's address");
    }
    ada.sends("sticker");
    await ada.sees("does not have the form");
    ada.say(`  ${MINT} `);

    await ada.sees("Noted.");
    await ada.sees("Confirmed by you.");
  });

  it("wants an EVM address for a token on such a chain", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada, "bnb");
    await ada.tap("It is live");
    await ada.sees("Send the token's address");

    ada.say(MINT);
    await ada.sees("does not have the form");
    ada.say(`0x${"ab".repeat(20)}`);

    await ada.sees("Confirmed by you.");
  });

  it("stays as it is when the question for the address is left", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);
    await ada.tap("It is live");
    await ada.sees("Send the token's address");

    ada.say("◀️ Back");

    const left = await ada.sees("Left as it is.");
    expect(left.replyKeyboard).toMatchObject({ remove: true });
    expect(textOf(ada.card())).toContain("Unclear");
  });

  it("is not overwritten by a word that comes after the provider's", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada, "swarms");
    await ada.tap("It is live");
    await ada.sees("Send the token's address");
    world.providers.swarms.showNext(liveWith(MINT));
    await ada.tap("Check again");

    ada.say("4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T");

    await ada.sees("That launch is settled already");
    await world.settled();
    expect(textOf(ada.card())).toContain(MINT);
  });

  it("is not live by the address of a token that is not the owner's", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada, "blowfish");
    world.providers.blowfish.disown(MINT);
    await ada.tap("It is live");
    await ada.sees("Send the token's address");

    ada.say(MINT);

    await ada.sees("does not know that address as a token of yours");
    await world.settled();
    expect(textOf(ada.card())).toContain("Unclear");
    expect(ada.labels()).toContain("It is live");
  });

  it("is found by its ticket at Blowfish, and without one in the list of tokens", async () => {
    const world = await aWorld();
    const [ada, ben] = [world.person("Ada"), world.person("Ben")];
    const { blowfish } = world.providers;
    blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
    await launches(world, ada, "blowfish", "Accepted");
    await world.pass(310_000);
    await ada.sees("has not said for five minutes");
    await launchesUnclear(world, ben, "blowfish");

    blowfish.sayNext(liveWith(MINT));
    await ada.tap("Check again");
    await ada.sees(MINT);
    blowfish.showNext(liveWith(MINT));
    await ben.tap("Check again");
    await ben.sees(MINT);

    expect(new Set(blowfish.asked.slice(-2).map(({ way }) => way))).toEqual(
      new Set(["poll", "find"]),
    );
  });

  it("is live by late evidence, without anybody's word", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada, "swarms");
    world.providers.swarms.showNext(liveWith(MINT));

    await world.pass(10_000);

    await ada.sees(MINT);
    expect(textOf(ada.card())).not.toContain("Confirmed by you");
  });

  it("can be settled on a reminder as on its card, by its owner alone", async () => {
    const world = await aWorld();
    const [ada, ben] = [world.person("Ada"), world.person("Ben")];
    await launchesUnclear(world, ada);
    const onCard = ada.labels();
    await remindNow(world);
    const reminder = await ada.sees("Still unclear");
    expect(ada.labels(reminder)).toEqual(onCard);
    const data = reminder.keyboard?.[0]?.[1]?.data ?? "";
    ben.say("/start");
    await ben.sees("Hello Ben");
    const others = await ben.forge(data, ben.last());

    const first = await ada.forge(data, reminder);
    await ada.sees("Did not happen, as you said");
    const second = await ada.forge(data, reminder);

    expect([others, first, second]).toEqual([
      "Only the person who started this can use these buttons.",
      "",
      "That is settled already.",
    ]);
  });

  it("did not happen by the owner's word, and can be launched again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);

    await ada.tap("It did not happen");
    const card = await ada.sees("Did not happen, as you said");
    expect(ada.labels(card)).toEqual(["🔁 Try again"]);
    await ada.tap("Try again");
    const preview = await ada.sees("You launched this ticker here");
    expect(world.providers.j7tracker.received).toHaveLength(1);
    expect(ada.labels(preview)).toContain("🚀 Launch");
    await ada.tap("🚀 Launch");

    await ada.sees(MINT);
    expect(world.providers.j7tracker.received).toHaveLength(2);
  });

  it("is launched again only after a second question and a new preview", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);

    await ada.tap("Launch again anyway");
    await ada.sees("you will have paid twice");
    await ada.tap("Yes, I take the risk");
    await ada.sees("A new draft with the same content.");
    await ada.sees("cannot be undone");
    expect(world.providers.j7tracker.received).toHaveLength(1);
    await ada.tap("🚀 Launch");

    await ada.sees(MINT);
    expect(world.providers.j7tracker.received).toHaveLength(2);
  });

  it("is left alone by the second question's No", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada);
    await ada.tap("Launch again anyway");
    const question = await ada.sees("you will have paid twice");

    await ada.tap("No, leave it");
    await world.settled();

    const ids = ada.messages().map(({ messageId }) => messageId);
    expect(ids).not.toContain(question.messageId);
    expect(await world.storage.drafts.latestOpen(ada.id)).toBeNull();
  });

  it("is not repeated by a Yes that comes after it turned out to be live", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnclear(world, ada, "swarms");
    await ada.tap("Launch again anyway");
    await ada.sees("you will have paid twice");
    world.providers.swarms.showNext(liveWith(MINT));
    await world.pass(6_000);
    await ada.sees(MINT);

    const toast = await ada.tap("Yes, I take the risk");
    await world.settled();

    expect(toast).toBe("That is settled already.");
    expect(await world.storage.drafts.latestOpen(ada.id)).toBeNull();
  });
});

describe("a launch that was refused", () => {
  it.each([
    ["ticker", "ticker-taken", "Pick another ticker", "Which ticker?", "FERN", "$FERN"],
    ["name", "name-taken", "Pick another name", "What is it called?", "Fern Coin", "Fern Coin"],
  ] as const)("for its %s leads to another one", async (...refusal) => {
    const [, code, button, asked, answer, shown] = refusal;
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.swarms.failNext(refusedFor({ code }));
    await launches(world, ada, "swarms", "already");

    await ada.tap(button);
    await ada.sees(asked);
    ada.say(answer);

    expect(textOf(await ada.sees("cannot be undone"))).toContain(shown);
  });

  it("for its session asks for a new one and shows the draft again", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.j7tracker.failNext(refusedFor({ code: "session-refused" }));
    await launches(world, ada, "pump", "did not accept your session");

    await ada.tap("Renew the key");
    await ada.sees("Send me your session token for J7Tracker");
    ada.say(aSession());
    await ada.sees("Stored");
    await ada.sees("cannot be undone");
    await ada.tap("🚀 Launch");

    await ada.sees(MINT);
    expect(world.providers.j7tracker.received).toHaveLength(2);
  });

  it("for one key of two asks for the one that was refused", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.swarms.failNext(refusedFor({ code: "key-refused" }));
    world.providers.swarms.whileSending((credential) => credential.markRefused("wallet-key"));
    await launches(world, ada, "swarms", "did not accept your key");

    await ada.tap("Renew the key");

    await ada.sees("Send me your wallet key for swarms.world");
  });

  it("for a daily limit says until when, also on the next preview", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const resetAt = Date.UTC(2025, 5, 2);
    world.providers.blowfish.failNext(refusedFor({ code: "daily-limit", resetAt }));
    await launches(world, ada, "blowfish", "starts anew on 2025-06-02 at 00:00 UTC");

    await ada.tap("Try again");

    await ada.sees("⚠️ Today's limit at Blowfish is used up.");
  });

  it("shows the provider's own words, harmless", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    const said = `<a href="https://evil.example">click</a> & more`;
    world.providers.swarms.failNext(refusedFor({ code: "refused", said }));

    await launches(world, ada, "swarms", "swarms.world refused it");

    expect(textOf(ada.card())).toContain(`swarms.world: ${said}`);
    expect(ada.card().html).not.toContain(">click<");
  });

  it("leaves a key warning on the next preview until the key is replaced", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.j7tracker.failNext(refusedFor({ code: "session-refused" }));
    world.providers.j7tracker.whileSending((credential) => credential.markRefused("session-jwt"));
    await launches(world, ada, "pump", "did not accept your session");

    await ada.tap("Try again");

    await ada.sees("Your session token was refused just now.");
  });
});

describe("a launch that takes a while", () => {
  it("goes on by itself when the key that was missing for asking comes in", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
    await launches(world, ada, "blowfish", "Accepted");
    world.providers.blowfish.sayNext(refusedFor({ code: "session-refused" }));
    await world.pass(6_000);
    await ada.sees("asking how it goes needs your key");
    expect(ada.labels()).toEqual(["🔑 Renew the key", "🔄 Check again"]);
    world.providers.blowfish.sayNext(liveWith(MINT));

    await world.pass(6_000);

    await ada.sees(MINT);
  });

  it("can be held back while it waits to be sent", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnsent(world, ada);
    const sent = world.providers.j7tracker.received.length;

    await ada.tap("Do not send");
    await ada.sees("Nothing was sent.");
    await world.pass(5_000);

    expect(world.providers.j7tracker.received).toHaveLength(sent);
  });

  it("is asked again when it waited too long to be sent", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await launchesUnsent(world, ada);

    await world.pass(40_000);
    await ada.sees("It waited too long to be sent, so nothing was.");
    await ada.tap("Try again");

    await ada.sees("cannot be undone");
  });

  it("cannot be held back once it is sent, whatever a card of before says", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
    await launches(world, ada, "blowfish", "Accepted");
    const id = /#(\w{12})/.exec(textOf(ada.card()))?.[1] ?? "";

    const toast = await ada.forge(`l:${id}:stop`);

    expect(toast).toBe("Too late: it was already sent.");
  });

  it("shows its draft's picture to the end", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");
    await atTheCard(world, ada);
    await ada.tap("Edit");
    await ada.tap("Picture");
    await ada.sees("Send a picture");
    const { samplePicture } = await import("../../src/sandbox/sample-picture.ts");
    ada.sendPhoto(samplePicture(64, 2));
    const preview = await ada.sees("64 × 64");

    await ada.tap("🚀 Launch");
    const live = await ada.sees(MINT);

    expect(live.messageId).toBe(preview.messageId);
    expect(live.photo).toEqual(preview.photo);
  });
});

/** As if a day had passed. */
async function remindNow(world: World): Promise<void> {
  const { notices } = world.storage;
  const all = await notices.due(world.clock.now() + 2 * 86_400_000, 100);
  const reminder = all.find(({ notice }) => notice.kind === "reminder");
  if (!reminder) throw new Error("nobody is to be reminded");
  await notices.postpone([{ was: reminder.notice, nextAt: world.clock.now() }]);
  await world.pass(10_500);
}
