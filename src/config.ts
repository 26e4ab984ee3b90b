import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import type { z } from "zod";
import { bucketOf, findBucketProblems, type BucketConfig } from "./bucket-config.ts";
import { ConfigError } from "./domain/errors.ts";
import type { Secret } from "./domain/secret.ts";
import { guessName } from "./mistyped.ts";
import { settingsSchema } from "./settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type Settings = z.output<typeof settingsSchema>;

/** Where the vault's key-encryption keys are. The vault reads and judges them. */
export type VaultKeySource =
  | { readonly setting: "VAULT_KEY"; readonly text: Secret }
  | { readonly setting: "VAULT_KEY_FILE"; readonly path: string }
  /** Secret, since somebody may write the key itself into it. */
  | { readonly setting: "VAULT_KEY_COMMAND"; readonly line: Secret };

interface CommonConfig {
  /** The operator's Telegram ids. Never empty in live mode. */
  readonly adminIds: readonly number[];
  readonly access: Settings["ACCESS"];
  /** As typed; a relative one is below the working directory. */
  readonly databaseFile: string;
  /** Base URL by region id, in the order of configuration; at least one. No base URL here ends in a slash. */
  readonly j7trackerRegions: ReadonlyMap<string, string>;
  readonly blowfishUrl: string;
  readonly swarmsUrl: string;
  /** Secret, since such URLs often hold a key. Null: no balances. */
  readonly solanaRpcUrl: Secret | null;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** An origin, without a slash at its end. Null: it is not reachable. */
  readonly publicUrl: string | null;
  /** Null: pictures are hosted under `publicUrl`, or nowhere. */
  readonly imageBucket: BucketConfig | null;
  readonly logLevel: Settings["LOG_LEVEL"];
  readonly locale: Settings["LOCALE"];
  /** What is no error and probably not meant so, one sentence each, to be logged at the start. */
  readonly warnings: readonly string[];
}

export interface LiveConfig extends CommonConfig {
  readonly mode: "live";
  readonly botToken: Secret;
  /** Null: Telegram's own. */
  readonly telegramApiRoot: string | null;
  readonly vaultKey: VaultKeySource;
  /** Where Telegram brings updates, and what it has to show there. Null: we ask for them. */
  readonly webhook: { readonly url: string; readonly secret: Secret } | null;
}

/** Without a token the outside world is played on this machine, with a vault key of its own. */
export interface SandboxConfig extends CommonConfig {
  readonly mode: "sandbox";
}

/** Everything the surroundings decide. Printing it shows no secret. */
export type Config = LiveConfig | SandboxConfig;

/** All that is wrong with the settings at once, a line each; a {@link ConfigError} whose `setting` names them all. */
export class SettingsError extends ConfigError {
  readonly problems: readonly ConfigError[];

  constructor(problems: readonly ConfigError[]) {
    const names = [...new Set(problems.map(({ setting }) => setting))].join(", ");
    super(names, ["wrong settings", ...problems.map(({ message }) => `- ${message}`)].join("\n"));
    this.problems = problems;
  }
}

/** The environment, and for what it does not name the file. @throws {ConfigError} */
export function loadConfig(envFile: string): Config {
  return readConfig(environmentWith(envFile));
}

/** `DATABASE_URL` alone, whatever else is missing or wrong: as typed, or the default. @throws {ConfigError} */
export function loadDatabaseFile(envFile: string): string {
  const { DATABASE_URL } = withoutBlanks(environmentWith(envFile));
  const parsed = settingsSchema.shape.DATABASE_URL.safeParse(DATABASE_URL);
  if (parsed.success) return parsed.data;
  throw new ConfigError("DATABASE_URL", parsed.error.issues[0]?.message ?? "is wrong");
}

/** The only reader of `process.env`. */
const environmentWith = (envFile: string): Environment => ({
  ...readEnvFile(envFile),
  ...process.env,
});

/** Reads a `.env` file; no file is an empty one. @throws {ConfigError} When there is one that cannot be read. */
export function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    if (code === "ENOENT") return {};
    throw new ConfigError(".env", `cannot be read (${code})`);
  }
}

/**
 * Turns an environment into a Config. An empty value counts as not set, so that `BOT_TOKEN= npm start` is the sandbox.
 *
 * @throws {SettingsError} Naming every setting that is missing or wrong, and never a value.
 */
export function readConfig(environment: Environment): Config {
  const env = withoutBlanks(environment);
  const parsed = settingsSchema.safeParse(env);
  const problems = [
    ...(parsed.error?.issues ?? []).map(
      ({ path, message }) => new ConfigError(String(path[0]), message),
    ),
    ...(env["BOT_TOKEN"] === undefined ? [] : findLiveProblems(env)),
    ...findBucketProblems(env),
  ];
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);

  const settings = parsed.data;
  const common: CommonConfig = {
    adminIds: settings.ADMIN_IDS,
    access: settings.ACCESS,
    databaseFile: settings.DATABASE_URL,
    j7trackerRegions: settings.J7TRACKER_REGIONS,
    blowfishUrl: settings.BLOWFISH_URL,
    swarmsUrl: settings.SWARMS_URL,
    solanaRpcUrl: settings.SOLANA_RPC_URL ?? null,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL ?? null,
    imageBucket: bucketOf(settings),
    logLevel: settings.LOG_LEVEL,
    locale: settings.LOCALE,
    warnings: findOddities(env),
  };
  const vaultKey = vaultKeyOf(settings);
  // A token comes with a key: findLiveProblems saw to it.
  if (settings.BOT_TOKEN === undefined || vaultKey === null) return { mode: "sandbox", ...common };
  return {
    mode: "live",
    ...common,
    botToken: settings.BOT_TOKEN,
    telegramApiRoot: settings.TELEGRAM_API_ROOT ?? null,
    vaultKey,
    webhook: webhookOf(settings),
  };
}

/** What it needs is there: findLiveProblems saw to it. */
function webhookOf(settings: Settings): LiveConfig["webhook"] {
  const { UPDATES, PUBLIC_URL: origin, WEBHOOK_SECRET: secret } = settings;
  if (UPDATES !== "webhook" || !origin || !secret) return null;
  return { url: `${origin}/telegram`, secret };
}

function withoutBlanks(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const text = value?.trim() ?? "";
      return text === "" ? [] : [[name, text]];
    }),
  );
}

/** What live mode asks for beyond the form of each setting. */
function findLiveProblems(env: Environment): readonly ConfigError[] {
  const problems: ConfigError[] = [];
  const wrong = (setting: string, problem: string) =>
    void problems.push(new ConfigError(setting, problem));
  const ownApi = env["TELEGRAM_API_ROOT"] !== undefined;
  if (!ownApi && !/^\d+:[\w-]{30,}$/.test(env["BOT_TOKEN"] ?? "")) {
    wrong("BOT_TOKEN", "is not a token as @BotFather gives it (digits, a colon, letters)");
  }
  if (env["ADMIN_IDS"] === undefined) {
    wrong("ADMIN_IDS", "is missing; it takes your numeric Telegram id");
  }
  const [source, ...others] = VAULT_KEY_SETTINGS.filter((name) => env[name] !== undefined);
  if (source === undefined) {
    wrong("VAULT_KEY", "is missing, and so is VAULT_KEY_FILE; `npm run keygen` makes a key");
  } else if (others.length > 0) {
    wrong(source, `is set beside ${others.join(" and ")}; keep one of them`);
  }
  return [...problems, ...findWebhookProblems(env, ownApi)];
}

/** The ports to which Telegram delivers; the first is that of a URL without one. */
const WEBHOOK_PORTS = ["", "80", "88", "8443"];

function findWebhookProblems(env: Environment, ownApi: boolean): readonly ConfigError[] {
  if (env["UPDATES"] !== "webhook") return [];
  const missing = ["PUBLIC_URL", "WEBHOOK_SECRET"].filter((name) => env[name] === undefined);
  const problems = missing.map(
    (name) => new ConfigError(name, "is missing, which UPDATES=webhook needs"),
  );
  const url = URL.parse(env["PUBLIC_URL"] ?? "");
  if (ownApi || !url) return problems;
  if (url.protocol !== "https:" || !WEBHOOK_PORTS.includes(url.port)) {
    const must = "must be https on port 443, 80, 88 or 8443 for UPDATES=webhook";
    problems.push(new ConfigError("PUBLIC_URL", must));
  }
  return problems;
}

const VAULT_KEY_SETTINGS = ["VAULT_KEY", "VAULT_KEY_FILE", "VAULT_KEY_COMMAND"] as const;

function vaultKeyOf(settings: Settings): VaultKeySource | null {
  const { VAULT_KEY: text, VAULT_KEY_FILE: path, VAULT_KEY_COMMAND: line } = settings;
  if (text) return { setting: "VAULT_KEY", text };
  if (path) return { setting: "VAULT_KEY_FILE", path };
  return line ? { setting: "VAULT_KEY_COMMAND", line } : null;
}

function findOddities(env: Environment): readonly string[] {
  const known = Object.keys(settingsSchema.shape);
  const missing = known.filter((name) => env[name] === undefined);
  return Object.keys(env).flatMap((name) => {
    if (name === "WEBHOOK_SECRET" && env["UPDATES"] !== "webhook") {
      return [`${name} does nothing without UPDATES=webhook`];
    }
    if (name.startsWith("S3_") && known.includes(name) && env["IMAGE_STORE"] !== "s3") {
      return [`${name} does nothing without IMAGE_STORE=s3`];
    }
    const meant = known.includes(name) ? null : guessName(name, missing);
    return meant === null ? [] : [`${name} is not a setting; was ${meant} meant?`];
  });
}
