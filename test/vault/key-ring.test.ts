import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { ConfigError } from "../../src/domain/errors.ts";
import { makeVaultKey, parseKeyRing, readKeyFile } from "../../src/vault/key-ring.ts";

const encoded = (fill: number, length = 32) =>
  Buffer.from(Array.from({ length }, (_, at) => (fill + at) % 256)).toString("base64");
const A = encoded(1);
const B = encoded(50);

function refusal(text: string): ConfigError {
  try {
    parseKeyRing(text, "VAULT_KEY");
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("it was taken");
}

async function aFile(text: string, mode = 0o600): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "key-ring-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "vault.key");
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

describe("a key ring", () => {
  it("holds the keys in order, the newest first", () => {
    const ring = parseKeyRing(` k2:${B} , k1:${A}\n`, "VAULT_KEY");

    expect(ring.newest.id).toBe("k2");
    expect(ring.keys.map(({ id }) => id)).toEqual(["k2", "k1"]);
    expect(ring.get("k1")?.key.export().toString("base64")).toBe(A);
    expect(ring.get("k3")).toBeNull();
  });

  it("takes a key that keygen made, named after the day", () => {
    const line = makeVaultKey(new Date("2026-01-15T23:59:59Z"));

    expect(parseKeyRing(line, "VAULT_KEY").newest.id).toBe("k20260115");
    expect(makeVaultKey(new Date("2026-01-15T23:59:59Z"))).not.toBe(line);
  });

  it("cannot be printed", () => {
    const ring = parseKeyRing(`k1:${A}`, "VAULT_KEY");

    expect(inspect(ring, { depth: 9, showHidden: true })).not.toContain(A);
    expect(JSON.stringify(ring)).not.toContain(A);
  });

  it.each([
    ["nothing", "  ", "is missing"],
    ["a key without an id", A, "has no id"],
    ["an empty id", `:${A}`, "has an id other than"],
    ["id and key the wrong way round", `${A}:k1`, "has an id other than"],
    ["a key that is no base64", `k1:${A.replace("=", "!")}`, "is not base64"],
    ["base64 that lost its end", `k1:${A.slice(0, -1)}`, "is not base64"],
    ["an empty key", "k1:", "is too short: 0 of 32"],
    ["a short key", `k1:${encoded(1, 31)}`, "is too short: 31 of 32"],
    ["a long key", `k1:${encoded(1, 33)}`, "is too long: 33 bytes"],
    ["a key of zeros", `k1:${Buffer.alloc(32).toString("base64")}`, "is one byte repeated"],
    ["a trailing comma", `k1:${A},`, "key 2 of 2 has no id"],
    ["the same id twice", `k1:${A},k1:${B}`, "key 2 of 2 has the id of a key before"],
    ["the same key twice", `k2:${A},k1:${A}`, "key 2 of 2 is the same key"],
  ])("refuses %s and quotes nothing of it", (_what, text, problem) => {
    const error = refusal(text);

    expect(error.setting).toBe("VAULT_KEY");
    expect(error.message).toContain(`VAULT_KEY: `);
    expect(error.message).toContain(problem);
    expect(inspect(error)).not.toContain(A.slice(0, 12));
    expect(inspect(error)).not.toContain(B.slice(0, 12));
  });
});

describe("a key file", () => {
  it("is read when only its owner may read it", async () => {
    const ring = await readKeyFile(await aFile(`k1:${A}\n`));

    expect(ring).toMatchObject({ setting: "VAULT_KEY_FILE", newest: { id: "k1" } });
  });

  it.each(["640", "604", "620", "601"])("is refused with mode %s", async (mode) => {
    const path = await aFile(`k1:${A}`, parseInt(mode, 8));

    await expect(readKeyFile(path)).rejects.toMatchObject({
      name: "ConfigError",
      setting: "VAULT_KEY_FILE",
      message: expect.stringContaining("chmod 600") as string,
    });
  });

  it("is named by its setting and not by its path when it is missing, a folder or no key", async () => {
    const path = await aFile("nonsense");

    for (const wrong of [`${path}.gone`, join(path, ".."), path]) {
      const error: unknown = await readKeyFile(wrong).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: "ConfigError", setting: "VAULT_KEY_FILE" });
      expect(inspect(error)).not.toContain("vault.key");
    }
  });
});
