import { makeCertificate } from "../far-end/far-end.ts";
import { inChild } from "../frame/child.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import type { PathFigures } from "./path-part.ts";

export const ROUND_TRIP_MS = 80;

let measured: Promise<PathFigures> | null = null;

/** Measured once for all goals that read it. */
export function measurePath(): Promise<PathFigures> {
  return (measured ??= measure());
}

function measure(): Promise<PathFigures> {
  const { key, cert } = makeCertificate(tempFolder());
  const part = new URL("path-part.ts", import.meta.url);
  return inChild(part, [ROUND_TRIP_MS, key, cert], { NODE_EXTRA_CA_CERTS: cert });
}
