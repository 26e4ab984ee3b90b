import type { FaceOf } from "./card-face.ts";
import { judge, launchOf, type Violation } from "./judge.ts";
import type { Life } from "./lives.ts";
import { truthOf } from "./ledger.ts";
import { createPeople } from "./people.ts";
import type { Plan, PlannedLife } from "./plan.ts";
import { allAtRest, allHandled, parked } from "./rest.ts";
import type { Scene } from "./scene.ts";
import { until } from "./wait.ts";

/** A life that reaches no more points, and not the one it was to die at, ends after this all the same. */
const LIFE_MS = 4_000;
/** Longer than the longest deadline of a provider. */
const REST_MS = 40_000;
const SETTLE_MS = 10_000;

export interface Ran {
  readonly kills: number;
  readonly starts: number;
  readonly posts: number;
  /** Lives that did not reach the point they were to die at. They were killed all the same. */
  readonly missed: number;
  /** The status in which each launch ended. */
  readonly ends: readonly string[];
  readonly violations: readonly Violation[];
  /** What happened, in order, and what the program had to say about it. */
  readonly story: readonly string[];
}

/** Plays a plan on a scene of its own, to the end, and judges. */
export async function play(plan: Plan, scene: Scene, faceOf: FaceOf): Promise<Ran> {
  const { lives, world } = scene;
  const story: string[] = [];
  const began = performance.now();
  const tell = (what: string) => {
    story.push(`${((performance.now() - began) / 1000).toFixed(2)} s  ${what}`);
  };
  const people = createPeople(plan, scene, tell);
  let starts = 0;
  let missed = 0;

  async function start(): Promise<Life> {
    const life = begin(null);
    if (await life.started) return life;
    throw new Error(`the program does not start:\n${life.output()}`);
  }

  function begin(dieAt: number | null): Life {
    starts += 1;
    tell("the program starts");
    return lives.begin(dieAt);
  }

  /** @param running The life that goes on, where there is one. */
  async function live(planned: PlannedLife, running: Life | null): Promise<void> {
    const act = async () => {
      for (const what of planned.acts) await people.act(what);
    };
    let life = running;
    if (planned.actsFirst && !life) {
      await act();
      life = begin(planned.dieAt);
    } else {
      life ??= await start();
      await life.arm(planned.dieAt);
      await act();
    }
    const dying = life;
    await dying.started;
    await until(async () => dying.isOver() || (await allAtRest(scene)), LIFE_MS);
    await dying.kill();
    people.mourn();
    const points = dying.points();
    const reached = points.length === planned.dieAt;
    if (!reached) missed += 1;
    const where = reached ? (points.at(-1) ?? "") : "where nothing more came";
    tell(`killed at point ${points.length}: ${where}`);
    story.push(...troubles(dying));
  }

  const first = await start();
  await people.prepare();
  await until(() => allHandled(scene), SETTLE_MS);
  for (const [at, planned] of plan.lives.entries()) await live(planned, at === 0 ? first : null);

  for (const name of ["j7tracker", "blowfish", "swarms"] as const) {
    world.sandbox.providers[name].faults.clear();
  }
  world.sandbox.telegram.faults.clear();
  people.unblock();
  const last = await start();
  await until(() => allAtRest(scene), REST_MS);
  if (parked(scene.rows()).length > 0) {
    people.greet();
    await until(async () => parked(scene.rows()).length === 0 && allAtRest(scene), SETTLE_MS);
  }
  tell("all is at rest");

  const deeds = people.deeds();
  const violations: Violation[] = [];
  for (const deed of deeds) violations.push(...(await judge(scene, faceOf, deed)));
  story.push(...troubles(last));
  const ends = deeds.flatMap(({ card }) => launchOf(scene.rows(), card)?.status ?? []);
  const posts = deeds.reduce((sum, { card }) => sum + truthOf(world, card).posts, 0);
  return { kills: plan.lives.length, starts, missed, posts, ends, violations, story };
}

/** What it warned of, indented below what happened. */
function troubles(life: Life): string[] {
  const lines = life.output().split("\n");
  return lines.filter((line) => /"level":(40|50|60)/.test(line)).map((line) => `          ${line}`);
}
