import type { Received } from "../../../src/sandbox/providers/received.ts";
import type { LiveWorld } from "../../support/a-live-world.ts";
import type { Card } from "./scene.ts";

/** What really happened to one launch, as its provider knows it. */
export interface Truth {
  /** Requests that arrived. */
  readonly posts: number;
  /** Those that may have done something: all but the ones that Blowfish turned away at the door, before any work. */
  readonly working: number;
  /** Of the tokens that came of it. */
  readonly mints: readonly string[];
  /** Whether a request met a fault of the provider. */
  readonly spoiled: boolean;
}

export function truthOf({ sandbox }: LiveWorld, card: Card): Truth {
  const { provider, name, ticker } = card;
  const sim = sandbox.providers[provider];
  const posts = sim.launchesReceived(name, ticker);
  const calls = sim.received.filter((one) => one.call === "launch" && nameIn(one) === name);
  // Only Blowfish's client signs in again and asks again after a 401. See NOTES.md there.
  const turnedAway = provider === "blowfish" ? calls.filter((one) => one.answer === 401).length : 0;
  return {
    posts,
    working: posts - turnedAway,
    mints: sim.tokens.filter((token) => token.name === name).map(({ mint }) => mint),
    spoiled: calls.some(({ fault }) => fault !== null),
  };
}

function nameIn({ body }: Received): unknown {
  return typeof body === "object" && body !== null && "name" in body ? body.name : null;
}
