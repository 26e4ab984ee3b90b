import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { parseKeyRing } from "../../src/vault/key-ring.ts";

it("prints one usable key alone on standard output, and what to do with it beside it", async () => {
  const run = await promisify(execFile)(process.execPath, ["src/keygen.ts"]);

  expect(run.stdout).toMatch(/^k\d{8}:[A-Za-z0-9+/]{43}=\n$/);
  expect(parseKeyRing(run.stdout, "VAULT_KEY").keys).toHaveLength(1);
  expect(run.stderr).toContain("VAULT_KEY_FILE");
  expect(run.stderr).not.toContain(run.stdout.slice(0, 20));
});
