import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

export interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** The page's own files, read once. Only names from this map are ever served, so no path can lead out of the folder. */
export function readStaticFiles(): ReadonlyMap<string, StaticFile> {
  const folder = join(import.meta.dirname, "static");
  return new Map(
    readdirSync(folder).flatMap((name) => {
      const type = TYPES[extname(name)];
      return type
        ? [[name, { bytes: Uint8Array.from(readFileSync(join(folder, name))), type }]]
        : [];
    }),
  );
}
