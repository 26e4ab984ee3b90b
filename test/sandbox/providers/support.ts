import { base58, base64urlnopad } from "@scure/base";
import type { Clock } from "../../../src/kit/clock.ts";
import {
  startProviderSims,
  type ProviderSims,
  type ProviderSimsOptions,
} from "../../../src/sandbox/providers/start.ts";

export const NOON = Date.UTC(2026, 4, 4, 12);

/** A clock that moves only when told. */
export interface HandClock extends Clock {
  advance(ms: number): void;
  /** Resolves as soon as somebody waits for exactly so long. */
  asked(ms: number): Promise<void>;
}

export function handClock(start = NOON): HandClock {
  let now = start;
  let timers: { readonly at: number; readonly ms: number; readonly call: () => void }[] = [];
  let watchers: { readonly ms: number; readonly tell: () => void }[] = [];
  return {
    now: () => now,
    elapsedMs: () => now - start,
    after(ms, call) {
      const timer = { at: now + ms, ms, call };
      timers.push(timer);
      for (const watcher of watchers) if (watcher.ms === ms) watcher.tell();
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      now += ms;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const timer of due) timer.call();
    },
    asked(ms) {
      if (timers.some((timer) => timer.ms === ms)) return Promise.resolve();
      return new Promise((resolve) => {
        watchers = [...watchers, { ms, tell: resolve }];
      });
    },
  };
}

const NEAR = { europe: 0, "na-east": 0, "na-west": 0, asia: 0, australia: 0 };

/** All simulators, quick and near, on a clock that stands still. */
export async function someSims(options: ProviderSimsOptions = {}) {
  const clock = handClock();
  const sims = await startProviderSims({
    clock,
    deployMs: 0,
    ...options,
    j7tracker: { distances: NEAR, ...options.j7tracker },
  });
  return { clock, sims };
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; null where it is no JSON. */
  readonly body: unknown;
}

export async function call(url: string, init?: RequestInit): Promise<Answer> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
  const body: unknown = type === "application/json" ? JSON.parse(text) : null;
  return { status: answer.status, type, headers: answer.headers, text, body };
}

export function postJson(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return call(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A session as j7tracker's app would have it: form without meaning. */
export function aSession(
  claims: object = { username: "moss_fan", exp: NOON / 1000 + 3600 },
): string {
  const part = (value: object) => base64urlnopad.encode(Buffer.from(JSON.stringify(value)));
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.${part({ dummy: 1 })}`;
}

export const pumpOrder = (changes: object = {}) => ({
  type: "create_token",
  external: true,
  api_key: "ENC-SOL-DUMMY",
  mode: "pump",
  name: "Moss Coin",
  ticker: "MOSS",
  ...changes,
});

export const europe = (sims: ProviderSims) => sims.urls.j7tracker.get("europe") ?? "";

export const submit = (sims: ProviderSims, body: unknown, region = "europe") =>
  postJson(`${sims.urls.j7tracker.get(region) ?? ""}/submit`, body, bearer(aSession()));

/** A wallet whose key exists for one test only. */
export interface TestWallet {
  readonly address: string;
  readonly secretKey: Buffer;
  sign(text: string): Promise<string>;
}

export async function aWallet(): Promise<TestWallet> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw new TypeError("no key pair");
  const { d = "", x = "" } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const publicKey = base64urlnopad.decode(x);
  return {
    address: base58.encode(publicKey),
    secretKey: Buffer.concat([base64urlnopad.decode(d), publicKey]),
    async sign(text) {
      const signed = await crypto.subtle.sign("Ed25519", pair.privateKey, Buffer.from(text));
      return base58.encode(new Uint8Array(signed));
    },
  };
}

export async function aNonce(url: string, wallet: TestWallet): Promise<string> {
  const { body } = await postJson(`${url}/api/auth/challenge`, { wallet: wallet.address });
  return (body as { nonce: string }).nonce;
}

export async function signIn(url: string, wallet: TestWallet): Promise<string> {
  const nonce = await aNonce(url, wallet);
  const signature = await wallet.sign(`Sign this message to authenticate: ${nonce}`);
  const answer = await postJson(`${url}/api/auth/verify`, {
    wallet: wallet.address,
    nonce,
    signature,
  });
  return (answer.body as { token: string }).token;
}

/** Queues a launch at Blowfish. */
export const queueAt = (url: string, token: string, changes: object = {}) =>
  postJson(
    `${url}/api/v1/tokens/launch`,
    { name: "Moss Coin", ticker: "MOSS", ...changes },
    bearer(token),
  );

export const eventIdOf = (answer: Answer): string => (answer.body as { eventId: string }).eventId;

export const agentOrder = (wallet: TestWallet, changes: object = {}) => ({
  name: "Moss Agent",
  description: "Grows.",
  ticker: "moss",
  private_key: base58.encode(wallet.secretKey),
  ...changes,
});

export const API_KEY = "sandbox-dummy-key";

export const launchAt = (url: string, body: unknown, apiKey = API_KEY) =>
  postJson(`${url}/api/token/launch`, body, bearer(apiKey));
