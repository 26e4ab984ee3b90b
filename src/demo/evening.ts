import type { Clock } from "../kit/clock.ts";
import type { Actor } from "../sandbox/actor.ts";
import { samplePicture } from "../sandbox/sample-picture.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

/** What the scenes are played with. Keys are made for the evening and good for nothing else. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly ada: Actor;
  readonly ben: Actor;
  readonly cleo: Actor;
  readonly dora: Actor;
  readonly clock: Clock;
  readonly session: string;
  readonly walletKey: string;
  /** Stops the bot and starts it anew on the same database. */
  readonly restart: () => Promise<void>;
  readonly heading: (text: string) => void;
}

/** Seconds a step may take: a launch's own time, a poll, and a slow machine. */
export const LONG = 30_000;

export async function pictureAndDoubleTap({ ada, session, heading }: Stage): Promise<void> {
  heading("Ada launches on pump.fun, with a photo, and taps twice");
  ada.say("/start");
  await ada.sees("Hello Ada");
  ada.say("/launch");
  await ada.sees("Where shall it go?");
  await ada.tap("pump.fun");
  await ada.sees("What is it called?");
  ada.say("Moss Coin, MOSS");
  await ada.sees("Send a picture");
  ada.sendPhoto(samplePicture(640, 130));
  await ada.sees("How much do you buy first");
  ada.say("a little");
  await ada.sees("no amount I can read");
  ada.say("0,5");
  await ada.sees("not stored yet");
  await ada.tap("Add session token");
  await ada.sees("in the next message");
  ada.say(session);
  await ada.sees("Stored");
  await ada.tap("Add encrypted Solana key");
  await ada.sees("in the next message");
  ada.say("enc-solana-of-ada-0001");
  await ada.sees("cannot be undone");
  await Promise.all([ada.tap("🚀 Launch"), ada.tap("🚀 Launch")]);
  await ada.sees("Live", LONG);
}

export async function lostAnswer({ ada, sandbox, heading }: Stage): Promise<void> {
  heading("The answer to Ada's next launch is lost: the bot says so, and never sends it again");
  sandbox.providers.j7tracker.faults.add({ kind: "lost-after-work", times: 1 });
  ada.say("/launch bonk");
  await ada.sees("What is it called?");
  ada.say("Fern Coin, FERN");
  await ada.sees("Send a picture");
  ada.say("⏭ Skip");
  await ada.sees("How much do you buy first");
  ada.say("⏭ Skip");
  await ada.sees("cannot be undone");
  await ada.tap("🚀 Launch");
  await ada.sees("Unclear", LONG);
  const fern = sandbox.providers.j7tracker.tokens.find(({ ticker }) => ticker === "FERN");
  await ada.tap("It is live");
  await ada.sees("Send the token's address");
  ada.say(fern?.mint ?? "");
  await ada.sees("Confirmed by you");
}

export async function takenTickerAndRestart(stage: Stage): Promise<void> {
  const { ben, sandbox, heading, restart } = stage;
  heading("Ben launches on Blowfish with a wallet made by the bot; his ticker is taken");
  sandbox.providers.blowfish.faults.add({ kind: "ticker-taken", times: 1 });
  ben.say("/launch blowfish");
  await ben.sees("What is it called?");
  ben.say("Pond Coin");
  await ben.sees("Which ticker?");
  ben.say("🐸");
  await ben.sees("cannot hold emoji");
  ben.say("$pond");
  await ben.sees("Send a picture");
  ben.sendPhoto(samplePicture(480, 200));
  await ben.sees("Describe it");
  ben.say("A quiet coin for quiet ponds.");
  await ben.sees("not stored yet");
  await ben.tap("Make a wallet for me");
  await ben.sees("cannot be undone");
  await ben.tap("🚀 Launch");
  await ben.sees("already taken", LONG);
  await ben.tap("Pick another ticker");
  await ben.sees("Which ticker?");
  ben.say("POND2");
  await ben.sees("cannot be undone");
  await ben.tap("🚀 Launch");
  await ben.sees("Accepted", LONG);
  heading("The bot is stopped and started again while Blowfish is still at work");
  await restart();
  await ben.sees("Live", LONG);
}

export async function keysAndFile({ cleo, walletKey, heading }: Stage): Promise<void> {
  heading("Cleo launches on swarms.world, with an image file");
  cleo.say("/launch");
  await cleo.sees("Where shall it go?");
  await cleo.tap("swarms.world");
  await cleo.sees("What is it called?");
  cleo.say("Reed Agent");
  await cleo.sees("Which ticker?");
  cleo.say("REED");
  await cleo.sees("Send a picture");
  cleo.sendFile({ bytes: samplePicture(512, 35), name: "reed.png", mime: "image/png" });
  await cleo.sees("Describe it");
  cleo.say("An agent that bends and does not break.");
  await cleo.sees("not stored yet");
  await cleo.tap("Add API key");
  await cleo.sees("in the next message");
  cleo.say("sk-cleo-of-the-evening-0001");
  await cleo.sees("Stored");
  await cleo.tap("Add wallet key");
  await cleo.sees("in the next message");
  cleo.say(walletKey);
  await cleo.sees("cannot be undone");
  await cleo.tap("🚀 Launch");
  await cleo.sees("Live", LONG);
}

/** What the providers must have received at the end: one launch request for each tap, and these tokens. */
export function differences({ sandbox }: Stage): readonly string[] {
  const { j7tracker, blowfish, swarms } = sandbox.providers;
  const expected = [
    { sim: j7tracker, name: "Moss Coin", ticker: "MOSS", tokens: 1 },
    { sim: j7tracker, name: "Fern Coin", ticker: "FERN", tokens: 1 },
    { sim: blowfish, name: "Pond Coin", ticker: "POND", tokens: 0 },
    { sim: blowfish, name: "Pond Coin", ticker: "POND2", tokens: 1 },
    { sim: swarms, name: "Reed Agent", ticker: "REED", tokens: 1 },
    { sim: j7tracker, name: "Lily Pad", ticker: "LILY", tokens: 1 },
    { sim: j7tracker, name: "Reef Coin", ticker: "REEF", tokens: 1 },
  ];
  return expected.flatMap(({ sim, name, ticker, tokens }) => {
    const received = sim.launchesReceived(name, ticker);
    const made = sim.tokens.filter((token) => token.ticker === ticker).length;
    return [
      ...(received === 1 ? [] : [`${sim.name} received $${ticker} ${received} times, not once`]),
      ...(made === tokens ? [] : [`${sim.name} made ${made} tokens $${ticker}, not ${tokens}`]),
    ];
  });
}
