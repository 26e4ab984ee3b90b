import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect, parseEnv } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadConfig, readConfig, readEnvFile, SettingsError, type Config } from "../src/config.ts";
import { ConfigError } from "../src/domain/errors.ts";
import { settingsSchema } from "../src/settings.ts";

const LIVE = {
  BOT_TOKEN: `1234567890:${"t".repeat(35)}`,
  ADMIN_IDS: "42",
  VAULT_KEY: "k1:dGhlIHZhdWx0IGp1ZGdlcyB0aGlz",
};

/** What is wrong with an environment, a line each; nothing if it is fine. */
function problemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map(({ message }) => message);
    throw error;
  }
}

function aFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, ".env"), content);
  return join(folder, ".env");
}

describe("without a bot token", () => {
  it("is the sandbox, with every default", () => {
    expect(readConfig({})).toEqual({
      mode: "sandbox",
      adminIds: [],
      access: "allowlist",
      databaseFile: "data/launchgram.db",
      j7trackerRegions: new Map([
        ["europe", "https://eu.j7tracker.io/deploy"],
        ["na-east", "https://nyc.j7tracker.io/deploy"],
        ["na-west", "https://lax.j7tracker.io/deploy"],
        ["asia", "https://sgp.j7tracker.io/deploy"],
        ["australia", "https://aus.j7tracker.io/deploy"],
      ]),
      blowfishUrl: "https://api-blowfish.neuko.ai",
      swarmsUrl: "https://swarms.world",
      solanaRpcUrl: null,
      host: "127.0.0.1",
      port: 8787,
      publicUrl: null,
      imageBucket: null,
      logLevel: "info",
      locale: "en",
      warnings: [],
    });
  });

  it("is the sandbox when the token is empty, as compose files pass it", () => {
    expect(readConfig({ ...LIVE, BOT_TOKEN: " " }).mode).toBe("sandbox");
  });
});

describe("with a bot token", () => {
  it("is live", () => {
    const config = readConfig(LIVE);

    expect(config).toMatchObject({ mode: "live", adminIds: [42], telegramApiRoot: null });
    expect(live(config).botToken.expose().toString()).toBe(LIVE.BOT_TOKEN);
    expect(live(config).vaultKey.setting).toBe("VAULT_KEY");
  });

  it("takes the vault keys from a file, which the vault reads", () => {
    const { BOT_TOKEN, ADMIN_IDS } = LIVE;

    const config = readConfig({ BOT_TOKEN, ADMIN_IDS, VAULT_KEY_FILE: "vault.key" });

    expect(live(config).vaultKey).toEqual({ setting: "VAULT_KEY_FILE", path: "vault.key" });
  });

  it("names everything that is missing at once", () => {
    const problems = problemsOf({ BOT_TOKEN: "not-a-token" });

    expect(problems.map((line) => line.split(":")[0])).toEqual([
      "BOT_TOKEN",
      "ADMIN_IDS",
      "VAULT_KEY",
    ]);
  });

  it("takes a token of any form for a Bot API server of one's own", () => {
    const config = readConfig({
      ...LIVE,
      BOT_TOKEN: "local",
      TELEGRAM_API_ROOT: "http://localhost:8081/",
    });

    expect(live(config).telegramApiRoot).toBe("http://localhost:8081");
  });

  it("takes the vault keys from a command, which it does not print", () => {
    const { BOT_TOKEN, ADMIN_IDS } = LIVE;

    const config = readConfig({ BOT_TOKEN, ADMIN_IDS, VAULT_KEY_COMMAND: "pass show hush" });

    const { vaultKey } = live(config);
    expect(vaultKey.setting === "VAULT_KEY_COMMAND" && vaultKey.line.expose().toString()).toBe(
      "pass show hush",
    );
    expect(inspect(config, { depth: 9 })).not.toContain("hush");
  });

  it.each([
    [{ VAULT_KEY_FILE: "vault.key" }, /^VAULT_KEY: .*VAULT_KEY_FILE/],
    [{ VAULT_KEY_COMMAND: "pass" }, /^VAULT_KEY: .*VAULT_KEY_COMMAND/],
    [
      { VAULT_KEY_FILE: "vault.key", VAULT_KEY_COMMAND: "pass" },
      /^VAULT_KEY: .*VAULT_KEY_FILE and VAULT_KEY_COMMAND/,
    ],
    [
      { VAULT_KEY: "", VAULT_KEY_FILE: "vault.key", VAULT_KEY_COMMAND: "pass" },
      /^VAULT_KEY_FILE: .*VAULT_KEY_COMMAND/,
    ],
  ])("wants one source of vault keys, not more: %o", (change, problem) => {
    expect(problemsOf({ ...LIVE, ...change })).toEqual([expect.stringMatching(problem)]);
  });
});

describe("a wrong setting", () => {
  const wrong: readonly [setting: string, value: string][] = [
    ["TELEGRAM_API_ROOT", "http://api.example"],
    ["UPDATES", "pull"],
    ["ADMIN_IDS", "@moss"],
    ["ADMIN_IDS", "12,-3"],
    ["ADMIN_IDS", ","],
    ["ADMIN_IDS", "9999999999999999"],
    ["ACCESS", "closed"],
    ["DATABASE_URL", "launchgram.sqlite"],
    ["DATABASE_URL", "file:"],
    ["DATABASE_URL", "file://host/launchgram.sqlite"],
    ["DATABASE_URL", "file:a.sqlite?mode=memory"],
    ["J7TRACKER_REGIONS", "https://eu.example/deploy"],
    ["J7TRACKER_REGIONS", "europe=https://eu.example,"],
    ["J7TRACKER_REGIONS", "Europe=https://eu.example"],
    ["J7TRACKER_REGIONS", "europe=http://eu.example"],
    ["J7TRACKER_REGIONS", "europe=https://eu.example,europe=https://other.example"],
    ["J7TRACKER_REGIONS", "europe=https://eu.example,asia=https://eu.example/"],
    ["BLOWFISH_URL", "api-blowfish.neuko.ai"],
    ["BLOWFISH_URL", "http://192.168.0.7"],
    ["BLOWFISH_URL", "http://localhost.evil.example"],
    ["SWARMS_URL", "https://who:secret@swarms.example"],
    ["SWARMS_URL", "https://swarms.example/?x=1"],
    ["SWARMS_URL", "file:///etc/passwd"],
    ["SOLANA_RPC_URL", "ws://rpc.example"],
    ["HOST", "http://0.0.0.0"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80a"],
    ["PUBLIC_URL", "http://bot.example"],
    ["PUBLIC_URL", "https://bot.example/path"],
    ["PUBLIC_URL", "https://bot.example/?q"],
    ["IMAGE_STORE", "disk"],
    ["LOG_LEVEL", "loud"],
    ["LOCALE", "xx"],
  ];

  it.each(wrong)("is refused by name: %s=%s", (setting, value) => {
    const problems = problemsOf({ [setting]: value });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${setting}: .{10}`));
    if (value.length > 5) expect(problems[0]).not.toContain(value);
  });

  it("is a ConfigError that names all of them and no value", () => {
    const read = () => readConfig({ ...LIVE, BOT_TOKEN: "secret-token", PORT: "port-value" });

    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/^PORT, BOT_TOKEN: wrong settings\n- PORT: .+\n- BOT_TOKEN: .+$/);
    expect(read).not.toThrow(/secret-token|port-value/);
  });

  it.each([
    ["DATABASE_URL", "postgres://localhost/launchgram"],
    ["DATABASE_URL", "postgresql://localhost/launchgram"],
    ["LOCALE", "de"],
  ])("says so when it is only not there yet: %s=%s", (setting, value) => {
    expect(problemsOf({ [setting]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${setting}: .*in this version yet`)),
    ]);
  });
});

describe("updates that Telegram brings", () => {
  const WEBHOOK = {
    ...LIVE,
    UPDATES: "webhook",
    PUBLIC_URL: "https://bot.example",
    WEBHOOK_SECRET: "s".repeat(24),
  };

  it("come to the public address, with the secret", () => {
    const { webhook } = live(readConfig(WEBHOOK));

    expect(webhook?.url).toBe("https://bot.example/telegram");
    expect(webhook?.secret.expose().toString()).toBe("s".repeat(24));
  });

  it("are asked for when nothing is said, whatever else is set", () => {
    const { PUBLIC_URL, WEBHOOK_SECRET } = WEBHOOK;

    const config = live(readConfig({ ...LIVE, PUBLIC_URL, WEBHOOK_SECRET }));

    expect(config.webhook).toBeNull();
    expect(config.warnings).toEqual(["WEBHOOK_SECRET does nothing without UPDATES=webhook"]);
  });

  it("need an address and a secret", () => {
    expect(problemsOf({ ...LIVE, UPDATES: "webhook" })).toEqual([
      "PUBLIC_URL: is missing, which UPDATES=webhook needs",
      "WEBHOOK_SECRET: is missing, which UPDATES=webhook needs",
    ]);
  });

  it.each(["http://127.0.0.1:8787", "https://bot.example:8787"])(
    "come to no address that Telegram does not reach: %s",
    (PUBLIC_URL) => {
      expect(problemsOf({ ...WEBHOOK, PUBLIC_URL })).toEqual([
        "PUBLIC_URL: must be https on port 443, 80, 88 or 8443 for UPDATES=webhook",
      ]);
    },
  );

  it.each(["https://bot.example:8443", "https://bot.example:88"])("come to %s", (PUBLIC_URL) => {
    expect(problemsOf({ ...WEBHOOK, PUBLIC_URL })).toEqual([]);
  });

  it("come anywhere from a Bot API server of one's own", () => {
    const own = { TELEGRAM_API_ROOT: "http://127.0.0.1:8081", PUBLIC_URL: "http://127.0.0.1:8787" };

    expect(live(readConfig({ ...WEBHOOK, ...own })).webhook?.url).toBe(
      "http://127.0.0.1:8787/telegram",
    );
  });

  it.each(["s".repeat(23), "s".repeat(257), `${"s".repeat(24)}!`, "s s".repeat(10)])(
    "come with no secret that is short, long or not Telegram's letters: %s",
    (WEBHOOK_SECRET) => {
      expect(problemsOf({ ...WEBHOOK, WEBHOOK_SECRET })).toEqual([
        "WEBHOOK_SECRET: must be 24 to 256 letters, digits, _ or - that nobody can guess",
      ]);
    },
  );
});

it.each(["1087968824", "42, 777000", "136817688"])(
  "takes no admin who is no single person: %s",
  (ADMIN_IDS) => {
    expect(problemsOf({ ADMIN_IDS })).toEqual([
      "ADMIN_IDS: holds an id that is no person's, such as that of anonymous group admins",
    ]);
  },
);

describe("a setting", () => {
  it("replaces the whole region table, slashes at the end dropped", () => {
    const { j7trackerRegions } = readConfig({
      J7TRACKER_REGIONS: " asia = http://127.0.0.1:9/deploy/ , tx-fra=https://fra.example",
    });

    expect([...j7trackerRegions]).toEqual([
      ["asia", "http://127.0.0.1:9/deploy"],
      ["tx-fra", "https://fra.example"],
    ]);
  });

  it.each(["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "https://api.example/v1"])(
    "may be the URL %s",
    (url) => {
      const config = readConfig({ BLOWFISH_URL: `${url}//`, SWARMS_URL: url });

      expect([config.blowfishUrl, config.swarmsUrl]).toEqual([url, url]);
    },
  );

  it.each([
    ["file:data/a.db", "data/a.db"],
    ["file:/var/lib/a.db", "/var/lib/a.db"],
    ["file:///var/lib/a.db", "/var/lib/a.db"],
  ])("names the database: %s", (url, path) => {
    expect(readConfig({ DATABASE_URL: url }).databaseFile).toBe(path);
  });

  it("lists admins once each, whatever is between them", () => {
    expect(readConfig({ ADMIN_IDS: "8123456789, 42,42 7" }).adminIds).toEqual([8123456789, 42, 7]);
  });

  it("may let the system pick the port, on any address", () => {
    expect(readConfig({ PORT: "0", HOST: "[::]" })).toMatchObject({ port: 0, host: "::" });
  });

  it("gives the public origin without a slash", () => {
    expect(readConfig({ PUBLIC_URL: "https://Bot.example/" }).publicUrl).toBe(
      "https://bot.example",
    );
  });

  it("is not printed when it is a secret", () => {
    const config = readConfig({ ...LIVE, SOLANA_RPC_URL: "https://rpc.example/?api-key=hush" });

    const printed = inspect(config, { depth: 9, showHidden: true }) + JSON.stringify(config);

    for (const secret of [LIVE.BOT_TOKEN, LIVE.VAULT_KEY, "hush"]) {
      expect(printed).not.toContain(secret);
    }
  });
});

describe("a warning", () => {
  it.each([
    ["BOT_TOKN", "BOT_TOKEN"],
    ["bot_token", "BOT_TOKEN"],
    ["ADMINS_ID", "ADMIN_IDS"],
    ["VAULT-KEY-FILE", "VAULT_KEY_FILE"],
    ["J7TRACKER_REGION", "J7TRACKER_REGIONS"],
  ])("guesses what %s was meant to be", (typed, meant) => {
    expect(readConfig({ [typed]: "hush" }).warnings).toEqual([
      `${typed} is not a setting; was ${meant} meant?`,
    ]);
  });

  it("is not given for a name whose right form is set as well", () => {
    expect(readConfig({ PUBLIC_URI: "x", PUBLIC_URL: "https://bot.example" }).warnings).toEqual([]);
  });

  it("is not given for what any environment holds", () => {
    const usual = ["PATH", "HOME", "HOSTNAME", "LOGNAME", "LANG", "LC_ALL", "NODE_ENV", "PWD"];

    expect(readConfig(Object.fromEntries(usual.map((name) => [name, "x"]))).warnings).toEqual([]);
  });

  it("says that a documented setting does nothing yet", () => {
    expect(readConfig({ S3_BUCKET: "moss" }).warnings).toEqual([
      "S3_BUCKET does nothing without IMAGE_STORE=s3",
    ]);
  });
});

describe("the .env file", () => {
  it("is read beside the environment, which wins", () => {
    const file = aFile('# ours\nPORT=1\nLOG_LEVEL="warn"\n');
    const before = process.env["PORT"];
    process.env["PORT"] = "2";
    onTestFinished(() => {
      if (before === undefined) delete process.env["PORT"];
      else process.env["PORT"] = before;
    });

    expect(loadConfig(file)).toMatchObject({ port: 2, logLevel: "warn" });
  });

  it("may be absent", () => {
    expect(readEnvFile(join(tmpdir(), "there", "is", "no", ".env"))).toEqual({});
  });

  it("is named when it cannot be read", () => {
    expect(() => readEnvFile(tmpdir())).toThrow(/^\.env: cannot be read \(EISDIR\)$/);
  });
});

describe("a bucket for pictures", () => {
  const BUCKET = {
    IMAGE_STORE: "s3",
    S3_ENDPOINT: "https://storage.example/",
    S3_BUCKET: "moss-pictures",
    S3_ACCESS_KEY_ID: "hush-id",
    S3_SECRET_ACCESS_KEY: "hush-secret",
    S3_PUBLIC_URL: "https://pictures.example/moss/",
  };

  it("is read with its keys as secrets", () => {
    const config = readConfig(BUCKET);

    expect(config.imageBucket).toMatchObject({
      endpoint: "https://storage.example",
      bucket: "moss-pictures",
      region: "auto",
      publicUrl: "https://pictures.example/moss",
    });
    expect(config.imageBucket?.secretAccessKey.expose().toString()).toBe("hush-secret");
    expect(inspect(config, { depth: 9 })).not.toContain("hush");
    expect(config.warnings).toEqual([]);
  });

  it.each(Object.keys(BUCKET).filter((name) => name !== "IMAGE_STORE"))(
    "cannot do without %s",
    (name) => {
      expect(problemsOf({ ...BUCKET, [name]: "" })).toEqual([
        `${name}: is missing, which IMAGE_STORE=s3 needs`,
      ]);
    },
  );

  it.each([
    ["S3_ENDPOINT", "http://storage.example"],
    ["S3_BUCKET", "moss/pictures"],
    ["S3_PUBLIC_URL", "http://pictures.example"],
  ])("is refused by name: %s=%s", (name, value) => {
    expect(problemsOf({ ...BUCKET, [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: .{10}`)),
    ]);
  });
});

describe(".env.example", () => {
  const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const shown = parseEnv(example.replaceAll(/^# (?=[A-Z])/gm, ""));

  it("names every setting and no other", () => {
    const names = Object.keys(settingsSchema.shape);

    expect(Object.keys(shown).toSorted()).toEqual(names.toSorted());
  });

  it("changes nothing as it stands, and shows the defaults", () => {
    expect(parseEnv(example)).toEqual({});
    expect(readConfig(shown)).toEqual(readConfig({}));
  });
});

function live(config: Config) {
  if (config.mode !== "live") throw new Error("expected live mode");
  return config;
}
