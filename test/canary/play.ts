import sharp from "sharp";
import * as evening from "../../src/demo/evening.ts";
import { approvedByTwoOfThree, postedInAnotherChat } from "../../src/demo/group-evening.ts";
import { systemClock } from "../../src/kit/clock.ts";
import type { Actor } from "../../src/sandbox/actor.ts";
import { samplePicture } from "../../src/sandbox/sample-picture.ts";
import { BEHAVIOURS, faultOf } from "../campaigns/kill/behaviours.ts";
import type { Program } from "../support/a-program.ts";
import {
  toBlowfishCard,
  toNextCard,
  toPumpCard,
  toSwarmsCard,
  type Keys,
} from "../support/to-the-card.ts";
import type { WatchedWorld } from "./a-watched-world.ts";

export const SEED_PHRASE =
  "legal winner thank year wave sausage worth useful legal winner thank yellow";
const PROVIDERS = ["j7tracker", "blowfish", "swarms"] as const;
const LONG = 20_000;
/** However it ended; a fault hits whoever comes first. */
const SENT = /Live|Accepted|Unclear|Not launched/;

/** The whole demo, on the program that runs live. */
export async function theEvening(
  world: WatchedWorld,
  first: Program,
  keys: Keys,
): Promise<Program> {
  const { sandbox } = world.live;
  let program = first;
  const stage: evening.Stage = {
    sandbox,
    ada: world.live.person("Ada"),
    ben: world.live.person("Ben"),
    cleo: world.live.person("Cleo"),
    dora: world.live.person("Dora"),
    clock: systemClock,
    session: keys.session,
    walletKey: keys.walletKey,
    heading: () => undefined,
    async restart() {
      program.signal("SIGTERM");
      await program.ended;
      program = world.start();
    },
  };
  await Promise.all([
    evening.pictureAndDoubleTap(stage).then(() => evening.lostAnswer(stage)),
    evening.keysAndFile(stage),
  ]);
  await evening.takenTickerAndRestart(stage);
  await approvedByTwoOfThree(stage);
  await postedInAnotherChat(stage);
  return program;
}

/** Each behaviour of a provider once, at one of the three. */
export async function everyBehaviour(world: WatchedWorld, keys: Keys): Promise<void> {
  const { providers } = world.live.sandbox;
  await Promise.all(
    PROVIDERS.map(async (provider, turn) => {
      const eva = world.live.person(`Eva at ${provider}`);
      const behaviours = BEHAVIOURS.filter((_one, at) => at % PROVIDERS.length === turn);
      for (const [at, behaviour] of behaviours.entries()) {
        const wanted = { name: `Coin ${turn} ${at}`, ticker: `C${turn}N${at}` };
        if (at > 0) await toNextCard(eva, provider, { ...wanted, picture: samplePicture(64, at) });
        else await toFirstCard(eva, provider, wanted, keys);
        const fault = faultOf(behaviour, provider, true);
        if (fault) providers[provider].faults.add(fault);
        await eva.tap("🚀 Launch");
        await eva.sees(SENT, LONG);
      }
    }),
  );
}

/** A provider repeats in its answer what it was sent, and Telegram fails when that is to be told. */
export async function echo(world: WatchedWorld, keys: Keys): Promise<void> {
  const { providers, telegram } = world.live.sandbox;
  const ivan = world.live.person("Ivan");
  await toPumpCard(ivan, { name: "Echo Coin", ticker: "ECHO" }, keys);
  const text = `api_key ${keys.solanaKey} does not fit session_id ${keys.session}`;
  providers.j7tracker.faults.add({ kind: "create-error", text, times: 1 });
  for (const kind of ["network", "500", "lost-answer"] as const) {
    telegram.faults.add({ kind, method: "editMessageText" });
  }
  telegram.faults.add({ kind: "network", method: "getUpdates" });
  await ivan.tap("🚀 Launch");
  await ivan.sees("Not launched", LONG);
}

async function toFirstCard(
  actor: Actor,
  provider: (typeof PROVIDERS)[number],
  wanted: { readonly name: string; readonly ticker: string },
  keys: Keys,
): Promise<void> {
  const picture = samplePicture(64, 200);
  switch (provider) {
    case "j7tracker":
      return toPumpCard(actor, { ...wanted, picture }, keys);
    case "blowfish":
      return toBlowfishCard(actor, { ...wanted, picture });
    case "swarms":
      return toSwarmsCard(actor, { ...wanted, picture }, keys);
  }
}

/** A key entered on the page. @returns The token of the page's link. */
export async function keyOnThePage(world: WatchedWorld, wallet: string): Promise<string> {
  const fred = world.live.person("Fred");
  fred.say("/keys");
  await fred.sees("Your keys");
  await fred.tap("Blowfish");
  await fred.tap("Add sign-in wallet");
  const question = await fred.sees("on the page below");
  const link = question.keyboard?.flat().find(({ url }) => url?.includes("/intake#"))?.url ?? "";
  const [page = "", token = ""] = link.split("#");
  const answer = await fetch(`${page}/key`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: `${JSON.stringify({ token })}\n${wallet}`,
  });
  if (!answer.ok) throw new Error(`the page answered ${answer.status}`);
  await fred.sees("Stored from the page");
  await toNextCard(fred, "blowfish", {
    name: "Page Coin",
    ticker: "PAGE",
    picture: samplePicture(64, 9),
  });
  await fred.tap("🚀 Launch");
  await fred.sees(SENT, LONG);
  return token;
}

/** Pasted by mistake wherever one can paste; and a flow is left open, so that its state is stored. */
export async function pasted(world: WatchedWorld, keys: Keys): Promise<Actor> {
  const gwen = world.live.person("Gwen");
  const { telegram } = world.live.sandbox;
  const first = gwen.say("/launch pump");
  await gwen.sees("What is it called?");
  for (const secret of [SEED_PHRASE, `mine is ${keys.walletKey}`, keys.session]) {
    gwen.say(secret);
    await gwen.sees("treat it as leaked");
  }
  telegram.editText(gwen.person.id, first, `and this: ${SEED_PHRASE}`);
  await gwen.sees("treat it as leaked");
  gwen.sendPhoto(samplePicture(64, 30), SEED_PHRASE);
  await gwen.sees("treat it as leaked");
  gwen.say("Canary Coin, CANARY");
  await gwen.sees("Send a picture");
  const hidden = { IFD0: { ImageDescription: SEED_PHRASE } };
  gwen.sendPhoto(await sharp(samplePicture(64, 31)).withExif(hidden).jpeg().toBuffer());
  await gwen.sees("How much do you buy first");
  return gwen;
}
