import type { Credential, ProviderName } from "../../../src/domain/credential.ts";
import { InputError } from "../../../src/domain/errors.ts";
import { CHAINS } from "../../../src/domain/chains.ts";
import type { LaunchRequest } from "../../../src/domain/launch.ts";
import { TARGETS } from "../../../src/domain/targets.ts";
import type { Random } from "../updates/random.ts";
import type { Behaviour } from "./behaviours.ts";
import type { Story } from "./story.ts";
import type { SimTime } from "./time.ts";

/** What is true about one draft at its provider, whatever anybody believes. */
export interface Truth {
  readonly key: string;
  readonly ownerId: number;
  readonly provider: ProviderName;
  posts: number;
  /** The launches whose attempts these were. */
  readonly postedBy: string[];
  token: Token | null;
}

export interface Token {
  readonly mint: string;
  readonly ownerId: number;
  readonly provider: ProviderName;
  readonly name: string;
  readonly ticker: string;
  readonly madeAt: number;
  /** From when on the provider's list shows it. */
  readonly listedAt: number;
}

/** Blowfish's work on one launch. */
export interface Ticket {
  readonly id: string;
  readonly truth: Truth;
  end: "pending" | "success" | "failed" | "rate_limited";
}

/** The three providers' own books: who posted what, what became a token, who may come in. */
export interface Market {
  truth(key: string): Truth | null;
  truths(): readonly Truth[];
  /** Something was done to it that may leave its outcome unclear, whether it arrived or not. */
  trouble(key: string, what: string): void;
  troublesOf(key: string): ReadonlySet<string>;
  tokens(): readonly Token[];
  ticket(id: string): Ticket | null;
  /** A request arrives. The work it starts goes on without us. */
  post(request: LaunchRequest, credential: SimCredential, how: Behaviour): Arrival;
  /** People who have to sign in again before they are told anything. */
  readonly shutOut: Set<number>;
  /** People who were shut out or had no key at any time. */
  readonly everShutOut: Set<number>;
  /** People whose keys are gone from the vault. */
  readonly keyless: Set<number>;
  /** `launch mint`, for each mint of which a living process was told that it is somebody else's. */
  readonly foreign: Set<string>;
  /** `launch mint`, for each mint of which it could not be asked once: then its owner's word counts. */
  readonly unasked: Set<string>;
}

export interface Arrival {
  readonly truth: Truth;
  readonly ticket: Ticket | null;
}

/** Names the person and the launch it was asked for. Holds nothing. */
export interface SimCredential extends Credential {
  readonly launchId: string;
}

export const credentialOf = (
  ownerId: number,
  _provider: ProviderName,
  launchId: string | null,
): SimCredential => ({
  ownerId,
  launchId: launchId ?? "",
  address: async () => null,
  open: () => {
    throw new Error("nobody opens a secret here");
  },
  markRefused: async () => undefined,
});

/** @throws {InputError} `credential-missing`, as a client does before it sends anything. */
export function checkKey(market: Market, { ownerId }: SimCredential): void {
  if (market.keyless.has(ownerId)) {
    throw new InputError({ code: "credential-missing", kind: "session-jwt" });
  }
}

/** Each draft of the simulation has a text of its own that every target carries to its provider. */
export const keyOf = ({ links, description }: Pick<LaunchRequest, "links" | "description">) =>
  links.website ?? description ?? "";

export function createMarket({
  time,
  random,
  story,
}: {
  readonly time: SimTime;
  readonly random: Random;
  readonly story: Story;
}): Market {
  const truths = new Map<string, Truth>();
  const tokens: Token[] = [];
  const tickets = new Map<string, Ticket>();
  const troubles = new Map<string, Set<string>>();

  function trouble(key: string, what: string): void {
    troubles.set(key, new Set([...(troubles.get(key) ?? []), what]));
  }

  function truthOf(request: LaunchRequest, ownerId: number): Truth {
    const key = keyOf(request);
    const { provider } = TARGETS[request.target];
    const truth = truths.get(key) ?? {
      ...{ key, ownerId, provider, posts: 0, postedBy: [], token: null },
    };
    truths.set(key, truth);
    return truth;
  }

  function mint(truth: Truth, request: LaunchRequest): void {
    if (truth.token) return;
    const { name, ticker, target } = request;
    const now = time.now();
    truth.token = {
      mint: addressOf(target, tokens.length),
      ownerId: truth.ownerId,
      provider: truth.provider,
      ...{ name, ticker, madeAt: now },
      listedAt: now + (random.chance(0.3) ? random.below(90_000) : 0),
    };
    tokens.push(truth.token);
    story.tell(`${truth.provider} makes the token of ${truth.key}: ${truth.token.mint}`);
  }

  /** Tickers are unique at Blowfish: a second one of the same fails. */
  function startTicket(truth: Truth, request: LaunchRequest): Ticket {
    const ticket: Ticket = { id: `event-${tickets.size + 1}`, truth, end: "pending" };
    tickets.set(ticket.id, ticket);
    const taken = () =>
      tokens.some((one) => one.provider === "blowfish" && one.ticker === request.ticker);
    const end = random.weighed({ success: 8, failed: 1, rate_limited: 1 });
    const ms = random.chance(0.1) ? random.below(12 * 60_000) : random.below(40_000);
    if (ms > 4 * 60_000) trouble(truth.key, "a long queue");
    time.after(ms, () => {
      ticket.end = end === "success" && taken() ? "failed" : end;
      if (ticket.end === "success") mint(truth, request);
      story.count(`ticket: ${ticket.end}`);
      story.tell(`blowfish: ${ticket.id} of ${truth.key} ends: ${ticket.end}`);
    });
    return ticket;
  }

  return {
    truth: (key) => truths.get(key) ?? null,
    truths: () => [...truths.values()],
    trouble,
    troublesOf: (key) => troubles.get(key) ?? new Set(),
    tokens: () => tokens,
    ticket: (id) => tickets.get(id) ?? null,
    shutOut: new Set(),
    everShutOut: new Set(),
    keyless: new Set(),
    foreign: new Set(),
    unasked: new Set(),
    post(request, credential, how) {
      const truth = truthOf(request, credential.ownerId);
      truth.posts += 1;
      truth.postedBy.push(credential.launchId);
      story.count(`provider: ${how.name}`);
      story.tell(`${truth.provider} gets ${truth.key} of #${credential.launchId}: ${how.name}`);
      if (how.name !== "ok") trouble(truth.key, how.name);
      const works = how.works === "yes" || (how.works === "maybe" && random.chance(0.5));
      if (!works) return { truth, ticket: null };
      if (truth.provider === "blowfish") return { truth, ticket: startTicket(truth, request) };
      // Chains take their time: the token may come after the answer.
      const soon = how.answer === "receipt" ? 0 : random.below(90_000);
      if (soon === 0) mint(truth, request);
      else time.after(soon, () => mint(truth, request));
      return { truth, ticket: null };
    },
  };
}

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** An address of the target's own form, another one for each number. */
export function addressOf(target: LaunchRequest["target"], number: number): string {
  if (CHAINS[TARGETS[target].chain].address === "evm") {
    return `0x${(number + 1).toString(16).padStart(40, "0")}`;
  }
  const low = BASE58.charAt(number % 58);
  const high = BASE58.charAt(Math.floor(number / 58) % 58);
  return `M${high}${low}`.padEnd(44, "1");
}
