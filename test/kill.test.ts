import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from "vitest";
import type { Actor } from "../src/sandbox/actor.ts";
import type { ProviderSim } from "../src/sandbox/providers/sim.ts";
import type { Received } from "../src/sandbox/providers/received.ts";
import { aHandOn, type Hand } from "./support/a-hand-on-the-database.ts";
import { aLiveWorld, type LiveWorld } from "./support/a-live-world.ts";
import type { Program } from "./support/a-program.ts";
import { someKeys, toBlowfishCard, toPumpCard, toSwarmsCard } from "./support/to-the-card.ts";

/** A new start, and the 5 s after which an open launch is looked at. */
const LONG = 25_000;

/**
 * One bot, killed again and again, and started again each time on the same database. Telegram and the providers live on.
 * The moments are not timed: a statement at which the program is held, or a request that has just arrived.
 */
describe("the program, killed and started again", { timeout: 60_000 }, () => {
  let world: LiveWorld;
  let program: Program | null = null;
  let hand: Hand;

  async function start(): Promise<void> {
    program = world.start();
    await program.says(/"msg":"started"/);
  }

  async function die(): Promise<void> {
    await program?.kill();
    program = null;
    hand.release();
  }

  async function dieAndStart(): Promise<void> {
    await die();
    await start();
  }

  beforeAll(async () => {
    world = await aLiveWorld();
    hand = aHandOn(world.databaseFile);
  });
  beforeEach(async () => {
    onTestFailed(die);
    if (!program) await start();
  });
  afterAll(() => world.close());

  const until = (fact: () => boolean) =>
    expect.poll(fact, { interval: 10, timeout: LONG }).toBe(true);
  const status = (ticker: string) => hand.launch(ticker)?.status;

  /** Resolves when a provider sees this, after what is to happen in that very moment. */
  const seenBy = (sim: ProviderSim, what: (received: Received) => boolean, then?: () => void) =>
    new Promise<void>((resolve) => {
      const ignore = sim.onReceive((received) => {
        if (!what(received)) return;
        ignore();
        then?.();
        resolve();
      });
    });

  /** Kills the program in the very moment in which a provider sees this. */
  async function dieWhen(sim: ProviderSim, what: (received: Received) => boolean): Promise<void> {
    await seenBy(sim, what, () => program?.signal("SIGKILL"));
    await die();
  }

  /** Somebody's pump.fun card, up to the tap on Launch, which nobody waits for. */
  async function aTap(ticker: string, before: () => Promise<void> | void = () => undefined) {
    const actor = world.person(`Friend of ${ticker}`);
    await toPumpCard(actor, { name: `${ticker} Coin`, ticker });
    await world.settled();
    await before();
    return { actor, card: tapLaunch(actor) };
  }

  /** Held when it begins to send what nothing was made ready for. */
  async function queuedAndHeld(ticker: string): Promise<void> {
    await die();
    hand.hideDraft(ticker);
    await start();
    hand.showDraft(ticker);
    hand.hold("update on launches", "new.status = 'sending'");
  }

  const received = (ticker: string) =>
    world.sandbox.providers.j7tracker.launchesReceived(`${ticker} Coin`, ticker);
  const mintOf = (sim: ProviderSim, ticker: string) =>
    sim.tokens.find((token) => token.ticker === ticker)?.mint ?? "no such token";

  /** The card that was tapped shows this at last. A message of its own may tell it once more. */
  async function shows(actor: Actor, card: number, what: string): Promise<void> {
    await actor.sees(what, LONG);
    await until(() => !hand.owesACard());
    const shown = actor.messages().find(({ messageId }) => messageId === card);
    expect(shown?.text).toContain(what);
  }

  it("launches at a tap that came while it was dead", async () => {
    const { actor, card } = await aTap("AWAY", die);
    await start();

    await shows(actor, card, "Live");
    expect(received("AWAY")).toBe(1);
  });

  it("launches once when it died while it wrote the confirmation down", async () => {
    const { actor, card } = await aTap("PEN", () =>
      hand.hold("insert on launches", "new.ticker = 'PEN'"),
    );
    await until(() => hand.isHeld());
    expect(status("PEN")).toBeUndefined();
    await dieAndStart();

    await shows(actor, card, "Live");
    expect(received("PEN")).toBe(1);
  });

  it("launches once when it died between the confirmation and the sending", async () => {
    const { actor, card } = await aTap("GATE", () => queuedAndHeld("GATE"));
    await until(() => hand.isHeld());
    expect(status("GATE")).toBe("queued");
    await dieAndStart();

    await shows(actor, card, "Live");
    expect(received("GATE")).toBe(1);
  });

  it("sends nothing when it was dead for over 30 s after the confirmation", async () => {
    const { actor, card } = await aTap("LATE", () => queuedAndHeld("LATE"));
    await until(() => hand.isHeld());
    await die();
    hand.age("LATE", 31_000);
    await start();

    await shows(actor, card, "Expired");
    expect(received("LATE")).toBe(0);
  });

  it("says unclear and sends nothing when it died before the first byte left", async () => {
    const { blowfish } = world.sandbox.providers;
    const actor = world.person("Friend of BYTE");
    // No session can be had ahead of the tap, so that its wallet signs in under the mark.
    blowfish.faults.add({ kind: "html", status: 503, worked: false, on: "challenge" });
    const refused = seenBy(blowfish, ({ call }) => call === "challenge");
    await toBlowfishCard(actor, { name: "BYTE Coin", ticker: "BYTE" });
    await refused;
    await world.settled();
    blowfish.faults.clear();
    hand.hold("insert on credential_uses", "new.launch_id is not null");
    const card = tapLaunch(actor);
    await until(() => hand.isHeld());
    expect(status("BYTE")).toBe("sending");
    await dieAndStart();

    await shows(actor, card, "Unclear");
    expect(blowfish.launchesReceived("BYTE Coin", "BYTE")).toBe(0);
  });

  it("says unclear when it died while the provider was at work", async () => {
    const { j7tracker } = world.sandbox.providers;
    const dying = dieWhen(j7tracker, ({ call }) => call === "launch");
    const { actor, card } = await aTap("WORK");
    await dying;
    await start();

    await shows(actor, card, "Unclear");
    expect(received("WORK")).toBe(1);
    expect(mintOf(j7tracker, "WORK")).toMatch(/pump$/);
  });

  it("says unclear when it died with the answer in its hands, and still does when it dies again", async () => {
    const { actor, card } = await aTap("HAND", () =>
      hand.hold("update on launches", "new.status = 'live'"),
    );
    await until(() => hand.isHeld());
    expect(status("HAND")).toBe("sending");
    await dieAndStart();
    await actor.sees("Unclear", LONG);
    await dieAndStart();

    await actor.tap("It did not happen");
    await shows(actor, card, "Did not happen");
    expect(received("HAND")).toBe(1);
  });

  it("shows an answer that it wrote down and could not show any more", async () => {
    const { telegram } = world.sandbox;
    const { actor, card } = await aTap("SHOW", () =>
      telegram.faults.add({ kind: "network", method: "editMessageText", times: 1_000 }),
    );
    await until(() => status("SHOW") === "live");
    await die();
    telegram.faults.clear();
    await start();

    await shows(actor, card, "Live");
    expect(received("SHOW")).toBe(1);
  });

  it("shows an end once when it died between the edit and its note of it", async () => {
    const { actor, card } = await aTap("NOTE", () =>
      hand.hold(
        "update on notices",
        "new.have_version = (select version from launches where id = new.launch_id and status = 'live')",
      ),
    );
    await actor.sees("Live");
    await until(() => hand.isHeld());
    expect(hand.owesACard()).toBe(true);
    await dieAndStart();

    await shows(actor, card, "Live");
    expect(actor.messages().filter(({ text }) => text?.includes("Live"))).toHaveLength(1);
    expect(received("NOTE")).toBe(1);
  });

  it("finds by itself what swarms.world made when it died before the answer came", async () => {
    const { swarms } = world.sandbox.providers;
    const actor = world.person("Cleo");
    await toSwarmsCard(actor, { name: "Reed Agent", ticker: "REED" });
    swarms.faults.add({ kind: "late", ms: 60_000, times: 1 });
    const dying = dieWhen(swarms, ({ call, worked }) => call === "launch" && worked);
    tapLaunch(actor);
    await dying;
    await start();
    await actor.sees("Unclear", LONG);

    await actor.sees(mintOf(swarms, "REED"), LONG);
    expect(swarms.launchesReceived("Reed Agent", "REED")).toBe(1);
  });

  it("goes on asking Blowfish when it died before the first question and again in the middle of it", async () => {
    const { blowfish } = world.sandbox.providers;
    const actor = world.person("Ben");
    await toBlowfishCard(actor, { name: "Pond Coin", ticker: "POND" });
    const card = tapLaunch(actor);
    await until(() => status("POND") === "accepted");
    await die();
    const dying = dieWhen(blowfish, ({ call }) => call === "status");
    await start();
    await dying;
    expect(status("POND")).toBe("accepted");
    await start();

    await shows(actor, card, "Live");
    await shows(actor, card, mintOf(blowfish, "POND"));
    expect(blowfish.launchesReceived("Pond Coin", "POND")).toBe(1);
  });

  it("goes on with the same question, and takes an answer that came while it was dead", async () => {
    const actor = world.person("Dora");
    actor.say("/launch pump");
    await actor.sees("What is it called?");
    actor.say("Flow Coin");
    await actor.sees("Which ticker?");
    await die();
    actor.say("FLOW");
    await start();

    await actor.sees("Send a picture", LONG);
    actor.say("⏭ Skip");
    await actor.sees("How much do you buy first");
    actor.say("⏭ Skip");
    expect((await actor.sees("Flow Coin $FLOW")).text).toContain("First buy: none");
  });

  it("makes one launch of a draft whose card it sent and then died", async () => {
    const actor = world.person("Eva");
    await toPumpCard(actor, { name: "First Coin", ticker: "FIRST" });
    await world.settled();
    hand.hold("update on drafts", "new.card_message_id is not null");
    actor.say("/launch pump");
    await actor.sees("What is it called?");
    actor.say("CARD Coin, CARD");
    await actor.sees("Send a picture");
    actor.say("⏭ Skip");
    await actor.sees("How much do you buy first");
    actor.say("⏭ Skip");
    const lost = await actor.sees("CARD Coin $CARD");
    await until(() => hand.isHeld());
    await dieAndStart();
    await until(() => newestCard(actor).messageId !== lost.messageId);

    const card = tapLaunch(actor);
    await actor.sees("Live", LONG);
    const again = lost.keyboard?.flat().find(({ text }) => text.includes("Launch"))?.data ?? "";
    const pressed = await world.sandbox.telegram.press(
      actor.person.id,
      lost.chatId,
      lost.messageId,
      again,
      { forged: true },
    );

    expect((await pressed.answer).text).toContain("already confirmed");
    expect(actor.messages().find(({ messageId }) => messageId === card)?.text).toContain("Live");
    expect(received("CARD")).toBe(1);
  });

  it("still expects the key that it asked for, and stores one that it took out of the chat and then died", async () => {
    const { session } = someKeys();
    const actor = world.person("Fay");
    const chat = () => JSON.stringify(actor.messages());
    actor.say("/keys");
    await actor.sees("Your keys");
    await actor.tap("J7Tracker");
    await actor.tap("Add");
    await actor.sees("in the next message");
    await dieAndStart();
    hand.hold("insert on credentials", "true");

    actor.say(session);
    await until(() => hand.isHeld());
    expect(chat()).not.toContain(session);
    await dieAndStart();

    await actor.sees("Stored: session token", LONG);
    expect(chat()).not.toContain(session);
  });
});

/** Taps Launch on the newest card without waiting for an answer: who is killed gives none. @returns The card's id. */
function tapLaunch(actor: Actor): number {
  const { messageId } = newestCard(actor);
  void actor.tap("🚀 Launch");
  return messageId;
}

function newestCard(actor: Actor) {
  const cards = actor
    .messages()
    .filter(({ keyboard }) => keyboard?.flat().some(({ text }) => text === "🚀 Launch"));
  const card = cards.at(-1);
  if (!card) throw new Error("there is no card with a Launch button");
  return card;
}
