import type { Certificate } from "../far-end/far-end.ts";
import type { Path } from "../path/path.ts";

/** What every part of the network's goals is told: where it goes, and whom the region shows that it is. */
export interface Asked {
  readonly path: Path;
  readonly certificate: Certificate;
  readonly rounds: number;
}

/** As this process was told by its parent. */
export const asked = (): Asked => JSON.parse(process.argv[2] ?? "") as Asked;
