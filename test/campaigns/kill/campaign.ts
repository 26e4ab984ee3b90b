import { inspect } from "node:util";
import { PROVIDER_NAMES } from "../../../src/domain/credential.ts";
import type { Behaviour } from "./behaviours.ts";
import { faces, type FaceOf } from "./card-face.ts";
import { createWalk, worthDying, type Case } from "./exhaustive.ts";
import { planOf } from "./plan.ts";
import { play } from "./run.ts";
import { aScene, type Scene } from "./scene.ts";
import { countEnd, countViolations, type Tally } from "./tally.ts";
import { fastClock } from "./time.ts";

export interface Campaign {
  readonly tally: Tally;
  /** How many run side by side; most of the time each of them waits. */
  readonly worlds: number;
  /** Program time against real time. At 10, two minutes become bearable, and a new start stays well below 30 s. */
  readonly speed: number;
  readonly report: (text: string) => void;
}

/** Runs of their own database and world each, with kills spread evenly over them. */
export async function runRandom(
  campaign: Campaign,
  { runs, kills, seed }: { readonly runs: number; readonly kills: number; readonly seed: number },
): Promise<void> {
  const jobs = Array.from({ length: runs }, (_, at) => ({
    seed: seed + at,
    kills: Math.ceil(((at + 1) * kills) / runs) - Math.ceil((at * kills) / runs),
  }));
  await sideBySide(campaign.worlds, jobs, async (job) => {
    await inAScene(campaign, `seed ${job.seed} with ${job.kills} kills`, async (scene, faceOf) => {
      const ran = await play(planOf(job.seed, job.kills), scene, faceOf);
      const { tally } = campaign;
      tally.runs += 1;
      tally.kills += ran.kills;
      tally.starts += ran.starts;
      tally.launches += ran.ends.length;
      tally.posts += ran.posts;
      tally.missed += ran.missed;
      for (const status of ran.ends) countEnd(tally, status);
      countViolations(tally, ran.violations);
      if (ran.violations.length === 0) return;
      const broken = ran.violations.map(({ promise, what }) => `${promise}: ${what}`);
      const title = `\n--- seed ${job.seed} with ${job.kills} kills`;
      campaign.report([title, ...broken, "", ...ran.story].join("\n"));
    });
  });
}

/** Every provider with each of these behaviours, killed once at each point on the way of a launch. */
export async function runAll(campaign: Campaign, behaviours: readonly Behaviour[]): Promise<void> {
  const cases = behaviours.flatMap((behaviour) =>
    PROVIDER_NAMES.map((provider): Case => ({ provider, behaviour })),
  );
  await sideBySide(campaign.worlds, cases, async (one) => {
    const title = `${one.provider}, ${one.behaviour}`;
    await inAScene(campaign, title, (scene, faceOf) =>
      walkOnce(campaign, title, scene, faceOf, one),
    );
  });
}

async function walkOnce(
  { tally, report }: Campaign,
  title: string,
  scene: Scene,
  faceOf: FaceOf,
  one: Case,
): Promise<void> {
  const walk = createWalk(scene, faceOf, one);
  tally.runs += 1;
  tally.starts += 1;
  for (const number of worthDying(await walk.points())) {
    const { at, posts, end, violations, output } = await walk.dieAt(number);
    tally.launches += 1;
    tally.posts += posts;
    if (end !== null) countEnd(tally, end);
    if (at === null) tally.missed += 1;
    else {
      tally.kills += 1;
      tally.starts += 1;
    }
    countViolations(tally, violations);
    for (const { promise, what } of violations) {
      report(
        `\n--- ${title}, killed ${at ?? "never"} (point ${number})\n${promise}: ${what}\n${output}`,
      );
    }
  }
}

/** A scene of its own for this work. What it throws is told and counted, and ends no other work. */
async function inAScene(
  { tally, speed, report }: Campaign,
  title: string,
  work: (scene: Scene, faceOf: FaceOf) => Promise<void>,
): Promise<void> {
  const time = { since: Date.now(), speed };
  const scene = await aScene(time);
  try {
    await work(scene, faces(scene.world, fastClock(time)));
  } catch (error) {
    tally.crashed += 1;
    report(`\n--- ${title}: could not be played to its end\n${inspect(error)}`);
  } finally {
    await scene.close();
  }
}

async function sideBySide<T>(
  width: number,
  jobs: readonly T[],
  work: (job: T) => Promise<void>,
): Promise<void> {
  const waiting = [...jobs];
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await work(job);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
