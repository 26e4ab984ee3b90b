import { base58 } from "@scure/base";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePicture } from "../src/sandbox/sample-picture.ts";
import { aLiveWorld, type LiveWorld } from "./support/a-live-world.ts";
import type { Program } from "./support/a-program.ts";
import { someKeys, toBlowfishCard, toPumpCard, toSwarmsCard } from "./support/to-the-card.ts";

/** A poll of Blowfish comes 5 s after it took a launch. */
const POLLED = 20_000;

describe("the program as a process of its own, in live mode", { timeout: 60_000 }, () => {
  let world: LiveWorld;
  let program: Program;
  let url: string;
  const keys = someKeys();
  const picture = samplePicture(320, 120);

  beforeAll(async () => {
    world = await aLiveWorld();
    program = world.start({ LOG_LEVEL: "trace" });
    const [, said = ""] = await program.says(/"url":"(http:[^"]+)"/);
    url = said;
  });
  afterAll(() => world.close());

  it("listens where the settings say", () => {
    expect(url).toBe(world.settings["PUBLIC_URL"]);
  });

  it("launches on pump.fun by long polling", async () => {
    const ada = world.person("Ada");
    await toPumpCard(ada, { name: "Moss Coin", ticker: "MOSS", picture }, keys);

    await ada.tap("🚀 Launch");
    const card = await ada.sees("Live");

    const { j7tracker } = world.sandbox.providers;
    expect(j7tracker.launchesReceived("Moss Coin", "MOSS")).toBe(1);
    expect(card.caption).toContain(mintOf(j7tracker.tokens, "MOSS"));
    expect(card.photo).toBeDefined();
  });

  it("launches on Blowfish with a wallet it made, and a picture that it hosts itself", async () => {
    const ben = world.person("Ben");
    await toBlowfishCard(ben, { name: "Pond Coin", ticker: "POND", picture });

    await ben.tap("🚀 Launch");
    const card = await ben.sees("Live", POLLED);

    const { blowfish } = world.sandbox.providers;
    const sent = blowfish.received.find(({ call }) => call === "launch")?.body;
    const { imageUrl } = sent as { imageUrl: string };
    expect(blowfish.launchesReceived("Pond Coin", "POND")).toBe(1);
    expect(card.caption).toContain(mintOf(blowfish.tokens, "POND"));
    expect(imageUrl.startsWith(`${url}/i/`)).toBe(true);
    expect(await fetch(imageUrl)).toMatchObject({ status: 200 });
  });

  it("launches on swarms.world", async () => {
    const cleo = world.person("Cleo");
    await toSwarmsCard(cleo, { name: "Reed Agent", ticker: "REED", picture }, keys);

    await cleo.tap("🚀 Launch");
    const card = await cleo.sees("Live");

    const { swarms } = world.sandbox.providers;
    expect(swarms.launchesReceived("Reed Agent", "REED")).toBe(1);
    expect(card.caption).toContain(mintOf(swarms.tokens, "REED"));
  });

  it("answers whoever watches over it", async () => {
    const get = async (path: string) => {
      const answer = await fetch(url + path);
      return { status: answer.status, text: await answer.text() };
    };

    expect(await get("/healthz")).toEqual({ status: 200, text: "ok\n" });
    expect(await get("/readyz")).toEqual({
      status: 200,
      text: JSON.stringify({
        ready: true,
        checks: { database: true, telegram: true, pinger: true },
      }),
    });
    expect((await get("/metrics")).text).toMatch(/launch_moves_total\{status="live"\} [1-9]/);
    expect((await get("/")).status).toBe(404);
  });

  it("writes no secret into its log at its most talkative, whatever breaks", async () => {
    const { telegram, providers } = world.sandbox;
    const dora = world.person("Dora");
    await toPumpCard(dora, { name: "Leaky Coin", ticker: "LEAK" }, keys);
    const echo = `api_key ${keys.solanaKey} does not fit session_id ${keys.session}`;
    providers.j7tracker.faults.add({ kind: "create-error", text: echo, times: 1 });
    for (const kind of ["network", "500", "lost-answer"] as const) {
      telegram.faults.add({ kind, method: "editMessageText" });
    }
    telegram.faults.add({ kind: "network", method: "getUpdates" });

    await dora.tap("🚀 Launch");
    const card = await dora.sees("Not launched");
    dora.say("/keys");
    await dora.sees("Your keys");

    const { BOT_TOKEN = "", VAULT_KEY = "" } = world.settings;
    const planted = [
      BOT_TOKEN,
      BOT_TOKEN.slice(BOT_TOKEN.indexOf(":") + 1),
      VAULT_KEY.slice(VAULT_KEY.indexOf(":") + 1),
      keys.session,
      keys.solanaKey,
      keys.apiKey,
      keys.walletKey,
      base58.encode(Uint8Array.from(JSON.parse(keys.walletKey) as number[])),
    ];
    expect(program.output()).toContain("launch call gave no receipt");
    expect(program.output()).toContain("no updates from Telegram");
    expect(planted.filter((secret) => program.output().includes(secret))).toEqual([]);
    expect(planted.filter((secret) => (card.text ?? "").includes(secret))).toEqual([]);
  });

  it("waits for the launch that is under way when it is asked to stop, and shows how it ended", async () => {
    const { j7tracker } = world.sandbox.providers;
    const eva = world.person("Eva");
    await toPumpCard(eva, { name: "Last Coin", ticker: "LAST" });
    j7tracker.faults.add({ kind: "late", ms: 1_500, times: 1 });
    const ignore = j7tracker.onReceive(({ call }) => {
      if (call !== "launch") return;
      ignore();
      // Twice at once, as npm and the terminal do.
      program.signal("SIGINT");
      program.signal("SIGTERM");
    });

    void eva.tap("🚀 Launch");

    expect(await program.ended).toBe(0);
    expect(eva.messages().at(-1)?.text).toContain(mintOf(j7tracker.tokens, "LAST"));
    expect(program.errors()).toBe("");
  });

  it("ends at once when it is asked again, and calls unclear what it did not wait for", async () => {
    const { j7tracker } = world.sandbox.providers;
    const gus = world.person("Gus");
    const again = world.start();
    await toPumpCard(gus, { name: "Hasty Coin", ticker: "HASTE" });
    j7tracker.faults.add({ kind: "late", ms: 60_000, times: 1 });
    void gus.tap("🚀 Launch");
    await gus.sees("Sending");

    const asking = setInterval(() => again.signal("SIGTERM"), 100);
    const code = await again.ended;
    clearInterval(asking);
    world.start();

    expect(code).toBe(1);
    expect((await gus.sees("Unclear", POLLED)).text).toContain("will not send it again");
    expect(j7tracker.launchesReceived("Hasty Coin", "HASTE")).toBe(1);
  });
});

function mintOf(
  tokens: readonly { readonly ticker: string; readonly mint: string }[],
  ticker: string,
): string {
  return tokens.find((token) => token.ticker === ticker)?.mint ?? "no such token";
}
