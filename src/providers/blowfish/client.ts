import type { Credential } from "../../domain/credential.ts";
import { CallError, refuse, type ReasonCode } from "../../domain/errors.ts";
import type { Minted } from "../../domain/launch.ts";
import type { WireAnswer, WireRequest, Wires } from "../../http/wire.ts";
import type { Clock } from "../../kit/clock.ts";
import { nextUtcMidnight } from "../../kit/utc.ts";
import { readError, refusedCall, unclearCall, withoutSecrets } from "../answers.ts";
import { canBeFrom } from "../find-launched.ts";
import { fillBody } from "../open-body.ts";
import type { Progress, Provider, Trace } from "../provider.ts";
import { noteRefused } from "../secrets.ts";
import { isHealthy, readLaunch, readOwned, readStatus, readTokens } from "./read-answer.ts";
import { writeLaunch } from "./request.ts";
import { createSignIn, type Sign } from "./sign-in.ts";
import { slots } from "./slots.ts";

const HEALTH = "/health";

const LAUNCH_TIMEOUT_MS = 30_000;
const READ_TIMEOUT_MS = 10_000;
/** With its slash: without it the route is another one. */
const TOKENS = "/api/v1/tokens/";

/** Reasons that are about the wallet and not about the moment. */
const SHUT_OUT: readonly ReasonCode[] = ["session-refused", "key-refused"];

export interface BlowfishDeps {
  readonly wires: Wires;
  readonly baseUrl: string;
  readonly sign: Sign;
  readonly clock: Clock;
}

/**
 * Launches on Meteora DBC: a wallet signs in, a launch is queued, and polling tells how it ended.
 *
 * The wallet is the agent: the daily limit, the tokens and the fees are its own.
 */
export function createBlowfish({ wires, baseUrl, sign, clock }: BlowfishDeps): Provider {
  const wire = wires.to(baseUrl);
  const signIn = createSignIn({ wire, sign, clock });

  async function walletOf(credential: Credential): Promise<string> {
    const wallet = await credential.address("sign-in-wallet");
    return wallet ?? refuse({ code: "credential-missing", kind: "sign-in-wallet" });
  }

  /**
   * Sends once, with a JWT. A 401 is the provider's own only in JSON; a page of something in front of it is read as any
   * other answer.
   *
   * @throws {CallError} `refused` (`session-ended`); the next call signs in anew.
   */
  async function send(credential: Credential, request: WireRequest): Promise<WireAnswer> {
    const wallet = await walletOf(credential);
    const token = await signInNoting(credential, wallet);
    const plain = await wire.send({
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${token}` },
    });
    const answer = withoutSecrets(plain, [Buffer.from(token)]);
    const words = readError(answer);
    if (answer.status !== 401 || words === null) return answer;
    signIn.drop(credential, wallet, token);
    throw refusedCall("session-ended", words.said);
  }

  async function signInNoting(
    credential: Credential,
    wallet: string,
    ahead?: "ahead",
  ): Promise<string> {
    try {
      return await signIn.token(credential, wallet, ahead);
    } catch (error) {
      if (error instanceof CallError && SHUT_OUT.includes(error.reason.code)) {
        await noteRefused(credential, "sign-in-wallet");
      }
      throw error;
    }
  }

  /** Reads may be repeated: a session that ended is replaced, once. */
  async function get(credential: Credential, path: string): Promise<WireAnswer> {
    const read: WireRequest = { method: "GET", path, timeoutMs: READ_TIMEOUT_MS };
    try {
      return await send(credential, read);
    } catch (error) {
      if (!endedSession(error)) throw error;
    }
    return send(credential, read).catch((error: unknown) => {
      throw endedSession(error) ? refusedCall("session-refused", error.reason.said) : error;
    });
  }

  async function status(eventId: string, credential: Credential): Promise<string> {
    return readStatus(
      await get(credential, `/api/v1/tokens/launch/status/${encodeURIComponent(eventId)}`),
    );
  }

  /** The ticker is unique at Blowfish, so the newest token with it that can be ours is ours. */
  async function look(trace: Trace, credential: Credential): Promise<Minted | null> {
    const tokens = readTokens(await get(credential, TOKENS));
    const ours = tokens.find(
      (token) =>
        token.ticker === trace.request.ticker &&
        canBeFrom(trace.sentAt, token.deployedAt) &&
        !trace.knownMints.includes(token.tokenMint),
    );
    return ours ? { mint: ours.tokenMint, pool: ours.poolAddress ?? null, listingUrl: null } : null;
  }

  return {
    name: "blowfish",
    slots,
    home: { base: baseUrl, ping: { path: HEALTH, isWell: isHealthy } },

    write: writeLaunch,

    async ready(credential) {
      await signInNoting(credential, await walletOf(credential), "ahead");
    },

    async launch({ written: { contentType, body } }, credential, sent) {
      const answer = await send(credential, {
        method: "POST",
        path: "/api/v1/tokens/launch",
        headers: { "content-type": contentType },
        body: fillBody(body, {}),
        timeoutMs: LAUNCH_TIMEOUT_MS,
        sent,
      });
      return { kind: "accepted", eventId: readLaunch(answer, clock.now()) };
    },

    async poll(trace, credential): Promise<Progress> {
      switch (await status(trace.eventId, credential)) {
        case "success":
          return { kind: "live", ...((await lookQuietly(look(trace, credential))) ?? NOWHERE) };
        case "failed":
          return { kind: "failed", reason: { code: "provider-failed", said: null } };
        case "rate_limited": {
          const resetAt = nextUtcMidnight(clock.now());
          return { kind: "failed", reason: { code: "daily-limit", said: null, resetAt } };
        }
        default:
          return { kind: "pending" };
      }
    },

    async find(trace, credential) {
      if (trace.eventId !== null && (await status(trace.eventId, credential)) !== "success") {
        return null;
      }
      return look(trace, credential);
    },

    async owns(mint, credential) {
      return readOwned(await get(credential, TOKENS + encodeURIComponent(mint)), mint);
    },

    async check(credential) {
      // First, so that a service that is down is not taken for a key that is wrong.
      const health = await wire.send({ method: "GET", path: HEALTH, timeoutMs: READ_TIMEOUT_MS });
      if (!isHealthy(health)) throw unclearCall("server-error", null);
      try {
        readTokens(await get(credential, TOKENS));
        return null;
      } catch (error) {
        if (error instanceof CallError && error.fate === "refused") return error.reason;
        throw error;
      }
    },

    forget: (ownerId) => signIn.forget(ownerId),
  };
}

function endedSession(error: unknown): error is CallError {
  return error instanceof CallError && error.reason.code === "session-ended";
}

/** What the provider said is a success stays one when the list, which only adds the mint, cannot be read. */
async function lookQuietly(looking: Promise<Minted | null>): Promise<Minted | null> {
  return looking.catch((error: unknown) => {
    if (error instanceof CallError) return null;
    throw error;
  });
}

/** Live, with everything else to follow. */
const NOWHERE: Minted = { mint: null, pool: null, listingUrl: null };
