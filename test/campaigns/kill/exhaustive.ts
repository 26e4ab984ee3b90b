import type { ProviderName } from "../../../src/domain/credential.ts";
import { faultOf, type Behaviour } from "./behaviours.ts";
import type { FaceOf } from "./card-face.ts";
import { judge, launchOf, type Violation } from "./judge.ts";
import { truthOf } from "./ledger.ts";
import type { Life } from "./lives.ts";
import { allAtRest, allHandled } from "./rest.ts";
import type { Scene } from "./scene.ts";
import { tap } from "./tap.ts";
import { until } from "./wait.ts";

/** Longer than the longest deadline of a provider. */
const REST_MS = 30_000;
const SETTLE_MS = 10_000;
/** While a call hangs the card counts seconds; each round of that has the same points, and two of them are enough. */
const ROUNDS = 2;

export interface Case {
  readonly provider: ProviderName;
  readonly behaviour: Behaviour;
}

export interface Died {
  /** The point at which it died; null when it came to rest first. */
  readonly at: string | null;
  readonly posts: number;
  /** The launch's status in the end; null when there is none. */
  readonly end: string | null;
  readonly violations: readonly Violation[];
  readonly output: string;
}

/** Launches of one kind, one after the other on one database, each killed at the next point of its way. */
export function createWalk(scene: Scene, faceOf: FaceOf, { provider, behaviour }: Case) {
  const { world, lives } = scene;
  let life: Life | null = null;
  let made = 0;

  async function alive(): Promise<Life> {
    if (life?.isOver() === false) return life;
    life = lives.begin(null);
    if (!(await life.started)) throw new Error(`the program does not start:\n${life.output()}`);
    return life;
  }

  async function aCard(running: Life, dieAt: number | null) {
    made += 1;
    const name = `${provider} ${behaviour} ${made}`;
    const card = await scene.card(provider, name, `T${made}${provider.charAt(0).toUpperCase()}`);
    await until(() => allHandled(scene), SETTLE_MS);
    const { faults } = world.sandbox.providers[provider];
    faults.clear();
    const fault = faultOf(behaviour, provider, true);
    if (fault) faults.add(fault);
    await running.arm(dieAt);
    await tap(scene, card);
    return card;
  }

  return {
    /** The points from a tap on Launch to rest, when nobody dies. */
    async points(): Promise<readonly string[]> {
      const running = await alive();
      await aCard(running, null);
      await until(() => allAtRest(scene), REST_MS);
      return running.points();
    },

    /** The same, with a death at this point, a new start, and judgement. */
    async dieAt(at: number): Promise<Died> {
      const first = await alive();
      const card = await aCard(first, at);
      await Promise.race([first.ended, until(() => allAtRest(scene), REST_MS)]);
      const killed = first.isOver();
      const point = killed ? (first.points().at(-1) ?? null) : null;
      // Rests differ: what came to its end before this point would die in the middle of the next card's making.
      if (!killed) await Promise.race([first.ended, first.arm(null)]);
      const next = await alive();
      await until(() => allAtRest(scene), REST_MS);
      const deed = { card, tappedByOwner: true, killsSince: killed ? 1 : 0 };
      const violations = await judge(scene, faceOf, deed);
      return {
        at: point,
        posts: truthOf(world, card).posts,
        end: launchOf(scene.rows(), card)?.status ?? null,
        violations,
        output: first.output() + next.output(),
      };
    },

    end: () => life?.kill(),
  };
}

/** The numbers of the points worth dying at: each name as often as it comes in different rounds, at most twice. */
export function worthDying(points: readonly string[]): readonly number[] {
  const seen = new Map<string, number>();
  return points.flatMap((point, at) => {
    const times = (seen.get(point) ?? 0) + 1;
    seen.set(point, times);
    return times <= ROUNDS || (!point.includes("notices") && !point.includes("Telegram"))
      ? [at + 1]
      : [];
  });
}
