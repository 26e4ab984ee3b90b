import { base58 } from "@scure/base";
import type { Credential } from "../../domain/credential.ts";
import { CallError } from "../../domain/errors.ts";
import type { Secret } from "../../domain/secret.ts";
import type { Wire } from "../../http/wire.ts";
import type { Clock } from "../../kit/clock.ts";
import { singleFlight } from "../../kit/single-flight.ts";
import { refusedCall } from "../answers.ts";
import { loginText, otherText, type LoginText } from "./login-text.ts";
import { readChallenge, readVerify } from "./read-answer.ts";

const TIMEOUT_MS = 10_000;
/** Renewed this long before its end, so that it does not end on the way. */
const EARLY_MS = 60_000;
/** Ahead of a tap: it lasts beyond the next time that somebody looks. */
const AHEAD_MS = 7 * 60_000;

/** Signs a login text with a 64-byte ed25519 key. Handed in, since only the vault does cryptography. */
export type Sign = (key: Secret, message: Buffer) => Buffer;

export interface SignInDeps {
  readonly wire: Wire;
  readonly sign: Sign;
  readonly clock: Clock;
}

export interface SignIn {
  /**
   * A JWT of this wallet that is good for another minute, or `ahead` of its use for seven; signs in when there is none.
   *
   * A sign-in launches nothing, so whatever goes wrong here is never `unclear`.
   *
   * @throws {CallError} `refused` (`session-refused`), or `unsent` when the provider gives no usable answer.
   * @throws {InputError} `credential-missing`.
   */
  token(credential: Credential, wallet: string, ahead?: "ahead"): Promise<string>;
  /** Drops a JWT that was refused, unless somebody has signed in anew meanwhile. */
  drop(credential: Credential, wallet: string, refused: string): void;
  /** Drops every JWT of an owner; one that is still on its way is used by who waits for it, and not kept. */
  forget(ownerId: number): void;
}

interface Session {
  /** A string, since a header can be nothing else. Never kept beyond this process. */
  readonly token: string;
  readonly endsAt: number;
  readonly lifeMs: number;
}

/** Keeps the 15-minute JWTs of all wallets in memory. They end with the process. */
export function createSignIn({ wire, sign, clock }: SignInDeps): SignIn {
  /** By owner, then by wallet: who stored the same wallet must still open their own slot. */
  const sessions = new Map<number, Map<string, Session>>();
  const once = singleFlight<Session>();
  /** Which text the server took last; both are tried until one was taken. */
  let taken: LoginText = "prefixed";

  function sessionsOf(ownerId: number): Map<string, Session> {
    const known = sessions.get(ownerId) ?? new Map<string, Session>();
    sessions.set(ownerId, known);
    return known;
  }

  async function post(path: string, fields: Record<string, string>) {
    return wire.send({
      method: "POST",
      path,
      headers: { "content-type": "application/json" },
      body: Buffer.from(JSON.stringify(fields)),
      timeoutMs: TIMEOUT_MS,
    });
  }

  /** One challenge and one answer to it. @returns null when the signature was not taken. */
  async function attempt(
    credential: Credential,
    wallet: string,
    which: LoginText,
  ): Promise<Session | null> {
    const nonce = readChallenge(await post("/api/auth/challenge", { wallet }));
    const text = loginText(which, nonce);
    if (text === null) return null;
    const signature = await credential.open("sign-in-wallet", async (key) =>
      base58.encode(sign(key, text)),
    );
    const verified = readVerify(await post("/api/auth/verify", { wallet, nonce, signature }));
    if (verified === "signature-refused") return null;
    taken = which;
    return {
      token: verified.token,
      endsAt: clock.now() + verified.lifeMs,
      lifeMs: verified.lifeMs,
    };
  }

  async function signIn(credential: Credential, wallet: string): Promise<Session> {
    const first = taken;
    try {
      const session =
        (await attempt(credential, wallet, first)) ??
        (await attempt(credential, wallet, otherText(first)));
      if (session === null) throw refusedCall("session-refused", null);
      return session;
    } catch (error) {
      throw neverUnclear(error);
    }
  }

  return {
    async token(credential, wallet, ahead) {
      const { ownerId } = credential;
      // Taken now: what a sign-in brings after `forget` goes into a map that nobody has any more.
      const known = sessionsOf(ownerId);
      const current = known.get(wallet);
      if (current && clock.now() < current.endsAt - leastOf(current, ahead)) return current.token;
      const session = await once(`${ownerId} ${wallet}`, () => signIn(credential, wallet));
      known.set(wallet, session);
      return session.token;
    },
    drop({ ownerId }, wallet, refused) {
      const known = sessions.get(ownerId);
      if (known?.get(wallet)?.token === refused) known.delete(wallet);
    },
    forget: (ownerId) => void sessions.delete(ownerId),
  };
}

/** How much of its life has to be left; of a short one at most the half, or every look would sign in anew. */
function leastOf({ lifeMs }: Session, ahead?: "ahead"): number {
  return ahead ? Math.max(EARLY_MS, Math.min(AHEAD_MS, lifeMs / 2)) : EARLY_MS;
}

function neverUnclear(error: unknown): unknown {
  if (!(error instanceof CallError) || error.fate !== "unclear") return error;
  return new CallError(
    "unsent",
    { code: "unreachable", said: error.reason.said },
    { cause: error },
  );
}
