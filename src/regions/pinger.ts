import type { WarmWires } from "../http/wire.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { chooseRegion } from "./choose-region.ts";
import { createOpenCards } from "./open-cards.ts";
import { createPath, type RegionState } from "./path.ts";

export type { RegionState } from "./path.ts";

export interface Pinger {
  /** Every region in the order in which they were configured. */
  board(): readonly RegionState[];
  /**
   * Id of the region to send to: the nearest that answers, changed only for one that is at least 15 % and 5 ms nearer.
   * Before any region has answered it is `na-east`, j7tracker's own default, or the first configured one.
   */
  best(): string;
  /** A card was drawn, or drawn anew, whose tap launches in this region: there is a connection for each, up to eight. */
  drawn(card: string, id: string): void;
  /** It cannot be tapped any more. */
  gone(card: string): void;
  /** No ping begins after this, and the choice stays as it is. */
  stop(): void;
}

export interface PingerDeps {
  readonly wires: Pick<WarmWires, "keep">;
  /** Base URL of each region by its id; at least one. */
  readonly regions: ReadonlyMap<string, string>;
  readonly clock: Clock;
  readonly log: Log;
}

const KEPT_EVERY_MS = 20_000;
const MEASURED_EVERY_MS = 60_000;
const LEAST_SPARES = 2;
const MOST_TAPS = 8;
/** j7tracker's default, and the only one that serves snipers, whatever anybody has picked. */
const DEFAULT_REGION = "na-east";

/**
 * Knows the nearest region, and has connections kept ready where a launch may go: to the nearest, to the snipers' one, and
 * to any for which a card stands. The others are let go, and measured once a minute in case one comes nearer.
 */
export function createPinger(deps: PingerDeps): Pinger {
  const { wires, regions, clock, log } = deps;
  const paths = new Map([...regions.keys()].map((id) => [id, createPath(id, clock)]));
  const cards = createOpenCards(clock);
  const kept = new Map<string, number>();
  let best = regions.has(DEFAULT_REGION) ? DEFAULT_REGION : ([...regions.keys()][0] ?? "");
  let stopped = false;

  const board = () => [...paths.values()].map((path) => path.state());

  /** One more than the taps that may come, since one may be under a ping. */
  function sparesOf(id: string): number {
    const taps = cards.countOf(id);
    if (taps === 0 && id !== best && id !== DEFAULT_REGION) return 0;
    return Math.max(LEAST_SPARES, Math.min(taps, MOST_TAPS) + 1);
  }

  function arrange(): void {
    for (const [id, path] of paths) {
      const spares = sparesOf(id);
      if (stopped || kept.get(id) === spares) continue;
      kept.set(id, spares);
      wires.keep(regions.get(id) ?? "", {
        spares,
        path: "/ping",
        everyMs: spares === 0 ? MEASURED_EVERY_MS : KEPT_EVERY_MS,
        deadlineMs: () => path.deadlineMs(),
        heard(pong) {
          if (stopped) return;
          const wasHealthy = path.state().healthy;
          path.heard(pong);
          report(path.state(), wasHealthy);
          choose();
          arrange();
        },
      });
    }
  }

  function report({ id, healthy, failuresInARow }: RegionState, wasHealthy: boolean): void {
    if (!healthy && wasHealthy) log.warn({ region: id, failuresInARow }, "region left out");
    if (healthy && !wasHealthy) log.info({ region: id }, "region answers again");
  }

  function choose(): void {
    const next = chooseRegion(best, board());
    if (next === best) return;
    log.info({ from: best, to: next }, "nearest region changed");
    best = next;
  }

  arrange();

  return {
    board,
    best: () => best,
    drawn(card, id) {
      cards.drawn(card, id);
      arrange();
    },
    gone(card) {
      cards.gone(card);
      arrange();
    },
    stop() {
      stopped = true;
      for (const base of regions.values()) wires.keep(base, null);
    },
  };
}
