import { execFile } from "node:child_process";
import { ConfigError } from "../domain/errors.ts";
import { parseKeyRing, type KeyRing } from "./key-ring.ts";

const SETTING = "VAULT_KEY_COMMAND";
/** Somebody may have to touch a token or type a passphrase. */
const TIMEOUT_MS = 60_000;
const MAX_BYTES = 16 * 1024;

/**
 * Runs a command whose standard output is the key ring, such as `pass show launchgram/vault`.
 *
 * Without a shell: nothing in the setting is expanded, and no `sh` is needed. Words are parted by white space, quotes of
 * either kind hold one together; who wants a pipe writes `sh -c '…'`. What the command says on standard error is dropped,
 * since nobody knows what it may quote.
 *
 * @throws {ConfigError} It cannot be run, fails, takes over a minute, or what it prints is no key ring.
 */
export async function readKeyCommand(line: string): Promise<KeyRing> {
  const [program, ...args] = wordsOf(line);
  if (program === undefined) throw new ConfigError(SETTING, "holds no command");
  const printed = await run(program, args);
  const ring = parseKeyRing(printed.toString("utf8"), SETTING);
  printed.fill(0);
  return ring;
}

function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const unquoted = words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
  // What the pattern left out: white space, or a quote that never ends.
  if (/["']/.test(line.replaceAll(/"[^"]*"|'[^']*'/g, ""))) {
    throw new ConfigError(SETTING, "has a quote that does not end");
  }
  return unquoted;
}

function run(program: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { encoding: "buffer", timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES } as const;
    const child = execFile(program, args, options, (error, printed) => {
      // Without a cause: Node's error quotes the command and what it printed.
      if (error) reject(new ConfigError(SETTING, problemOf(error)));
      else resolve(printed);
    });
    child.stdin?.end();
  });
}

function problemOf({ code, killed }: { code?: string | number | null; killed?: boolean }): string {
  if (code === "ENOENT") return "names a program that is not there";
  if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return "prints too much to be a key";
  if (killed) return "did not end within a minute";
  if (typeof code === "number") return `failed with code ${code}; run it by hand to see why`;
  return `cannot be run (${code ?? "killed"})`;
}
