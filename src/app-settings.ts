import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppSettings } from "./app.ts";
import type { BucketConfig } from "./bucket-config.ts";
import type { Config, LiveConfig, SandboxConfig, VaultKeySource } from "./config.ts";
import type { Secret } from "./domain/secret.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import { readKeyCommand } from "./vault/key-command.ts";
import { makeVaultKey, parseKeyRing, readKeyFile, type KeyRing } from "./vault/key-ring.ts";

const TELEGRAM = "https://api.telegram.org";

/** The settings of a live start. @throws {ConfigError} when the vault key cannot be read. */
export async function liveSettings(config: LiveConfig): Promise<AppSettings> {
  const ring = await ringOf(config.vaultKey);
  return {
    ...shared(config),
    telegram: {
      token: config.botToken.expose().toString("utf8"),
      apiRoot: config.telegramApiRoot ?? TELEGRAM,
    },
    ring,
    databaseUrl: `file:${config.databaseFile}`,
    regions: config.j7trackerRegions,
    blowfishUrl: config.blowfishUrl,
    swarmsUrl: config.swarmsUrl,
    solanaRpcUrl: config.solanaRpcUrl?.expose().toString("utf8") ?? null,
    publicUrl: config.publicUrl,
    imageBucket: bucketSettings(config.imageBucket),
    webhook: config.webhook,
    access: config.access,
    sampleKey: null,
    about: about(false, config.adminIds),
  };
}

/** A sandbox start: a vault key and a database of its own, gone when it stops. */
export function sandboxSettings(
  config: SandboxConfig,
  sandbox: Sandbox,
): AppSettings & { readonly discard: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "launchgram-sandbox-"));
  const { settings } = sandbox;
  return {
    ...shared(config),
    telegram: { token: settings.botToken, apiRoot: settings.apiRoot },
    ring: parseKeyRing(makeVaultKey(new Date()), "VAULT_KEY"),
    databaseUrl: `file:${join(folder, "sandbox.db")}`,
    regions: settings.j7tracker,
    blowfishUrl: settings.blowfish,
    swarmsUrl: settings.swarms,
    solanaRpcUrl: null,
    publicUrl: "own",
    imageBucket: null,
    webhook: null,
    access: "open",
    sampleKey: settings.sampleKey,
    about: about(true, operators(config, sandbox)),
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Who plays the operator: whom the settings name, or else the first person on the page. */
function operators(config: SandboxConfig, { telegram }: Sandbox): readonly number[] {
  const [first] = telegram.people();
  return config.adminIds.length > 0 || !first ? config.adminIds : [first.id];
}

/** The vault keys, wherever they are. @throws {ConfigError} When they cannot be read. */
export async function ringOf(source: VaultKeySource): Promise<KeyRing> {
  switch (source.setting) {
    case "VAULT_KEY":
      return parseKeyRing(source.text.expose().toString("utf8"), source.setting);
    case "VAULT_KEY_FILE":
      return readKeyFile(source.path);
    case "VAULT_KEY_COMMAND":
      return readKeyCommand(source.line.expose().toString("utf8"));
  }
}

/** The values of the settings that are secrets: no log line may hold them, whatever they look like. */
export function secretsOf(config: Config): readonly string[] {
  const text = (secret: Secret | null) => secret?.expose().toString("utf8") ?? "";
  const { imageBucket: bucket } = config;
  const common = [config.solanaRpcUrl, bucket?.accessKeyId, bucket?.secretAccessKey].map((one) =>
    text(one ?? null),
  );
  if (config.mode === "sandbox") return common;
  const token = text(config.botToken);
  const hook = text(config.webhook?.secret ?? null);
  const { vaultKey } = config;
  if (vaultKey.setting === "VAULT_KEY_COMMAND")
    return [...common, hook, token, text(vaultKey.line)];
  const keys = vaultKey.setting === "VAULT_KEY" ? text(vaultKey.text).split(",") : [];
  const bare = [token, ...keys].map((value) => value.slice(value.indexOf(":") + 1).trim());
  return [...common, hook, token, ...keys, ...bare];
}

function bucketSettings(bucket: BucketConfig | null): AppSettings["imageBucket"] {
  if (bucket === null) return null;
  return {
    ...bucket,
    accessKeyId: bucket.accessKeyId.expose().toString("utf8"),
    secretAccessKey: bucket.secretAccessKey.expose().toString("utf8"),
  };
}

const shared = ({ host, port }: Config) => ({ host, port });

function about(sandbox: boolean, adminIds: readonly number[]): AppSettings["about"] {
  const manifest = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  ) as { version: string };
  return { version: manifest.version, commit: commitOf(), sandbox, adminIds };
}

/** The checked-out commit, where there is a `.git` beside the program. */
function commitOf(): string | null {
  const git = new URL("../.git/", import.meta.url);
  try {
    const head = readFileSync(new URL("HEAD", git), "utf8").trim();
    const ref = /^ref: (.+)$/.exec(head)?.[1];
    return (ref ? readFileSync(new URL(ref, git), "utf8") : head).trim().slice(0, 7);
  } catch {
    return null;
  }
}
