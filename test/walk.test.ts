import { describe, expect, it } from "vitest";
import { samplePicture } from "../src/sandbox/sample-picture.ts";
import { aWorld } from "./support/a-world.ts";
import { textOf } from "./support/an-actor.ts";
import { liveWith, MINT } from "./support/fake-provider.ts";
import { aSession, aWalletFile } from "./support/some-keys.ts";

// One launch is one walk through src/, as STYLE tells it: from what a person types to the message that tells the end. The
// fakes stand at the two ends; everything between them is the real thing.
describe("the walk", () => {
  it("takes a newcomer with a photo from /start to a live token at j7tracker", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");

    ada.say("/start");
    await ada.sees("Start with /launch.");
    ada.say("/launch");
    await ada.tap("pump.fun");
    await ada.sees("What is it called?");
    ada.sendPhoto(samplePicture(64, 2), "Moss Coin, MOSS");
    await ada.sees("How much do you buy first");
    ada.say("0,5 SOL");
    await ada.sees("Your session token is not stored yet.");
    await ada.tap("Add session token");
    await ada.sees("in the next message");
    ada.say(aSession(world.clock.now() + 3_600_000));
    await ada.sees("Your encrypted Solana key is not stored yet.");
    await ada.tap("Add encrypted Solana key");
    await ada.sees("in the next message");
    ada.say("sealed-solana-key-of-ada");
    const preview = await ada.sees("A launch cannot be undone.");
    await ada.tap("🚀 Launch");
    const live = await ada.sees("Live");
    await world.settled();

    const [order, ...more] = world.providers.j7tracker.received;
    expect(more).toEqual([]);
    expect(order).toMatchObject({
      request: { target: "pump", name: "Moss Coin", ticker: "MOSS", buy: 500_000_000n },
      picture: { form: "bytes" },
      region: "na-east",
    });
    expect(live.messageId).toBe(preview.messageId);
    expect(textOf(live)).toContain(MINT);
    const [launch] = await world.storage.launches.list({ ownerId: ada.id, limit: 2 });
    const history = await world.storage.launches.history(launch?.id ?? "");
    expect(history.map(({ status }) => status)).toEqual(["queued", "sending", "live"]);
  });

  it("takes a wallet that nobody typed through a taken ticker and polling at Blowfish", async () => {
    const world = await aWorld({ hostedLinkLength: 100 });
    const ben = world.person("Ben");
    world.providers.blowfish.failNext("refused");

    ben.say("/launch blowfish");
    await ben.sees("What is it called?");
    ben.say("Pond Coin $POND");
    await ben.sees("Send a picture");
    ben.sendPhoto(samplePicture(96, 200));
    await ben.sees("Describe it");
    ben.say("A quiet coin for quiet ponds.");
    await ben.sees("not stored yet");
    await ben.tap("Make a wallet for me");
    await ben.sees("cannot be undone");
    await ben.tap("🚀 Launch");
    await ben.sees("The ticker POND is already taken");
    await ben.tap("Pick another ticker");
    await ben.sees("Which ticker?");
    ben.say("POND2");
    await ben.sees("cannot be undone");
    world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-7" });
    await ben.tap("🚀 Launch");
    await ben.sees("Accepted");
    await world.pass(11_000);
    world.providers.blowfish.sayNext(liveWith(MINT));
    await world.pass(6_000);
    await ben.sees("Live");

    const { received, asked } = world.providers.blowfish;
    expect(received.map(({ request }) => request.ticker)).toEqual(["POND", "POND2"]);
    expect(received[1]?.picture).toMatchObject({ form: "link" });
    expect(asked.map(({ way, eventId }) => [way, eventId])).toEqual(
      Array.from({ length: asked.length }, () => ["poll", "event-7"]),
    );
    expect(asked.length).toBeGreaterThanOrEqual(3);
  });

  it("takes a lost answer at swarms.world to the token that was made all the same", async () => {
    const world = await aWorld();
    const cleo = world.person("Cleo");
    world.providers.swarms.failNext("unclear");

    cleo.say("/launch swarms");
    await cleo.sees("What is it called?");
    cleo.say("Reed Agent, REED");
    await cleo.sees("Send a picture");
    cleo.say("⏭ Skip");
    await cleo.sees("Describe it");
    cleo.say("An agent that bends and does not break.");
    await cleo.sees("not stored yet");
    await cleo.tap("Add API key");
    await cleo.sees("in the next message");
    cleo.say("sk-cleo-of-the-walk-0001");
    await cleo.sees("Your wallet key is not stored yet.");
    await cleo.tap("Add wallet key");
    await cleo.sees("in the next message");
    cleo.sendFile({ bytes: Buffer.from(aWalletFile()), name: "id.json", mime: "text/plain" });
    await cleo.sees("cannot be undone");
    await cleo.tap("🚀 Launch");
    await cleo.sees("Unclear");
    world.providers.swarms.showNext(liveWith(MINT));
    await world.pass(30_000);
    await cleo.sees("Live");
    await world.settled();

    expect(world.providers.swarms.received).toHaveLength(1);
    expect(textOf(cleo.card())).toContain(MINT);
  });
});
