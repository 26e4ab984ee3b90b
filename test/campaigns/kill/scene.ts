import type { ProviderName } from "../../../src/domain/credential.ts";
import type { Actor } from "../../../src/sandbox/actor.ts";
import { aLiveWorld, type LiveWorld } from "../../support/a-live-world.ts";
import {
  someKeys,
  toBlowfishCard,
  toNextCard,
  toPumpCard,
  toSwarmsCard,
  type Wanted,
} from "../../support/to-the-card.ts";
import { createLives, type Lives } from "./lives.ts";
import { openRows, type Rows } from "./rows.ts";
import { fastClock, type FastTime } from "./time.ts";

/** A preview card that waits for a tap on Launch. */
export interface Card {
  readonly owner: Actor;
  readonly provider: ProviderName;
  readonly name: string;
  readonly ticker: string;
  readonly messageId: number;
  /** What its Launch button carries. */
  readonly data: string;
}

/** One database, one outside world, and people in it. */
export interface Scene {
  readonly world: LiveWorld;
  readonly lives: Lives;
  /** Once the program has started for the first time. */
  rows(): Rows;
  /** Walks to another card of this provider, in the chat. The program must be running. */
  card(provider: ProviderName, name: string, ticker: string): Promise<Card>;
  /** Somebody else, with a message of the bot in their own chat. */
  stranger(): Promise<{ readonly id: number; readonly messageId: number }>;
  close(): Promise<void>;
}

/** Of the world's providers; real ms, so fast time makes it many. */
const DEPLOY_MS = 100;
const A_DAY_MS = 24 * 3_600_000;
/** The limits let an owner have ten launches in an hour, and hold what unclear ones may have spent: five of 0.5 SOL. */
const LAUNCHES_OF_ONE = 5;

export async function aScene(time: FastTime): Promise<Scene> {
  const clock = fastClock(time);
  const world = await aLiveWorld({
    clock,
    deployMs: DEPLOY_MS,
    providers: {
      j7tracker: { distances: { "na-east": 0, europe: 0 } },
      blowfish: { dailyLimit: false },
      swarms: { walletLamports: 1_000_000_000_000n },
    },
  });
  const lives = createLives(world, time);
  const owners = new Map<ProviderName, { readonly actor: Actor; launches: number }>();
  let rows: Rows | null = null;

  async function walk(provider: ProviderName, wanted: Wanted): Promise<Actor> {
    const known = owners.get(provider);
    if (known && known.launches < LAUNCHES_OF_ONE) {
      known.launches += 1;
      await toNextCard(known.actor, provider, wanted);
      return known.actor;
    }
    const actor = world.person(`Friend of ${provider}`);
    owners.set(provider, { actor, launches: 1 });
    const keys = someKeys(clock.now() + A_DAY_MS);
    if (provider === "j7tracker") await toPumpCard(actor, wanted, keys);
    if (provider === "blowfish") await toBlowfishCard(actor, wanted);
    if (provider === "swarms") await toSwarmsCard(actor, wanted, keys);
    return actor;
  }

  return {
    world,
    lives,
    rows: () => (rows ??= openRows(world.databaseFile)),
    async card(provider, name, ticker) {
      const owner = await walk(provider, { name, ticker });
      const message = owner.messages().findLast(({ text }) => text?.includes(`$${ticker}`));
      const button = message?.keyboard?.flat().find(({ text }) => text.includes("Launch"));
      if (!message || button?.data === undefined) throw new Error("there is no card to tap");
      const { messageId } = message;
      return { owner, provider, name, ticker, messageId, data: button.data };
    },
    async stranger() {
      const actor = world.person("Mallory");
      actor.say("/start");
      const { messageId } = await actor.sees("");
      return { id: actor.person.id, messageId };
    },
    async close() {
      rows?.close();
      await lives.close();
      await world.close();
    },
  };
}
