import { emptyDraft } from "../../../src/domain/draft.ts";
import type { TargetId } from "../../../src/domain/targets.ts";
import type { Behaviour } from "./behaviours.ts";
import type { Database } from "./database.ts";
import { tellFailed } from "./campaign.ts";
import { addDraft, OWNERS, tap } from "./people.ts";
import type { Scene } from "./scene.ts";
import { simulate, type History } from "./simulate.ts";
import type { Weather } from "./weather.ts";

/** Nothing goes wrong but what the caller wants to. */
const FAIR: Weather = {
  calm: true,
  providers: 0,
  providersAway: [],
  telegram: 0,
  telegramAway: [],
  crashes: Infinity,
  plugs: [],
  stops: [],
  downMs: 2_000,
  diskFull: [],
  diskMs: 0,
  jumps: [],
  quietFrom: 180_000,
};

/** One of each provider. */
export const ONE_OF_EACH = ["pump", "blowfish", "swarms"] as const satisfies readonly TargetId[];

/** A launch alone passes more than these: confirmed, marked, first byte, answer, and its card shown. */
const FEWEST_POINTS = 8;

/**
 * One launch whose provider behaves like this, and a process that dies at its first, second, ... last point.
 *
 * @returns `wrong`: the story of the first history that broke a promise; null when none did.
 */
export async function atEveryPoint(
  database: Database,
  target: TargetId,
  behaviour: Behaviour,
): Promise<{ readonly points: number; readonly wrong: string | null }> {
  for (let point = 1; ; point += 1) {
    const history = await simulate(database, {
      seed: point,
      weather: FAIR,
      plan: (scene) => oneLaunch(scene, target),
      behave: () => behaviour,
      firstLastPoint: point,
    });
    const wrong = wrongWith(history);
    if (wrong !== null) return { points: point, wrong };
    if (history.lives > 1) continue;
    return { points: point, wrong: point > FEWEST_POINTS ? null : "hardly anything happened" };
  }
}

function wrongWith(history: History): string | null {
  if (history.breaches.length > 0) return tellFailed(history);
  return history.posts > 1 ? `sent ${history.posts} times` : null;
}

/** Tapped twice, as people do. */
function oneLaunch(scene: Scene, target: TargetId): void {
  const [ownerId] = OWNERS;
  const content = { ...emptyDraft(target), name: "Moss Coin", ticker: "MOSS" };
  const place = { chatId: ownerId, hasPicture: false };
  const book = addDraft(scene, { ownerId, content, repeats: null, place });
  scene.time.after(1_000, () => tap(scene, book, ownerId));
  scene.time.after(1_900, () => tap(scene, book, ownerId));
}
