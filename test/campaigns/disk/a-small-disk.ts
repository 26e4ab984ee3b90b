import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own in memory: the real thing, and small enough to be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** Until not a byte more fits. */
  fill(): void;
  free(): void;
  remount(how: "ro" | "rw"): void;
  remove(): void;
}

const BYTES = 4 * 1024 * 1024;

/** Null where this user may not mount one. */
export function aSmallDisk(): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), "launchgram-disk-"));
  const filler = join(folder, "filler");
  const mount = (...options: string[]) =>
    execFileSync("mount", [...options, folder], { stdio: "ignore" });
  try {
    mount("-t", "tmpfs", "-o", `size=${BYTES}`, "tmpfs");
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    fill() {
      const file = openSync(filler, "w");
      for (const size of [64 * 1024, 4096, 1]) fillBy(file, Buffer.alloc(size));
      closeSync(file);
    },
    free: () => rmSync(filler),
    remount: (how) => mount("-o", `remount,${how}`),
    remove() {
      execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

function fillBy(file: number, piece: Buffer): void {
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}
