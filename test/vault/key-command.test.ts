import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readKeyCommand } from "../../src/vault/key-command.ts";

const KEY = Buffer.from("thirty-two bytes of a dummy key.").toString("base64");

/** A program that does this, in a folder whose name holds a space. @returns Its quoted path. */
async function aProgram(code: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "key command-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "print.mjs");
  await writeFile(path, code);
  return `"${path}"`;
}

const node = `'${process.execPath}'`;

describe("a command that prints the vault keys", () => {
  it("is run as it stands, its words parted and quotes holding them together", async () => {
    const script = await aProgram(
      `process.stdout.write(process.argv[2] + ":" + process.argv.at(-1) + "\\n")`,
    );

    const ring = await readKeyCommand(`${node} ${script}  k7 'not $HOME; this' ${KEY}`);

    expect(ring.newest.id).toBe("k7");
    expect(ring.setting).toBe("VAULT_KEY_COMMAND");
  });

  it("meets no shell: nothing is expanded, nothing is run beside it", async () => {
    const script = await aProgram(
      `process.stdout.write(process.argv[3] === "$HOME;" ? "k1:${KEY}" : "wrong")`,
    );

    await expect(readKeyCommand(`${node} ${script} && $HOME; exit`)).resolves.toBeDefined();
  });

  it("waits for no answer: its standard input is empty", async () => {
    const script = await aProgram(
      `process.stdin.resume().on("end", () => process.stdout.write("k1:${KEY}"))`,
    );

    await expect(readKeyCommand(`${node} ${script}`)).resolves.toBeDefined();
  });

  it.each([
    ["is not there", async () => "no-such-program-of-ours --token hush", "not there"],
    [
      "fails",
      async () => `${node} ${await aProgram("console.error('hush');process.exit(3)")}`,
      "code 3",
    ],
    ["prints nothing", async () => `${node} ${await aProgram("")}`, "is missing"],
    ["prints no key", async () => `${node} ${await aProgram("console.log('hush')")}`, "has no id"],
    [
      "prints without end",
      async () => `${node} ${await aProgram("for(;;)process.stdout.write('hush'.repeat(9999))")}`,
      "too much",
    ],
    ["has an open quote", async () => `pass "show hush`, "quote"],
    ["is empty", async () => "  ", "no command"],
  ])("is refused by its setting's name when it %s", async (_what, line, problem) => {
    const reading = readKeyCommand(await line());

    await expect(reading).rejects.toMatchObject({
      setting: "VAULT_KEY_COMMAND",
      message: expect.stringContaining(problem) as string,
    });
    await expect(reading).rejects.not.toThrow(/hush/);
  });
});
