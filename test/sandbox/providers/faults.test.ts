import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PROVIDER_NAMES, type ProviderName } from "../../../src/domain/credential.ts";
import type { Fault } from "../../../src/sandbox/providers/fault.ts";
import type { ProviderSims } from "../../../src/sandbox/providers/start.ts";
import {
  API_KEY,
  agentOrder,
  aSession,
  aWallet,
  bearer,
  call,
  europe,
  signIn,
  someSims,
  pumpOrder,
  type Answer,
  type HandClock,
} from "./support.ts";

let sims: ProviderSims;
let clock: HandClock;
beforeEach(async () => {
  ({ sims, clock } = await someSims());
});
afterEach(() => sims.close());

interface Prepared {
  readonly url: string;
  readonly init: RequestInit;
}

const prepared = (url: string, token: string, body: object): Prepared => ({
  url,
  init: {
    method: "POST",
    headers: { "content-type": "application/json", ...bearer(token) },
    body: JSON.stringify(body),
  },
});

/** A launch at each provider that would go well without a fault. */
const PREPARE: Readonly<Record<ProviderName, (changes?: object) => Promise<Prepared>>> = {
  j7tracker: async (changes) => prepared(`${europe(sims)}/submit`, aSession(), pumpOrder(changes)),
  async blowfish(changes) {
    const url = sims.urls.blowfish;
    const token = await signIn(url, await aWallet());
    const body = { name: "Moss Coin", ticker: "MOSS", ...changes };
    return prepared(`${url}/api/v1/tokens/launch`, token, body);
  },
  async swarms(changes) {
    const body = agentOrder(await aWallet(), changes);
    return prepared(`${sims.urls.swarms}/api/token/launch`, API_KEY, body);
  },
};

async function launch(provider: ProviderName, changes?: object): Promise<Answer> {
  const { url, init } = await PREPARE[provider](changes);
  return call(url, init);
}

const lastLaunch = (provider: ProviderName) =>
  sims[provider].received.findLast((received) => received.call === "launch");

/** Resolves once a launch was answered, or was left without an answer. */
function launchAnswered(provider: ProviderName): Promise<void> {
  return new Promise((resolve) => {
    sims[provider].onReceive((received) => {
      if (received.call === "launch" && received.answer !== null) resolve();
    });
  });
}

describe.each(PROVIDER_NAMES)("at %s", (provider) => {
  const tokens = () => sims[provider].tokens.length;
  const addOnce = (fault: Fault) => sims[provider].faults.add({ ...fault, times: 1 });

  it("a late answer comes after its time, with the token long made", async () => {
    addOnce({ kind: "late", ms: 9000 });
    const answer = launch(provider);
    await clock.asked(9000);
    expect(tokens()).toBe(1);
    clock.advance(9000);

    expect((await answer).status).toBe(200);
  });

  it("an answer lost before the work leaves no token", async () => {
    addOnce({ kind: "lost-before-work" });

    await expect(launch(provider)).rejects.toThrow();

    expect(tokens()).toBe(0);
    expect(lastLaunch(provider)).toMatchObject({
      fault: "lost-before-work",
      answer: "none",
      worked: false,
      mint: null,
    });
  });

  it("an answer lost after the work leaves a token", async () => {
    addOnce({ kind: "lost-after-work" });

    await expect(launch(provider)).rejects.toThrow();

    const [token] = sims[provider].tokens;
    expect(lastLaunch(provider)).toMatchObject({
      fault: "lost-after-work",
      answer: "none",
      worked: true,
      mint: token?.mint,
    });
  });

  it.each([
    { worked: false, made: 0 },
    { worked: true, made: 1 },
  ])(
    "a call that is never answered hangs until given up: $made token",
    async ({ worked, made }) => {
      addOnce({ kind: "never-answers", worked });
      const { url, init } = await PREPARE[provider]();
      const giveUp = new AbortController();
      const answered = launchAnswered(provider);

      const pending = fetch(url, { ...init, signal: giveUp.signal });
      await answered;
      giveUp.abort();

      await expect(pending).rejects.toThrow("aborted");
      expect(tokens()).toBe(made);
    },
  );

  it.each([
    { status: 400, worked: false },
    { status: 401, worked: false },
    { status: 500, worked: false },
    { status: 500, worked: true },
    { status: 502, worked: true },
    { status: 503, worked: false },
    { status: 504, worked: true },
  ] as const)("a $status is sent as JSON, worked: $worked", async ({ status, worked }) => {
    addOnce({ kind: "status", status, worked });

    const answer = await launch(provider);

    expect(answer.status).toBe(status);
    expect(answer.body).toHaveProperty("error");
    expect(tokens()).toBe(worked ? 1 : 0);
  });

  it("a page comes instead of JSON", async () => {
    addOnce({ kind: "html", status: 502, worked: false });

    const answer = await launch(provider);

    expect([answer.status, answer.type]).toEqual([502, "text/html"]);
    expect(answer.text).toMatch(/^<!doctype html>/);
  });

  it("an answer breaks off halfway although the token was made", async () => {
    addOnce({ kind: "truncated" });
    const { url, init } = await PREPARE[provider]();

    const answer = await fetch(url, init);

    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(tokens()).toBe(1);
  });

  it("an answer is a megabyte long and still JSON", async () => {
    addOnce({ kind: "too-long" });

    const answer = await launch(provider);

    expect(answer.status).toBe(200);
    expect(answer.text.length).toBeGreaterThan(1024 * 1024);
    expect(answer.body).toBeTypeOf("object");
    expect(tokens()).toBe(1);
  });

  it("a slow body comes in two halves", async () => {
    addOnce({ kind: "slow-body", ms: 7000 });
    const { url, init } = await PREPARE[provider]();

    const answer = await fetch(url, init);
    await clock.asked(7000);
    clock.advance(7000);

    expect(JSON.parse(await answer.text())).toBeTypeOf("object");
  });

  it("a new connection is reset at accept, and the call never arrives", async () => {
    const { url, init } = await PREPARE[provider]();
    addOnce({ kind: "reset-at-accept" });

    await expect(fetch(url, init)).rejects.toThrow();
    expect(lastLaunch(provider)).toBeUndefined();

    expect((await call(url, init)).status).toBe(200);
  });

  it("a reset at accept ends warm connections first, so that a call must open one", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { url } = await PREPARE[provider]();
    const ping = get(url, { agent });
    const [answer] = (await once(ping, "response")) as [IncomingMessage];
    const { socket } = answer;
    answer.resume();
    await once(agent, "free");

    addOnce({ kind: "reset-at-accept" });

    await once(socket, "close");
    await expect(once(get(url, { agent }), "response")).rejects.toThrow("ECONNRESET");
    agent.destroy();
  });

  it("a fault hits as many calls as it was told and then is off", async () => {
    sims[provider].faults.add({ kind: "status", status: 503, worked: false, times: 2 });

    const statuses = [];
    for (const ticker of ["ONE", "TWO", "THREE"]) {
      statuses.push((await launch(provider, { ticker, name: ticker })).status);
    }

    expect(statuses).toEqual([503, 503, 200]);
    expect(sims[provider].faults.list()).toEqual([]);
  });

  it("a fault without a count stays until it is cleared", async () => {
    sims[provider].faults.add({ kind: "status", status: 503, worked: false });
    await launch(provider);
    await launch(provider);
    expect(sims[provider].faults.list()).toMatchObject([{ left: null }]);

    sims[provider].faults.clear();

    expect((await launch(provider)).status).toBe(200);
  });

  it("a refused call keeps its refusal while a twist waits for one that passes", async () => {
    sims[provider].faults.add({ kind: "session-expired", times: 1 });

    const refused = await launch(provider, { ticker: 5 });

    expect(refused.status).toBe(400);
    expect(sims[provider].faults.list()).toHaveLength(1);
    expect((await launch(provider)).status).toBe(401);
    expect(tokens()).toBe(0);
  });
});
