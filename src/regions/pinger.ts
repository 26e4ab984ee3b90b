import type { WarmWires } from "../http/wire.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { chooseRegion } from "./choose-region.ts";
import { createOpenCards } from "./open-cards.ts";
import { createWay, type Place, type WayState } from "./way.ts";

export type { WayState } from "./way.ts";

export interface Pinger {
  /** Every region in the order in which they were configured. */
  board(): readonly WayState[];
  /** Every place that is no region. */
  others(): readonly WayState[];
  /**
   * Id of the region to send to: the nearest that answers, changed only for one that is at least 15 % and 5 ms nearer.
   * Before any region has answered it is `na-east`, j7tracker's own default, or the first configured one.
   */
  best(): string;
  /** A card was drawn, or drawn anew, whose tap launches at this place: there is a connection for each, up to eight. */
  drawn(card: string, id: string): void;
  /** It cannot be tapped any more. */
  gone(card: string): void;
  /** No ping begins after this, and the choice stays as it is. */
  stop(): void;
}

export interface PingerDeps {
  readonly wires: Pick<WarmWires, "keep" | "warmth">;
  /** Base URL of each region by its id; at least one. */
  readonly regions: ReadonlyMap<string, string>;
  /** Where providers without regions are reached. */
  readonly others: readonly Place[];
  readonly clock: Clock;
  readonly log: Log;
}

const LEAST_SPARES = 2;
const MOST_TAPS = 8;
/** j7tracker's default, and the only one that serves snipers, whatever anybody has picked. */
const DEFAULT_REGION = "na-east";
const REGION_PING: Place["ping"] = {
  path: "/ping",
  isWell: ({ status, text }) => status === 200 && text.trim() === "ok",
};

/**
 * Knows the nearest region, and has connections kept ready where a launch may go: to the nearest, to the snipers' one, and
 * to every place for which a card stands. Other regions are let go, and measured once a minute in case one comes nearer.
 */
export function createPinger(deps: PingerDeps): Pinger {
  const { clock, log } = deps;
  const cards = createOpenCards(clock);
  const regions = [...deps.regions].map(([id, base]) =>
    createWay({ ...deps, place: { id, base, ping: REGION_PING }, changed }),
  );
  const others = deps.others.map((place) => createWay({ ...deps, place, changed }));
  let best = deps.regions.has(DEFAULT_REGION) ? DEFAULT_REGION : (regions[0]?.id ?? "");
  let stopped = false;

  const board = () => regions.map((way) => way.state());

  /** One more than the taps that may come, since one may be under a ping. */
  const sparesFor = (taps: number) => Math.max(LEAST_SPARES, Math.min(taps, MOST_TAPS) + 1);

  function arrange(): void {
    if (stopped) return;
    for (const way of regions) {
      const taps = cards.countOf(way.id);
      const isKept = taps > 0 || way.id === best || way.id === DEFAULT_REGION;
      way.care(isKept ? sparesFor(taps) : "measured");
    }
    for (const way of others) {
      const taps = cards.countOf(way.id);
      way.care(taps > 0 ? sparesFor(taps) : "left");
    }
  }

  function changed(): void {
    if (stopped) return;
    choose();
    arrange();
  }

  function choose(): void {
    const next = chooseRegion(best, board());
    if (next === best) return;
    log.info({ from: best, to: next }, "nearest region changed");
    best = next;
  }

  arrange();
  for (const way of others) way.care("met");

  return {
    board,
    others: () => others.map((way) => way.state()),
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
      for (const way of [...regions, ...others]) way.care("left");
    },
  };
}
