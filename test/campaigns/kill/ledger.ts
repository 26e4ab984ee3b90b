import type { Received } from "../../../src/sandbox/providers/received.ts";
import type { LiveWorld } from "../../support/a-live-world.ts";
import type { Card } from "./scene.ts";

/** What really happened to one launch, as its provider knows it. */
export interface Truth {
  /** Requests that arrived. */
  readonly posts: number;
  /** Of the tokens that came of it. */
  readonly mints: readonly string[];
  /** Whether a request met a fault of the provider. */
  readonly spoiled: boolean;
}

export function truthOf({ sandbox }: LiveWorld, card: Card): Truth {
  const { provider, name, ticker } = card;
  const sim = sandbox.providers[provider];
  const calls = sim.received.filter((one) => one.call === "launch" && nameIn(one) === name);
  return {
    posts: sim.launchesReceived(name, ticker),
    mints: sim.tokens.filter((token) => token.name === name).map(({ mint }) => mint),
    spoiled: calls.some(({ fault }) => fault !== null),
  };
}

function nameIn({ body }: Received): unknown {
  return typeof body === "object" && body !== null && "name" in body ? body.name : null;
}
