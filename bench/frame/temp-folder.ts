import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atExit } from "./at-exit.ts";

/** A folder of this run alone; it goes with the program, also on ^C. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "launchgram-bench-"));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
