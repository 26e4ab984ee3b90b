import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { settingsSchema } from "../../src/settings.ts";

export const REPO = fileURLToPath(new URL("../../", import.meta.url));
export const MAIN = `${REPO}src/main.ts`;
const NAMES = Object.keys(settingsSchema.shape);
const PATIENCE_MS = 20_000;

/** By name; undefined: not even set to nothing. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** The program, running as a process of its own. */
export interface Program {
  readonly pid: number;
  /** What it wrote so far, to both streams and to standard error alone. */
  output(): string;
  errors(): string;
  /** Resolves with what it wrote once that matches; rejects if it ends before, or after `patienceMs` (20 s). */
  says(what: RegExp, patienceMs?: number): Promise<RegExpExecArray>;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Does nothing when it has ended. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** As if the plug were pulled. Also for a program that has ended. */
  kill(): Promise<void>;
  /** Tells its preload something. Resolves when that has answered, or when the program has ended. */
  tell(message: object): Promise<void>;
}

export interface Running {
  /** Where it works; a relative path in a setting is below. */
  readonly folder: string;
  /** What is started, instead of the program itself. Gets a process group of its own. */
  readonly command?: readonly [string, ...string[]];
  /** A module that runs in its process before it, and hears what it is told over `process.on("message")`. */
  readonly preload?: string;
}

/** Node on a file of `src`, as the scripts of `package.json` call it. */
export function nodeOn(
  file: string,
  ...options: readonly string[]
): readonly [string, ...string[]] {
  const quick = ["--import", join(dirname(file), "import-quickly.ts")];
  return [process.execPath, ...quick, ...options, file];
}

/**
 * Starts the program with these settings and no others: the rest is set to nothing, so that neither the environment of
 * the tests nor a developer's `.env` reaches it.
 */
export function runProgram(settings: Settings, { folder, command, preload }: Running): Program {
  const before = preload === undefined ? [] : ["--import", preload];
  const [file, ...args] = command ?? nodeOn(MAIN, ...before);
  const child = spawn(file, args, {
    cwd: folder,
    detached: command !== undefined,
    stdio: ["ignore", "pipe", "pipe", preload === undefined ? "ignore" : "ipc"],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      TMPDIR: folder,
      // Set before `import-quickly.ts` can: that file is TypeScript itself, whose compiler takes a tenth of a start.
      NODE_COMPILE_CACHE: `${REPO}node_modules/.cache/compiled`,
      ...Object.fromEntries(NAMES.map((name) => [name, ""])),
      ...settings,
    },
  }) as ChildProcessByStdio<null, Readable, Readable>;
  const { pid = 0 } = child;
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    errors += text;
  });
  // "close" comes after the last output, "exit" may come before.
  const ended = once(child, "close").then(([code]) => code as number | null);

  function says(what: RegExp, patienceMs = PATIENCE_MS): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        child.stdout.off("data", look);
        child.stderr.off("data", look);
        settle();
      };
      const fail = (why: string) => () =>
        finish(() => reject(new Error(`${why} before it said ${String(what)}:\n${output}`)));
      const look = () => {
        const found = what.exec(output);
        if (found) finish(() => resolve(found));
      };
      const timer = setTimeout(fail("time ran out"), patienceMs);
      child.stdout.on("data", look);
      child.stderr.on("data", look);
      void ended.then(fail("it ended"));
      look();
    });
  }

  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null)
      process.kill(command ? -pid : pid, name);
  };

  return {
    pid,
    output: () => output,
    errors: () => errors,
    says,
    ended,
    signal,
    async kill() {
      signal("SIGKILL");
      await ended;
    },
    async tell(message) {
      if (!child.connected) return;
      const answered = once(child, "message");
      child.send(message, () => undefined);
      await Promise.race([answered, ended]);
    },
  };
}
