import { fork } from "node:child_process";
import { once } from "node:events";
import { atExit } from "./at-exit.ts";

/**
 * Runs a part in a process of its own, so that its memory and its compiled code are its own too.
 *
 * @param file Sends its result with {@link tell}.
 */
export async function inChild<Result>(
  file: URL,
  args: readonly (string | number)[],
  env: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const child = fork(file, args.map(String), { env: { ...process.env, ...env } });
  const end = () => void child.kill();
  const callOff = atExit(end);
  try {
    const [result] = (await Promise.race([
      once(child, "message"),
      once(child, "exit").then(([code]) => {
        throw new Error(`a part of the bench ended with ${String(code)}`);
      }),
    ])) as [Result];
    return result;
  } finally {
    callOff();
    end();
  }
}

/** The result of this process; it ends when the parent has it. */
export function tell(result: unknown): void {
  process.send?.(result);
}
