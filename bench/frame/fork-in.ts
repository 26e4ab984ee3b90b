import { fork, type ChildProcess } from "node:child_process";

/**
 * Starts a file of the bench as a process of its own, with a channel to it.
 *
 * @param namespace The network that it has, as a file; null: the same as ours.
 */
export function forkIn(
  namespace: string | null,
  file: URL,
  args: readonly (string | number)[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return fork(file, args.map(String), {
    env: { ...process.env, ...env },
    ...(namespace !== null && {
      execPath: "nsenter",
      execArgv: [`--net=${namespace}`, process.execPath, ...process.execArgv],
    }),
  });
}
