import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { aHandOn } from "./support/a-hand-on-the-database.ts";
import { aLiveWorld, type LiveWorld } from "./support/a-live-world.ts";
import { nodeOn, REPO, runProgram, type Program, type Settings } from "./support/a-program.ts";
import { someKeys, toPumpCard } from "./support/to-the-card.ts";

const key = (id: string) => `${id}:${Buffer.from(id.padEnd(32, "dummy key ")).toString("base64")}`;
const [OLD, BOTH, NEW] = [key("k1"), `${key("k2")},${key("k1")}`, key("k2")];
const STARTED = /"msg":"started"/;
const WRONG_SETTING = 78;

/** A person's keys under k1, then a bot that runs with k2 and k1: one story, told step by step. */
describe("npm run rotate", { timeout: 60_000 }, () => {
  let world: LiveWorld;
  let bot: Program;
  beforeAll(async () => {
    world = await aLiveWorld();
  });
  afterAll(() => world.close());

  async function started(VAULT_KEY: string): Promise<void> {
    bot = world.start({ VAULT_KEY });
    await bot.says(STARTED);
  }

  async function stopped(): Promise<void> {
    bot.signal("SIGTERM");
    await bot.ended;
  }

  function rotate(VAULT_KEY: string, ...args: readonly string[]): Program {
    const command = [...nodeOn(`${REPO}src/rotate.ts`), ...args] as const;
    const { settings, folder } = world;
    const program = runProgram({ ...settings, VAULT_KEY }, { folder, command });
    onTestFinished(() => program.kill());
    return program;
  }

  async function outcome(program: Program) {
    return { code: await program.ended, said: program.output() };
  }

  it("waits for the bot to know the new key", async () => {
    await started(OLD);
    const ada = world.person("Ada");
    await toPumpCard(ada, { name: "First Coin", ticker: "FIRST" }, someKeys());

    const { code, said } = await outcome(rotate(BOTH));

    expect(code).toBe(WRONG_SETTING);
    expect(said).toBe("VAULT_KEY: start the bot with the key k2 first, then rotate\n");
    await stopped();
  });

  it("is killed in the middle of a commit, and the next run does the work while the bot runs", async () => {
    await started(BOTH);
    const hand = aHandOn(world.databaseFile);
    hand.hold("update on data_keys", "true");
    const killed = rotate(BOTH);
    await expect.poll(() => hand.isHeld(), { timeout: 20_000 }).toBe(true);
    await killed.kill();
    hand.release();
    expect((await outcome(rotate(BOTH, "verify"))).said).toContain("vault key k1: 1 data keys");

    expect(await outcome(rotate(BOTH))).toEqual({
      code: 0,
      said: "sealed under k2: 1 data keys\n",
    });

    const ben = world.person("Ben");
    await toPumpCard(ben, { name: "Second Coin", ticker: "SECOND" }, someKeys());
    expect(await outcome(rotate(BOTH))).toEqual({
      code: 0,
      said: "sealed under k2: 0 data keys\n",
    });
  });

  it("opens everything, and prints counts and no more", async () => {
    const { code, said } = await outcome(rotate(BOTH, "verify"));

    expect(code).toBe(0);
    expect(said).toMatch(
      /^vault key k2: 2 data keys\ndata keys: 2 open, 0 do not\nsecrets: 4 open, 0 do not\nconversations: \d+ open, 0 do not\n$/,
    );
  });

  it("retires the old key, without which the bot then starts and launches", async () => {
    expect(await outcome(rotate(BOTH, "retire", "k2"))).toMatchObject({ code: WRONG_SETTING });
    expect(await outcome(rotate(BOTH, "retire", "k1"))).toMatchObject({
      code: 0,
      said: expect.stringContaining("k1 is retired: take it out of VAULT_KEY") as string,
    });
    await stopped();

    await started(NEW);
    const cleo = world.person("Cleo");
    await toPumpCard(cleo, { name: "Third Coin", ticker: "THIRD" }, someKeys());
    await stopped();
  });

  it("lets no start seal under the retired key again", async () => {
    const program = world.start({ VAULT_KEY: `${key("k1")},${key("k2")}` });

    expect(await program.ended).toBe(WRONG_SETTING);
    expect(program.errors()).toBe("VAULT_KEY: the key k1 was retired\n");
  });

  it("explains itself to who asks for something else", async () => {
    const { code, said } = await outcome(rotate(BOTH, "retire"));

    expect(code).toBe(64);
    expect(said).toContain("npm run rotate -- verify");
  });
});

describe("a start with a wrong vault key", { timeout: 60_000 }, () => {
  let world: LiveWorld;
  beforeAll(async () => {
    world = await aLiveWorld();
    const first = world.start({ VAULT_KEY: OLD });
    await first.says(STARTED);
    first.signal("SIGTERM");
    await first.ended;
    await writeFile(join(world.folder, "open.key"), OLD);
    await chmod(join(world.folder, "open.key"), 0o640);
    await writeFile(join(world.folder, "good.key"), OLD, { mode: 0o600 });
  });
  afterAll(() => world.close());

  const OTHER = `k1:${Buffer.from("another key under the same name.").toString("base64")}`;
  const refused: readonly (readonly [string, string, Settings])[] = [
    ["another key under a known id", "VAULT_KEY", { VAULT_KEY: OTHER }],
    [
      "a file that the group may read",
      "VAULT_KEY_FILE",
      { VAULT_KEY: "", VAULT_KEY_FILE: "open.key" },
    ],
    ["two sources", "VAULT_KEY", { VAULT_KEY: OLD, VAULT_KEY_FILE: "good.key" }],
    [
      "a file and a command",
      "VAULT_KEY_FILE",
      { VAULT_KEY: "", VAULT_KEY_FILE: "good.key", VAULT_KEY_COMMAND: "cat good.key" },
    ],
    [
      "a command that fails",
      "VAULT_KEY_COMMAND",
      { VAULT_KEY: "", VAULT_KEY_COMMAND: "cat no.key" },
    ],
  ];

  it.each(refused)(
    "ends with 78 for %s, naming %s and no part of it",
    async (_what, name, change) => {
      const program = world.start({ PORT: "0", ...change });

      expect(await program.ended).toBe(WRONG_SETTING);
      expect(program.errors()).toContain(`${name}: `);
      const values = Object.values(change).flatMap((value) => value?.split(/[:,]/) ?? []);
      const shown = values.filter((value) => value.length > 8 && program.output().includes(value));
      expect(shown).toEqual([]);
    },
  );

  it("does not happen with the right one from a command", async () => {
    const change = { VAULT_KEY: "", VAULT_KEY_COMMAND: "cat good.key" };
    const program = world.start({ PORT: "0", ...change });

    await program.says(STARTED);
    program.signal("SIGTERM");

    expect(await program.ended).toBe(0);
  });
});
