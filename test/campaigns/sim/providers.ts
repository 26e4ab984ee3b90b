import type { Credential, ProviderName } from "../../../src/domain/credential.ts";
import { CallError } from "../../../src/domain/errors.ts";
import type { LaunchRequest, Minted } from "../../../src/domain/launch.ts";
import { canBeFrom } from "../../../src/providers/find-launched.ts";
import type {
  Progress,
  Provider,
  Providers,
  Receipt,
  Trace,
} from "../../../src/providers/provider.ts";
import type { Random } from "../updates/random.ts";
import { BEHAVIOURS, OK, UNREACHABLE, type Behaviour } from "./behaviours.ts";
import { never, type Life } from "./life.ts";
import { checkKey, type Arrival, type Market, type SimCredential, type Token } from "./market.ts";
import type { Story } from "./story.ts";
import type { SimTime } from "./time.ts";
import { within, type Weather } from "./weather.ts";

/** What a provider said, and to whom: it must not be forgotten. */
export interface Evidence {
  readonly launchId: string;
  readonly says: "live" | "failed" | "accepted";
  readonly mint: string | null;
  /** It stood in a list, without a word about which launch it came from. */
  readonly listed: boolean;
  readonly life: Life;
  readonly at: number;
}

export interface Service {
  readonly time: SimTime;
  readonly random: Random;
  readonly story: Story;
  readonly weather: Weather;
  readonly market: Market;
  readonly evidence: Evidence[];
  /** Nothing goes wrong any more. */
  readonly calm: () => boolean;
  /** What the next launch call comes to, where a test wants a certain one. */
  readonly behave?: (request: LaunchRequest) => Behaviour;
  /** Somebody watches each request arrive. */
  readonly onPost: (credential: SimCredential, arrival: Arrival) => void;
}

/** The three providers as one life reaches them: each declares what the real one declares. */
export function createProviders(service: Service, life: Life): Providers {
  return {
    j7tracker: provider(service, life, "j7tracker"),
    swarms: { ...provider(service, life, "swarms"), find: looking(service, life, findBy("name")) },
    blowfish: {
      ...provider(service, life, "blowfish"),
      poll: looking(service, life, poll),
      find: looking(service, life, findBy("ticker")),
      owns: owning(service, life),
    },
  };
}

function provider(service: Service, life: Life, name: ProviderName): Provider {
  const { time, random, story, weather, market, evidence } = service;
  return {
    name,
    slots: [],
    write: (request) => ({ request, contentType: "", body: [], needs: [] }),
    async launch({ written: { request } }, given) {
      const credential = given as SimCredential;
      const how = service.behave?.(request) ?? choose(service);
      if (life.diesAt("before the first byte")) return never();
      checkKey(market, credential);
      const takes = how.from + random.below(Math.max(1, how.to - how.from));
      if (!how.posted) {
        story.count(`provider: ${how.name}`);
        await time.wait(takes);
        if (life.alive()) throw answerOf(how);
        return never();
      }
      const arrival = market.post(request, credential, how);
      service.onPost(credential, arrival);
      if (life.diesAt("after the first byte")) return never();
      await time.wait(takes);
      if (!life.alive() || life.diesAt("after the answer")) return never();
      if (how.answer !== "receipt") throw answerOf(how);
      const receipt = receiptOf(arrival, random, weather);
      evidence.push({
        launchId: credential.launchId,
        says: receipt.kind,
        mint: receipt.kind === "live" ? receipt.mint : null,
        ...{ life, at: time.elapsed(), listed: false },
      });
      return receipt;
    },
  };
}

function choose({ time, random, weather, calm }: Service): Behaviour {
  if (calm()) return OK;
  if (within(weather.providersAway, time.elapsed())) return UNREACHABLE;
  return random.chance(weather.providers) ? random.pick(BEHAVIOURS) : OK;
}

function answerOf({ answer }: Behaviour): Error {
  if (answer === "receipt") throw new Error("a receipt is no error");
  return answer();
}

function receiptOf({ truth, ticket }: Arrival, random: Random, weather: Weather): Receipt {
  if (ticket) return { kind: "accepted", eventId: ticket.id };
  const { token } = truth;
  if (!token) throw new Error("a receipt for nothing");
  // j7tracker may name the page only, and the mint never.
  if (!weather.calm && random.chance(0.05)) return { kind: "live", ...withoutMint(token) };
  return { kind: "live", ...minted(token) };
}

const minted = ({ mint }: Token): Minted => ({
  mint,
  pool: null,
  listingUrl: `https://listing.example/${mint}`,
});
const withoutMint = (token: Token): Minted => ({ ...minted(token), mint: null });

/** A call that only reads: it may fail, and may be made again. */
function looking<T extends Progress | Minted | null>(
  service: Service,
  life: Life,
  look: (service: Service, trace: Trace, ownerId: number) => T,
): (trace: Trace, credential: Credential) => Promise<T> {
  const { time, story, evidence } = service;
  return async (trace, given) => {
    const { ownerId, launchId } = given as SimCredential;
    await reach(service, life, given as SimCredential);
    const said = look(service, trace, ownerId);
    if (life.diesAt("after a look")) return never();
    const says = verdict(said);
    if (says) {
      story.tell(`a look at #${launchId}: ${says}`);
      const mint = said && "mint" in said ? said.mint : null;
      evidence.push({
        launchId,
        says,
        mint,
        life,
        at: time.elapsed(),
        listed: !said || !("kind" in said),
      });
    }
    return said;
  };
}

function verdict(said: Progress | Minted | null): "live" | "failed" | null {
  if (said === null) return null;
  if (!("kind" in said)) return "live";
  return said.kind === "pending" ? null : said.kind;
}

/** The way to a provider and its door. @throws {CallError} @throws {InputError} */
async function reach(service: Service, life: Life, credential: SimCredential): Promise<void> {
  const { time, random, market, story } = service;
  if (life.diesAt("before a look")) return never();
  checkKey(market, credential);
  // A list may take almost as long as a client waits for it; much can happen meanwhile.
  await time.wait(30 + random.below(random.chance(0.2) ? 18_000 : 1_500));
  if (!life.alive()) return never();
  if (market.shutOut.has(credential.ownerId)) {
    story.count("look: session expired");
    throw new CallError("refused", { code: "session-refused", said: null });
  }
  if (!service.calm() && fails(service)) {
    story.count("look: failed");
    const code = random.pick(["no-answer", "server-error", "unreadable-answer"] as const);
    throw new CallError("unclear", { code, said: null });
  }
}

/** Whether a look fails, on a day that is not calm. */
const fails = ({ time, random, weather }: Service) =>
  within(weather.providersAway, time.elapsed()) || random.chance(weather.providers / 3);

function poll(service: Service, trace: Trace): Progress {
  const ticket = service.market.ticket(trace.eventId ?? "");
  switch (ticket?.end) {
    case "success":
      return {
        kind: "live",
        ...(findBy("ticker")(service, trace, ticket.truth.ownerId) ?? NOTHING),
      };
    case "failed":
      return { kind: "failed", reason: { code: "provider-failed", said: null } };
    case "rate_limited":
      return { kind: "failed", reason: { code: "daily-limit", said: null, resetAt: 1 } };
    default:
      return { kind: "pending" };
  }
}

const NOTHING: Minted = { mint: null, pool: null, listingUrl: null };

/** What the owner's list shows that could be this launch, as the real clients read it. */
function findBy(what: "name" | "ticker") {
  return ({ market, time }: Service, trace: Trace, ownerId: number): Minted | null => {
    const name = what === "name" ? "swarms" : "blowfish";
    if (name === "blowfish" && trace.eventId !== null) {
      if (market.ticket(trace.eventId)?.end !== "success") return null;
    }
    const could = market
      .tokens()
      .filter(
        (token) =>
          token.provider === name &&
          token.ownerId === ownerId &&
          token[what] === trace.request[what] &&
          token.listedAt <= time.now() &&
          canBeFrom(trace.sentAt, new Date(token.madeAt).toISOString()) &&
          !trace.knownMints.includes(token.mint),
      );
    const [token, another] = could;
    if (!token || (what === "name" && another)) return null;
    return minted(token);
  };
}

function owning(service: Service, life: Life): NonNullable<Provider["owns"]> {
  return async (mint, given) => {
    const credential = given as SimCredential;
    const { launchId, ownerId } = credential;
    const { market, story } = service;
    await reach(service, life, credential).catch((error: unknown) => {
      market.unasked.add(`${launchId} ${mint}`);
      throw error;
    });
    const owns = market.tokens().some((token) => token.mint === mint && token.ownerId === ownerId);
    if (owns) return true;
    story.count("owns: foreign");
    market.foreign.add(`${launchId} ${mint}`);
    return false;
  };
}
