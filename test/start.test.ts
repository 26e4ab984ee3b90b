import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { makeVaultKey } from "../src/vault/key-ring.ts";
import { aLiveWorld, type LiveWorld } from "./support/a-live-world.ts";
import { nodeOn, REPO, runProgram, type Program, type Settings } from "./support/a-program.ts";

const WRONG_SETTING = 78;
const STARTED = /"url":"(http:[^"]+)"/;
const TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK";
const SHORT_KEY = Buffer.alloc(24, "dummy").toString("base64");
/** In a folder of its own: a lock is made beside whatever is opened as a database. */
const ELSEWHERE = mkdtempSync(join(tmpdir(), "launchgram-start-"));
const NO_DATABASE = `file:${join(ELSEWHERE, "notes.txt")}`;
const ZERO_KEY = Buffer.alloc(32).toString("base64");

describe("the start of the program", { timeout: 60_000 }, () => {
  let world: LiveWorld;
  beforeAll(async () => {
    world = await aLiveWorld();
    writeFileSync(join(ELSEWHERE, "notes.txt"), "no database ".repeat(100));
  });
  afterAll(() => world.close());
  afterAll(() => rmSync(ELSEWHERE, { recursive: true }));

  function running(program: Program): Program {
    onTestFinished(() => program.kill());
    return program;
  }

  async function refusal(change: Settings) {
    const program = running(world.start({ PORT: "0", ...change }));
    return { code: await program.ended, said: program.errors(), output: program.output() };
  }

  it("ends with 78 and names everything that is missing", async () => {
    const { code, said } = await refusal({ ADMIN_IDS: "", VAULT_KEY: "" });

    expect(code).toBe(WRONG_SETTING);
    expect(namedIn(said)).toEqual(["ADMIN_IDS", "VAULT_KEY"]);
  });

  it("ends with 78 and names everything that is wrong, without a value", async () => {
    const { code, said, output } = await refusal({
      ADMIN_IDS: "@ada_the_operator",
      TELEGRAM_API_ROOT: "http://botapi.example.org",
      UPDATES: "pull",
      IMAGE_STORE: "disk",
      DATABASE_URL: "postgres://ada:pa55word@db.example.org/bot",
    });

    expect(code).toBe(WRONG_SETTING);
    expect(namedIn(said)).toEqual([
      "TELEGRAM_API_ROOT",
      "UPDATES",
      "ADMIN_IDS",
      "DATABASE_URL",
      "IMAGE_STORE",
    ]);
    expect(output).not.toMatch(/ada_the_operator|example\.org|pa55word/);
  });

  /** The setting that has to be named, what is set, and the part of it that nobody may see. */
  const judgedLater: readonly (readonly [string, string, Settings, string])[] = [
    [
      "BOT_TOKEN",
      "without a token's form",
      { BOT_TOKEN: "no-token", TELEGRAM_API_ROOT: "" },
      "no-",
    ],
    ["BOT_TOKEN", "that no Bot API server knows", { BOT_TOKEN: "no-token" }, "no-token"],
    ["BOT_TOKEN", "that Telegram refuses", { BOT_TOKEN: TOKEN }, TOKEN.slice(11)],
    ["VAULT_KEY", "that is too short", { VAULT_KEY: `k1:${SHORT_KEY}` }, SHORT_KEY],
    ["VAULT_KEY", "that is no key", { VAULT_KEY: `k1:${ZERO_KEY}` }, ZERO_KEY],
    ["VAULT_KEY_FILE", "that is not there", { VAULT_KEY: "", VAULT_KEY_FILE: "no.key" }, "no.key"],
    ["DATABASE_URL", "of another kind of file", { DATABASE_URL: NO_DATABASE }, NO_DATABASE],
  ];

  it.each(judgedLater)(
    "ends with 78 and names a %s %s, not its value",
    async (setting, _what, change, hidden) => {
      const { code, said, output } = await refusal(change);

      expect(code).toBe(WRONG_SETTING);
      expect(namedIn(said)).toEqual([setting]);
      expect(output).not.toContain(hidden);
    },
  );

  it("ends with 78 and names PORT when another program listens there", async () => {
    const taken = new URL(world.sandbox.settings.apiRoot).port;

    expect(await refusal({ PORT: taken })).toMatchObject({
      code: WRONG_SETTING,
      said: "PORT: another program is using this port\n",
    });
  });

  it("ends with 78 under another vault key than the database was made with", async () => {
    const first = running(world.start());
    await first.says(STARTED);
    first.signal("SIGTERM");
    expect(await first.ended).toBe(0);
    const other = makeVaultKey(new Date());

    const { code, said, output } = await refusal({ VAULT_KEY: other });

    expect(code).toBe(WRONG_SETTING);
    expect(said).toMatch(/^VAULT_KEY: /);
    expect(output).not.toContain(other.slice(other.indexOf(":") + 1));
  });

  it("stops with 0 at a signal that comes while it still starts", async () => {
    const program = running(world.start({ PORT: "0", S3_BUCKET: "pictures" }));
    await program.says(/S3_BUCKET does nothing without IMAGE_STORE=s3/);
    program.signal("SIGTERM");

    expect(await program.ended).toBe(0);
    expect(program.errors()).toBe("");
  });

  it("reads the .env beside package.json, and the environment wins over it", async () => {
    const copy = join(world.folder, "copy");
    await copyProgram(copy);
    const lines = { ...world.settings, PORT: "no port", DATABASE_URL: "file:from-file.db" };
    await writeFile(
      join(copy, ".env"),
      Object.entries(lines).map(([name, value]) => `${name}=${value}\n`),
    );

    const command = nodeOn(join(copy, "src/main.ts"));
    const unset = Object.fromEntries(Object.keys(lines).map((name) => [name, undefined]));
    const program = running(runProgram({ ...unset, PORT: "0" }, { folder: world.folder, command }));
    await program.says(STARTED);
    program.signal("SIGTERM");

    expect(await program.ended).toBe(0);
    expect(await readdir(world.folder)).toContain("from-file.db");
  });

  it("plays the whole world at npm start without a token, says so, and Ctrl-C leaves nothing behind", async () => {
    const folder = join(world.folder, "sandbox");
    await mkdir(folder);
    const command = ["npm", "--prefix", REPO, "start"] as const;
    const program = running(runProgram({ PORT: "0" }, { folder, command }));

    const [, url = ""] = await program.says(/Launchgram sandbox: (http:\/\/127\.0\.0\.1:\d+)\n/);
    const page = await fetch(url);
    program.signal("SIGINT");
    await program.ended;

    expect(program.output()).toContain("Nothing leaves this machine");
    expect({ status: page.status, text: await page.text() }).toMatchObject({
      status: 200,
      text: expect.stringContaining("<!doctype html>") as string,
    });
    // npm keeps a cache of its own there.
    expect((await readdir(folder)).filter((name) => name.startsWith("launchgram"))).toEqual([]);
  });

  it("leaves the sandbox too when its page cannot be served", async () => {
    const folder = join(world.folder, "no-page");
    await mkdir(folder);
    const taken = new URL(world.sandbox.settings.apiRoot).port;
    const program = running(runProgram({ PORT: taken }, { folder }));

    expect(await program.ended).toBe(WRONG_SETTING);
    expect(await readdir(folder)).toEqual([]);
  });
});

/** The settings that an error message is about, one a line. */
function namedIn(said: string): string[] {
  const names = Array.from(said.matchAll(/^(?:- )?([A-Z_0-9]+): /gm), ([, name = ""]) => name);
  return [...new Set(names)];
}

/** A clean clone in which the tests may write a `.env`. */
async function copyProgram(to: string): Promise<void> {
  await mkdir(to);
  for (const part of ["src", "migrations", "package.json"]) {
    await cp(join(REPO, part), join(to, part), { recursive: true });
  }
  await symlink(join(REPO, "node_modules"), join(to, "node_modules"));
}
