import { createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import { constants, open } from "node:fs/promises";
import { ConfigError } from "../domain/errors.ts";

const KEY_BYTES = 32;
const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;
const MAX_FILE_BYTES = 16 * 1024;
/** Windows answers 0666 for every file. */
const HAS_MODES = process.platform !== "win32";
/** Not there on Windows. */
const NO_WAIT = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;

/** Where a ring came from, to be named when something is wrong with it. */
export type RingSetting = "VAULT_KEY" | "VAULT_KEY_FILE" | "VAULT_KEY_COMMAND";

/** A vault key. The id is no secret: it is stored beside everything that is sealed under the key. */
export interface VaultKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The vault keys in use: new data keys are sealed under the newest, old ones open under theirs. */
export interface KeyRing {
  readonly setting: RingSetting;
  readonly newest: VaultKey;
  /** All of them, newest first. */
  readonly keys: readonly VaultKey[];
  get(id: string): VaultKey | null;
}

/**
 * Reads vault keys: `id:base64` of 32 bytes each, newest first, comma between.
 *
 * The text came from the environment and cannot be wiped; from here on the keys are held outside the JavaScript heap.
 *
 * @throws {ConfigError} Names the setting and which key of the list, never a part of the text: whoever swaps id and key
 * would find the key in the log.
 */
export function parseKeyRing(text: string, setting: RingSetting): KeyRing {
  if (text.trim() === "")
    throw new ConfigError(setting, "is missing; `npm run keygen` makes a key");
  const entries = text.split(",");
  const byId = new Map<string, VaultKey>();
  entries.forEach((entry, index) => {
    const wrong = (problem: string) =>
      new ConfigError(setting, `key ${index + 1} of ${entries.length} ${problem}`);
    const parsed = parseKey(entry.trim(), wrong);
    if (byId.has(parsed.id)) throw wrong("has the id of a key before it");
    for (const other of byId.values()) {
      if (other.key.equals(parsed.key)) throw wrong("is the same key as one before it");
    }
    byId.set(parsed.id, parsed);
  });
  const keys = [...byId.values()];
  const [newest] = keys;
  if (!newest) throw new ConfigError(setting, "holds no key");
  return { setting, newest, keys, get: (id) => byId.get(id) ?? null };
}

/**
 * Reads a ring from a file that only its owner may read.
 *
 * @throws {ConfigError} Also for a file that cannot be read, and for one that others can: it must be locked first.
 */
export async function readKeyFile(path: string): Promise<KeyRing> {
  const setting = "VAULT_KEY_FILE";
  let text: string;
  try {
    // One handle for both questions, so that the file that was judged is the file that is read. A pipe without a writer
    // must not hold the start up.
    await using file = await open(path, constants.O_RDONLY | NO_WAIT);
    const stat = await file.stat();
    if (!stat.isFile()) throw new ConfigError(setting, "is not a file");
    if (HAS_MODES && (stat.mode & 0o077) !== 0) {
      throw new ConfigError(setting, "may be read by others; run `chmod 600` on it");
    }
    if (stat.size > MAX_FILE_BYTES) throw new ConfigError(setting, "is too large to be a key");
    const bytes = await file.readFile();
    text = bytes.toString("utf8");
    bytes.fill(0);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new ConfigError(setting, `cannot be read (${code})`);
  }
  return parseKeyRing(text, setting);
}

/** A new vault key as `id:base64`. The id is `k` and the day (UTC). */
export function makeVaultKey(now: Date): string {
  const bytes = randomBytes(KEY_BYTES);
  const line = `k${now.toISOString().slice(0, 10).replaceAll("-", "")}:${bytes.toString("base64")}`;
  bytes.fill(0);
  return line;
}

function parseKey(entry: string, wrong: (problem: string) => ConfigError): VaultKey {
  const colon = entry.indexOf(":");
  const id = entry.slice(0, Math.max(colon, 0));
  const encoded = entry.slice(colon + 1).trim();
  if (colon === -1) throw wrong("has no id; it must read id:base64");
  if (!ID_PATTERN.test(id)) throw wrong("has an id other than 1 to 32 letters, digits, - and _");
  const bytes = Buffer.from(encoded, "base64");
  try {
    // Node reads base64 leniently: what it would write differently was mistyped or cut.
    if (bytes.toString("base64") !== encoded) throw wrong("is not base64");
    if (bytes.length < KEY_BYTES) throw wrong(`is too short: ${bytes.length} of 32 bytes`);
    if (bytes.length > KEY_BYTES) throw wrong(`is too long: ${bytes.length} bytes, not 32`);
    if (bytes.every((byte) => byte === bytes[0])) throw wrong("is one byte repeated, not a key");
    return { id, key: createSecretKey(bytes) };
  } finally {
    bytes.fill(0);
  }
}
