import { CHAINS } from "../../../src/domain/chains.ts";
import type { Launch } from "../../../src/domain/launch.ts";
import { TARGETS } from "../../../src/domain/targets.ts";
import type { LaunchStore } from "../../../src/launches/launch-store.ts";
import type { Rows } from "./judge.ts";
import { wasMisled } from "./judge-rows.ts";
import { keyOf } from "./market.ts";
import type { Scene } from "./scene.ts";

/** I8: what the store says is reserved and spent, beside what the world knows of each launch. */
export async function judgeSpending(scene: Scene, rows: Rows, store: LaunchStore): Promise<void> {
  for (const ownerId of new Set(rows.launches.map((launch) => launch.ownerId))) {
    const own = rows.launches.filter((launch) => launch.ownerId === ownerId);
    const reserved = sum(own.filter(({ status }) => status === "unclear"));
    const spent = sum(own.filter((launch) => isSpent(scene, rows, launch)));
    const said = (await store.spending(ownerId, 0)).find(({ unit }) => unit.symbol === "SOL");
    if ((said?.reserved ?? 0n) !== reserved || (said?.spent ?? 0n) !== spent) {
      const is = `${reserved} reserved, ${spent} spent`;
      scene.breach(
        "spending",
        `${ownerId}: ${is}, not ${said?.reserved ?? 0n}, ${said?.spent ?? 0n}`,
      );
    }
  }
}

function isSpent({ market }: Scene, rows: Rows, launch: Launch): boolean {
  if (launch.status === "unclear") return false;
  if (launch.resolvedBy === "owner" || wasMisled(rows, market, launch))
    return launch.status === "live";
  return market.truth(keyOf(launch.request))?.token != null;
}

/** In lamports: the first buy, or what the launch itself costs. */
function sum(launches: readonly Launch[]): bigint {
  return launches
    .filter(({ request }) => CHAINS[TARGETS[request.target].chain].unit.symbol === "SOL")
    .reduce((all, { request }) => all + (TARGETS[request.target].cost ?? request.buy ?? 0n), 0n);
}
