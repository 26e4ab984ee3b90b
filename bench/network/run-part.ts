import { makeCertificate } from "../far-end/far-end.ts";
import { inChild } from "../frame/child.ts";
import { progress } from "../frame/progress.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import { overPath } from "../path/path.ts";
import type { Asked } from "./asked.ts";

/** Runs one of the parts beside this file over a path of this length, at its near end. */
export function runPart<Figures, PartAsked extends Asked = Asked>(
  part: "taps" | "seed" | "burst" | "refill" | "servers" | "closes",
  roundTripMs: number,
  about: Omit<PartAsked, "path" | "certificate">,
): Promise<Figures> {
  progress(`${part} over a path of ${roundTripMs} ms`);
  return overPath(roundTripMs, (path) => {
    const certificate = makeCertificate(tempFolder(), path.address);
    return inChild<Figures>(
      new URL(`${part}-part.ts`, import.meta.url),
      [JSON.stringify({ path, certificate, ...about })],
      { NODE_EXTRA_CA_CERTS: certificate.cert },
      path.ends?.near ?? null,
    );
  });
}
