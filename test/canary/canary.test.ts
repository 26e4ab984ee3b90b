import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { base58 } from "@scure/base";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/kit/clock.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { parseKeyRing } from "../../src/vault/key-ring.ts";
import { createVault } from "../../src/vault/vault.ts";
import { generate } from "../../src/vault/wallet.ts";
import type { Program } from "../support/a-program.ts";
import { someKeys, toSwarmsCard } from "../support/to-the-card.ts";
import {
  aWatchedWorld,
  BUCKET_SECRET,
  RPC_KEY,
  type Place,
  type WatchedWorld,
} from "./a-watched-world.ts";
import { holds, type Planted } from "./needles.ts";
import { echo, everyBehaviour, keyOnThePage, pasted, SEED_PHRASE, theEvening } from "./play.ts";

const PLACES: readonly Place[] = ["telegram", "j7tracker", "blowfish", "swarms", "rpc", "bucket"];

/** Secrets by name, with the places that rightly get them. */
const RIGHTLY = {
  "the bot token": ["telegram"],
  "the vault key": [],
  "the key in the RPC's URL": ["rpc"],
  "the bucket's secret": [],
  "a j7tracker session": ["j7tracker"],
  "a wallet that j7tracker encrypted": ["j7tracker"],
  "a swarms.world API key": ["swarms"],
  "a raw wallet key": ["swarms"],
  "a wallet that signs in": [],
  "Blowfish's sessions": ["blowfish"],
  "the token of an intake link": ["telegram"],
  "a seed phrase pasted by mistake": [],
} as const satisfies Record<string, readonly Place[]>;
type Name = keyof typeof RIGHTLY;

describe("secrets, after the whole demo, every fault and a crash, at log level trace", () => {
  let world: WatchedWorld;
  let planted: readonly Planted[];
  /** Everything that is kept or was said, beside what went to other servers. */
  const places = new Map<string, Buffer>();
  let code: number | null;

  beforeAll(async () => {
    world = await aWatchedWorld();
    const programs: Program[] = [];
    const start = () => {
      const program = world.start();
      programs.push(program);
      return program;
    };
    const keys = someKeys(Date.now() + 24 * 3_600_000);
    const wallet = generate();
    const first = start();
    await first.says(/"url":"(http:[^"]+)"/);

    const [token] = await Promise.all([
      keyOnThePage(world, base58.encode(wallet)),
      everyBehaviour(world, keys),
      pasted(world, keys),
    ]);
    await echo(world, keys);
    const last = await theEvening({ ...world, start }, first, keys);

    const { BOT_TOKEN = "", VAULT_KEY = "" } = world.live.settings;
    planted = [
      { name: "the bot token", forms: [BOT_TOKEN, after(BOT_TOKEN, ":")] },
      { name: "the vault key", forms: textAndBytes(after(VAULT_KEY, ":")) },
      { name: "the key in the RPC's URL", forms: [RPC_KEY] },
      { name: "the bucket's secret", forms: [BUCKET_SECRET] },
      { name: "a j7tracker session", forms: partsOf(keys.session) },
      {
        name: "a wallet that j7tracker encrypted",
        forms: [keys.solanaKey, "enc-solana-of-ada-0001"],
      },
      { name: "a swarms.world API key", forms: [keys.apiKey, "sk-cleo-of-the-evening-0001"] },
      { name: "a raw wallet key", forms: formsOf(JSON.parse(keys.walletKey) as number[]) },
      { name: "a wallet that signs in", forms: formsOf([...wallet]) },
      { name: "Blowfish's sessions", forms: sessionsIn(world.sent("blowfish")) },
      { name: "the token of an intake link", forms: [token] },
      { name: "a seed phrase pasted by mistake", forms: [SEED_PHRASE] },
    ] satisfies readonly (Planted & { readonly name: Name })[];

    for (const path of ["/metrics", "/readyz", "/intake", "/"]) {
      const answer = await fetch(`${world.url}${path}`);
      places.set(`GET ${path}`, Buffer.from(await answer.text()));
    }
    for (const { name, bytes } of await world.files()) places.set(`${name}, running`, bytes);
    places.set("conversations, opened", await openedConversations(world));

    code = await crash(world, last, keys.walletKey);
    for (const { name, bytes } of await world.files()) places.set(`${name}, stopped`, bytes);
    programs.forEach((one, at) => places.set(`output ${at + 1}`, Buffer.from(one.output())));
    const { telegram } = world.live.sandbox;
    const chats = telegram.people().map(({ id }) => telegram.messages(id));
    places.set("chats", Buffer.from(JSON.stringify(chats)));
  });
  afterAll(() => world.close());

  it.each(Object.keys(RIGHTLY) as Name[])("%s is nowhere but where it belongs", (name) => {
    const secret = planted.find((one) => one.name === name);
    if (!secret) throw new Error("it was not planted");
    for (const place of PLACES) places.set(place, world.sent(place));

    const found = [...places].filter(([, bytes]) => holds(bytes, secret)).map(([place]) => place);

    expect(found).toEqual(RIGHTLY[name]);
  });

  it("are looked for where there is something to find", () => {
    const file = (name: string) => places.get(`data/live.db${name}, running`);
    expect(file("")?.includes("MOSS")).toBe(true);
    expect(file("-wal")?.length).toBeGreaterThan(0);
    expect(places.get("conversations, opened")?.includes("Canary Coin")).toBe(true);
    expect(places.get("chats")?.includes("treat it as leaked")).toBe(true);
    expect(places.get("output 1")?.includes('"msg":"started"')).toBe(true);
    expect(places.get("output 2")?.includes("an error that nobody handled")).toBe(true);
    expect(code).toBe(1);
  });

  it("and the program connects to nothing that its settings do not name", async () => {
    expect((await world.connections()).toSorted()).toEqual(world.declared.toSorted());
  });
});

/** Ends the program by errors that nobody handles, while a launch holds a wallet's key open. */
async function crash(world: WatchedWorld, program: Program, secret: string) {
  const { swarms } = world.live.sandbox.providers;
  const hugo = world.live.person("Hugo");
  await toSwarmsCard(
    hugo,
    { name: "Crash Coin", ticker: "CRASH" },
    {
      ...someKeys(),
      walletKey: secret,
    },
  );
  swarms.faults.add({ kind: "late", ms: 5_000, times: 1 });
  const sending = new Promise<void>((resolve) => {
    swarms.onReceive(({ call }) => call === "launch" && resolve());
  });
  void hugo.tap("🚀 Launch");
  await sending;
  await program.tell({ crash: secret });
  return program.ended;
}

/** The state of the flows as the program reads it, from a copy of its database. */
async function openedConversations({ live }: WatchedWorld): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "launchgram-canary-"));
  try {
    const copy = join(folder, "copy.db");
    for (const end of ["", "-wal"]) await copyFile(live.databaseFile + end, copy + end);
    const storage = openStorage({ url: `file:${copy}`, clock: systemClock });
    const ring = parseKeyRing(live.settings["VAULT_KEY"] ?? "", "VAULT_KEY");
    const vault = createVault({ ring, store: storage.credentials, clock: systemClock });
    const rows = await storage.conversations.page("", 1_000);
    const opened = rows.map(({ key, box }) => vault.openState(Number(key.split(":")[1]), key, box));
    const states = (await Promise.all(opened)).map((state) => state ?? Buffer.alloc(0));
    await storage.close();
    return Buffer.concat(states);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const after = (text: string, mark: string): string => text.slice(text.indexOf(mark) + 1);
const textAndBytes = (base64: string) => [base64, Buffer.from(base64, "base64")];
/** A JWT's head says nothing. */
const partsOf = (jwt: string) => [jwt, ...jwt.split(".").slice(1)];

/** A key of 64 bytes; its first half is the secret one. */
function formsOf(bytes: readonly number[]): (string | Buffer)[] {
  const key = Buffer.from(bytes);
  const half = key.subarray(0, 32);
  return [key, half, base58.encode(key), base58.encode(half), String(bytes), bytes.join(", ")];
}

function sessionsIn(sent: Buffer): string[] {
  const bearers = sent.toString("latin1").matchAll(/authorization: Bearer (\S+)/gi);
  const sessions = [...new Set([...bearers].map(([, token = ""]) => token))];
  if (sessions.length === 0) throw new Error("nobody signed in at Blowfish");
  return sessions;
}
