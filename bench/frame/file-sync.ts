import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

const PAGE = Buffer.alloc(4096, 1);

/** The least that a durable write can cost on this disk: 4 KB appended to a file, and `fdatasync`. */
export function fileSync(folder: string): { run(): void; close(): void } {
  const file = openSync(join(folder, "anchor"), "a");
  return {
    run() {
      writeSync(file, PAGE);
      fdatasyncSync(file);
    },
    close: () => closeSync(file),
  };
}
