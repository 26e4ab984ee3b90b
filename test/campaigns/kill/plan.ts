import { PROVIDER_NAMES, type ProviderName } from "../../../src/domain/credential.ts";
import type { SimFault } from "../../../src/sandbox/telegram/world.ts";
import { BEHAVIOURS, type Behaviour } from "./behaviours.ts";
import { createRandom, type Random } from "./random.ts";

/** A card that is prepared before anything goes wrong. */
export interface PlannedCard {
  readonly provider: ProviderName;
  readonly behaviour: Behaviour;
  readonly worked: boolean;
}

/** Something that people or Telegram do. `card` is the number of a planned card. */
export type Act =
  | { readonly kind: "tap" | "redeliver" | "stranger"; readonly card: number }
  /** Its owner blocks the bot, and lets it in again at the end. */
  | { readonly kind: "block"; readonly card: number }
  | { readonly kind: "telegram"; readonly fault: SimFault };

/** One process, from its start to its violent death. */
export interface PlannedLife {
  /** Which of the points that it reaches is its last. */
  readonly dieAt: number;
  /** Whether the points count from its start, with the acts waiting for it; else from the acts, once it has started. */
  readonly actsFirst: boolean;
  readonly acts: readonly Act[];
}

export interface Plan {
  readonly seed: number;
  readonly cards: readonly PlannedCard[];
  readonly lives: readonly PlannedLife[];
}

/** Points of a launch from the tap to its rest: 30 to 60, and more of several. Of a start: 14. */
const LAST_POINT = 35;
const LAST_OF_START = 14;
const CARDS = 6;
/** Cards that only strangers tap. */
const BAIT = 1;

/** The same seed gives the same plan. */
export function planOf(seed: number, kills: number): Plan {
  const random = createRandom(seed);
  const cards = Array.from({ length: CARDS + BAIT }, (_, at) => ({
    provider: PROVIDER_NAMES[at % PROVIDER_NAMES.length] ?? "j7tracker",
    behaviour: random.chance(0.3) ? ("ok" as const) : random.pick(BEHAVIOURS),
    worked: random.chance(0.5),
  }));
  const acts: Act[][] = Array.from({ length: kills }, () => []);
  for (let card = 0; card < CARDS; card++) planTaps(random, acts, card);
  for (let card = CARDS; card < cards.length; card++) {
    random.pick(acts).push({ kind: "stranger", card });
  }
  const lives = acts.map((ofLife) => planLife(random, ofLife));
  return { seed, cards, lives };
}

/** A life in which nobody does anything dies while it starts, or soon after. */
function planLife(random: Random, acts: readonly Act[]): PlannedLife {
  if (acts.length === 0) {
    return { dieAt: random.between(1, LAST_OF_START), actsFirst: true, acts };
  }
  return { dieAt: random.between(1, LAST_POINT), actsFirst: random.chance(0.5), acts };
}

/** The first taps are spread over all lives but the last, whose launches would see no more deaths after a new start. */
function planTaps(random: Random, acts: Act[][], card: number): void {
  const spread = Math.max(1, acts.length - 1);
  const first = Math.floor(((card + random.next()) * spread) / CARDS);
  const later = () => acts[random.between(first, acts.length - 1)] ?? [];
  const now = acts[first] ?? [];
  if (random.chance(0.3)) now.push({ kind: "telegram", fault: telegramFault(random) });
  if (random.chance(0.2)) now.push({ kind: "stranger", card });
  now.push({ kind: "tap", card });
  if (random.chance(0.4)) now.push({ kind: "tap", card });
  if (random.chance(0.3)) later().push({ kind: "tap", card });
  if (random.chance(0.4)) later().push({ kind: "redeliver", card });
  if (random.chance(0.05)) later().push({ kind: "block", card });
}

function telegramFault(random: Random): SimFault {
  const kind = random.pick(["429", "500", "502", "network", "lost-answer", "403"] as const);
  const method = random.pick(["editMessageText", "answerCallbackQuery", "sendMessage"]);
  return { kind, method, times: random.between(1, 3) };
}
