import { once } from "node:events";
import { atExit } from "./at-exit.ts";
import { forkIn } from "./fork-in.ts";

// Whatever ended the parent, its children end too. Where there is no parent this never happens.
process.on("disconnect", () => process.exit(1));

/**
 * Runs a part in a process of its own, so that its memory and its compiled code are its own too.
 *
 * @param file Sends its result with {@link tell}.
 * @param namespace The network that it has, as a file; null: the same as ours.
 */
export async function inChild<Result>(
  file: URL,
  args: readonly (string | number)[],
  env: Readonly<Record<string, string>> = {},
  namespace: string | null = null,
): Promise<Result> {
  const child = forkIn(namespace, file, args, env);
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
