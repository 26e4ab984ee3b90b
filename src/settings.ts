import { z } from "zod";
import { isPersonId } from "./domain/person-id.ts";
import { Secret } from "./domain/secret.ts";
import { LOG_LEVELS } from "./kit/log.ts";

/** What is wrong with one setting, as the end of a sentence that begins with its name. Never quotes the value. */
class Wrong extends Error {}

/** A setting read from its text by a function that throws {@link Wrong}. */
function setting<T>(read: (text: string) => T) {
  return z.string().transform((text, context) => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      context.addIssue(error.message);
      return z.NEVER;
    }
  });
}

function choice<const Word extends string>(words: readonly Word[]) {
  return setting((text) => {
    const word = words.find((one) => one === text);
    if (word !== undefined) return word;
    throw new Wrong(`must be ${words.length > 1 ? "one of " : ""}${words.join(", ")}`);
  });
}

const secret = setting((text) => new Secret(Buffer.from(text)));

/** The five regions of j7tracker's documentation, read on 21 November 2026. */
const REGIONS: ReadonlyMap<string, string> = new Map([
  ["europe", "https://eu.j7tracker.io/deploy"],
  ["na-east", "https://nyc.j7tracker.io/deploy"],
  ["na-west", "https://lax.j7tracker.io/deploy"],
  ["asia", "https://sgp.j7tracker.io/deploy"],
  ["australia", "https://aus.j7tracker.io/deploy"],
]);

/** Every setting of this version by its name, with how it is read and its default. */
export const settingsSchema = z.object({
  BOT_TOKEN: secret.optional(),
  TELEGRAM_API_ROOT: setting(readBaseUrl).optional(),
  UPDATES: choice(["polling", "webhook"]).prefault("polling"),
  WEBHOOK_SECRET: setting(readWebhookSecret).optional(),
  ADMIN_IDS: setting(readIds).default([]),
  ACCESS: choice(["allowlist", "open"]).prefault("allowlist"),
  DATABASE_URL: setting(readDatabaseFile).prefault("file:data/launchgram.db"),
  VAULT_KEY: secret.optional(),
  VAULT_KEY_FILE: z.string().optional(),
  VAULT_KEY_COMMAND: secret.optional(),
  J7TRACKER_REGIONS: setting(readRegions).default(REGIONS),
  BLOWFISH_URL: setting(readBaseUrl).prefault("https://api-blowfish.neuko.ai"),
  SWARMS_URL: setting(readBaseUrl).prefault("https://swarms.world"),
  SOLANA_RPC_URL: setting(readRpcUrl).optional(),
  HOST: setting(readHost).prefault("127.0.0.1"),
  PORT: setting(readPort).prefault("8787"),
  PUBLIC_URL: setting(readOrigin).optional(),
  IMAGE_STORE: choice(["local", "s3"]).prefault("local"),
  S3_ENDPOINT: setting(readBaseUrl).optional(),
  S3_BUCKET: setting(readBucket).optional(),
  S3_REGION: z.string().prefault("auto"),
  S3_ACCESS_KEY_ID: secret.optional(),
  S3_SECRET_ACCESS_KEY: secret.optional(),
  S3_PUBLIC_URL: setting(readBaseUrl).optional(),
  LOG_LEVEL: choice(LOG_LEVELS).prefault("info"),
  LOCALE: setting(readLocale).prefault("en"),
});

/** https, or http on this machine: keys travel to these addresses. Neither credentials nor query nor fragment. */
function readUrl(text: string, what = "must be"): URL {
  const url = URL.parse(text);
  if (url === null) throw new Wrong(`${what} a URL such as https://example.org`);
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
    throw new Wrong(`${what} an https URL; http only to this machine itself (127.0.0.1)`);
  }
  if (url.username !== "" || url.password !== "" || url.hash !== "") {
    throw new Wrong(`${what} a URL without credentials and fragment`);
  }
  return url;
}

function readBaseUrl(text: string, what = "must be"): string {
  const url = readUrl(text, what);
  if (url.search !== "") throw new Wrong(`${what} a URL without a query`);
  return url.href.replace(/\/+$/, "");
}

function readOrigin(text: string): string {
  const url = readUrl(text);
  if (url.pathname !== "/" || url.search !== "") {
    throw new Wrong("must be an origin without a path, such as https://bot.example.org");
  }
  return url.origin;
}

/** Secret, since RPC providers put their key into path or query. */
function readRpcUrl(text: string): Secret {
  return new Secret(Buffer.from(readUrl(text).href));
}

function readBucket(text: string): string {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text)) {
    throw new Wrong("must be a bucket's name: 3 to 63 of a to z, 0 to 9, dots and hyphens");
  }
  return text;
}

function readRegions(text: string): ReadonlyMap<string, string> {
  const regions = new Map<string, string>();
  text.split(",").forEach((entry, at) => {
    const which = `entry ${at + 1}`;
    const [, id, typed] = /^\s*([a-z][a-z0-9-]{0,31})\s*=\s*(\S+)\s*$/.exec(entry) ?? [];
    if (!id || !typed) throw new Wrong(`${which} must read id=https://host/path`);
    const base = readBaseUrl(typed, `${which} must hold`);
    if (regions.has(id)) throw new Wrong(`${which} has the id of an entry before it`);
    if ([...regions.values()].includes(base)) {
      throw new Wrong(`${which} has the URL of an entry before it`);
    }
    regions.set(id, base);
  });
  return regions;
}

/** Telegram takes these letters and at most 256 of them; fewer than 24 are below 128 bits. */
function readWebhookSecret(text: string): Secret {
  if (!/^[\w-]{24,256}$/.test(text)) {
    throw new Wrong("must be 24 to 256 letters, digits, _ or - that nobody can guess");
  }
  return new Secret(Buffer.from(text));
}

function readIds(text: string): readonly number[] {
  const ids = text.split(/[\s,]+/).filter((id) => id !== "");
  if (
    ids.length === 0 ||
    !ids.every((id) => /^[1-9]\d{0,15}$/.test(id) && Number.isSafeInteger(Number(id)))
  ) {
    throw new Wrong("must be numeric Telegram ids with commas between (not @names)");
  }
  if (!ids.map(Number).every(isPersonId)) {
    throw new Wrong("holds an id that is no person's, such as that of anonymous group admins");
  }
  return [...new Set(ids.map(Number))];
}

function readDatabaseFile(text: string): string {
  if (/^postgres(ql)?:/.test(text)) {
    throw new Wrong("PostgreSQL is not in this version yet; use file:data/launchgram.db");
  }
  const path = /^file:(?:\/\/(?=\/))?([^?#]+)$/.exec(text)?.[1];
  if (!path || path.startsWith("//")) throw new Wrong("must read file:path/to/the.db");
  return path;
}

function readHost(text: string): string {
  const host = /^\[(.+)\]$/.exec(text)?.[1] ?? text;
  if (!/^[\w.:%-]+$/.test(host)) throw new Wrong("must be an address or a host name");
  return host;
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new Wrong("must be a number from 0 to 65535 (0: any free port)");
  }
  return Number(text);
}

function readLocale(text: string): "en" {
  if (text !== "en") throw new Wrong("only en is in this version yet");
  return text;
}
