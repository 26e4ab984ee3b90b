import type { ProviderName } from "../../src/domain/credential.ts";
import type { Actor } from "../../src/sandbox/actor.ts";
import { generate } from "../../src/vault/wallet.ts";

/** What people type as their keys. They have the right form and are good for nothing. */
export interface Keys {
  readonly session: string;
  readonly solanaKey: string;
  readonly apiKey: string;
  /** 64 bytes as JSON array text. */
  readonly walletKey: string;
}

let made = 0;

/** Another set each time. @param until When the session ends, ms since the epoch; in an hour when not given. */
export function someKeys(until = Date.now() + 3_600_000): Keys {
  made += 1;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { sub: `person-${made}`, exp: Math.floor(until / 1000) };
  return {
    session: `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.${part({ dummy: made })}`,
    solanaKey: `enc-solana-dummy-${made}-0123456789`,
    apiKey: `sk-dummy-${made}-0123456789`,
    walletKey: JSON.stringify([...generate()]),
  };
}

export interface Wanted {
  readonly name: string;
  readonly ticker: string;
  readonly picture?: Buffer;
}

/** Walks a newcomer to a pump.fun card whose Launch button is there. */
export async function toPumpCard(actor: Actor, wanted: Wanted, keys = someKeys()): Promise<void> {
  await describePump(actor, wanted);
  await actor.sees("not stored yet");
  await actor.tap("Add session token");
  await actor.sees("in the next message");
  actor.say(keys.session);
  await actor.sees("not stored yet");
  await actor.tap("Add encrypted Solana key");
  await actor.sees("in the next message");
  actor.say(keys.solanaKey);
  await actor.sees(READY);
}

/** The same on Blowfish, with a wallet that the bot makes. */
export async function toBlowfishCard(actor: Actor, wanted: Wanted): Promise<void> {
  await describeBlowfish(actor, wanted);
  await actor.sees("not stored yet");
  await actor.tap("Make a wallet for me");
  await actor.sees(READY);
}

/** The same on swarms.world. */
export async function toSwarmsCard(actor: Actor, wanted: Wanted, keys = someKeys()): Promise<void> {
  await describeSwarms(actor, wanted);
  await actor.sees("not stored yet");
  await actor.tap("Add API key");
  await actor.sees("in the next message");
  actor.say(keys.apiKey);
  await actor.sees("not stored yet");
  await actor.tap("Add wallet key");
  await actor.sees("in the next message");
  actor.say(keys.walletKey);
  await actor.sees(READY);
}

/** The same for somebody whose keys are stored. */
export async function toNextCard(
  actor: Actor,
  provider: ProviderName,
  wanted: Wanted,
): Promise<void> {
  await DESCRIBE[provider](actor, wanted);
  await actor.sees(READY);
}

const READY = "cannot be undone";

async function describePump(actor: Actor, wanted: Wanted): Promise<void> {
  actor.say("/launch pump");
  await nameAndPicture(actor, wanted);
  await actor.sees("How much do you buy first");
  actor.say("0.5");
}

async function describeBlowfish(actor: Actor, wanted: Wanted): Promise<void> {
  actor.say("/launch blowfish");
  await nameAndPicture(actor, wanted);
  await actor.sees("Describe it");
  actor.say("A quiet coin for quiet ponds.");
}

async function describeSwarms(actor: Actor, wanted: Wanted): Promise<void> {
  actor.say("/launch swarms");
  await nameAndPicture(actor, wanted);
  await actor.sees("Describe it");
  actor.say("An agent that bends and does not break.");
}

const DESCRIBE = {
  j7tracker: describePump,
  blowfish: describeBlowfish,
  swarms: describeSwarms,
} as const;

async function nameAndPicture(actor: Actor, { name, ticker, picture }: Wanted): Promise<void> {
  await actor.sees("What is it called?");
  actor.say(`${name}, ${ticker}`);
  await actor.sees("Send a picture");
  if (picture) actor.sendPhoto(picture);
  else actor.say("⏭ Skip");
}
