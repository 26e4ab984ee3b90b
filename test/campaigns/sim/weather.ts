import type { Random } from "../updates/random.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** From and to, in ms since the history began. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the world does to one history. */
export interface Weather {
  /** Nothing goes wrong that is not somebody's doing. */
  readonly calm: boolean;
  /** Chance that a provider does anything but work. */
  readonly providers: number;
  /** When none of them can be reached. */
  readonly providersAway: readonly Span[];
  /** Chance that a call to Telegram fails, and when none gets through. */
  readonly telegram: number;
  readonly telegramAway: readonly Span[];
  /** A process dies after this many points, about; Infinity: never. */
  readonly crashes: number;
  /** When somebody pulls the plug, wherever the process is. */
  readonly plugs: readonly number[];
  /** When somebody stops the process in an orderly way and starts it again. */
  readonly stops: readonly number[];
  /** How long it takes until the process is started again, at most. */
  readonly downMs: number;
  readonly diskFull: readonly Span[];
  /** How long the disk thinks, at most. */
  readonly diskMs: number;
  readonly jumps: readonly { readonly at: number; readonly ms: number }[];
  /** From here on nothing goes wrong any more. */
  readonly quietFrom: number;
}

/** When people act, at the latest: after that they only wait and read. */
export const ACTS_MS = 2.5 * MINUTE;

export function aWeather(random: Random): Weather {
  const calm = random.chance(0.2);
  const when = () => random.below(ACTS_MS);
  const some = <T>(part: number, make: () => T): readonly T[] =>
    !calm && random.chance(part) ? [make()] : [];
  const span = (ms: number): Span => {
    const from = when();
    return { from, to: from + ms };
  };

  const telegramAway = [
    ...some(0.01, () => span(HOUR)),
    ...some(0.15, () => span(1_000 + random.below(2 * MINUTE))),
  ];
  const stops = random.chance(0.15) ? [when()] : [];
  const crashing = !calm && random.chance(0.6);
  return {
    calm,
    providers: calm ? 0 : random.pick([0.1, 0.4, 0.8]),
    providersAway: some(0.15, () => span(5_000 + random.below(MINUTE))),
    telegram: calm ? 0 : random.pick([0, 0.05, 0.3]),
    telegramAway,
    crashes: crashing ? random.pick([8, 25, 60]) : Infinity,
    plugs: some(0.25, when),
    stops,
    downMs: random.pick([2_000, 20_000, 2 * MINUTE]) + (random.chance(0.03) ? HOUR : 0),
    diskFull: some(0.15, () => span(500 + random.below(40_000))),
    diskMs: !calm && random.chance(0.1) ? random.pick([5, 400]) : 0,
    jumps: [
      ...some(0.08, () => ({ at: when(), ms: HOUR })),
      ...some(0.08, () => ({ at: when(), ms: -(10_000 + random.below(4 * MINUTE)) })),
    ],
    quietFrom: Math.max(ACTS_MS, ...telegramAway.map(({ to }) => to)) + 1_000,
  };
}

export const within = (spans: readonly Span[], at: number): boolean =>
  spans.some(({ from, to }) => from <= at && at < to);
