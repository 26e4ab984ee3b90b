import { makeCertificate } from "../far-end/far-end.ts";
import { inChild } from "../frame/child.ts";
import { ratio } from "../frame/figures.ts";
import type { Figure } from "../frame/goal.ts";
import { percentile } from "../frame/spread.ts";
import { tempFolder } from "../frame/temp-folder.ts";
import type { Taps } from "./taps-part.ts";

export async function measureTaps(rounds: number, pictureKb: number): Promise<Taps> {
  const { key, cert } = makeCertificate(tempFolder());
  const part = new URL("taps-part.ts", import.meta.url);
  return inChild<Taps>(part, [rounds, pictureKb, key, cert], { NODE_EXTRA_CA_CERTS: cert });
}

/** Against the least that is durable and sent: the bare request and one `fdatasync`, each at its own percentile. */
export function againstFloor(
  name: string,
  { tap, bare, sync }: Taps,
  share: number,
  atMost: number,
): Figure {
  const typicalSync = percentile(sync, share);
  const floor = bare.map((ms) => ms + typicalSync);
  return ratio(name, { subject: tap, anchor: floor }, share, { atMost });
}
