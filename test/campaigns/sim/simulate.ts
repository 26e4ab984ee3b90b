import { aRandom } from "../updates/random.ts";
import type { LaunchRequest } from "../../../src/domain/launch.ts";
import type { Behaviour } from "./behaviours.ts";
import type { Database } from "./database.ts";
import { judge } from "./judge.ts";
import { createMailbox } from "./mailbox.ts";
import { createMarket } from "./market.ts";
import { comeBack, plan } from "./people.ts";
import type { Seeded } from "./process.ts";
import type { Evidence } from "./providers.ts";
import type { Breach, Scene } from "./scene.ts";
import { watchMessages } from "./messages.ts";
import { aStory } from "./story.ts";
import { runMachine } from "./machine.ts";
import { createTelegram } from "./telegram.ts";
import { simTime } from "./time.ts";
import { aWeather, type Weather } from "./weather.ts";

/** One history, from an empty database to rest, and what was wrong with it. */
export interface History {
  readonly seed: number;
  readonly breaches: readonly { readonly kind: Breach; readonly what: string }[];
  readonly story: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly digest: string;
  readonly launches: number;
  readonly posts: number;
  readonly lives: number;
  readonly virtualMs: number;
}

export interface Setting {
  readonly seed: number;
  readonly seeded?: Seeded;
  /** Instead of what the seed brings. */
  readonly weather?: Weather;
  readonly plan?: (scene: Scene) => void;
  readonly behave?: (request: LaunchRequest) => Behaviour;
  /** The first life ends at this point. */
  readonly firstLastPoint?: number;
}

/** Longest that anything may need to come to rest once nothing goes wrong any more. */
const REST_MS = 45 * 60_000;
const LOOK_MS = 20_000;
/** What is due for longer than this is not being worked on. */
const OVERDUE_MS = 20_000;

export async function simulate(database: Database, setting: Setting): Promise<History> {
  const { seed } = setting;
  database.clear();
  const time = simTime();
  const random = aRandom(seed * 7_919 + 13);
  const story = aStory(time);
  const weather = setting.weather ?? aWeather(random);
  const breaches: { readonly kind: Breach; readonly what: string }[] = [];
  const breach = (kind: Breach, what: string) => {
    story.tell(`BREACH, ${kind}: ${what}`);
    breaches.push({ kind, what });
  };
  const market = createMarket({ time, random, story });
  const evidence: Evidence[] = [];
  let ids = 0;
  const scene: Scene = {
    ...{ time, random, story, weather, database, market, evidence, breach },
    telegram: createTelegram({ time, random, story, weather }),
    mailbox: createMailbox({
      ...{ time, random, story },
      broken: (what, error) => breach("broken", `${what}: ${String(error)}`),
    }),
    drafts: new Map(),
    deleted: new Set(),
    newId: (what) => idOf((ids += 1), what),
    launch: (id) => database.launch(id),
  };

  const messages = watchMessages(scene);
  const machine = runMachine(scene, setting, messages);
  (setting.plan ?? plan)(scene);
  await time.until(weather.quietFrom);

  machine.calmDown();
  for (const owner of parkedOwners(scene)) if (random.chance(0.5)) comeBack(scene, owner);
  const end = time.elapsed() + REST_MS;
  const restless = () => [
    ...(machine.store() ? [] : ["no process runs"]),
    ...(database.isBusy(time.now() - OVERDUE_MS) ? ["something is due"] : []),
    ...(database.isUnsaid() ? ["a chat waits"] : []),
    ...(scene.mailbox.waiting() > 0 ? ["updates wait"] : []),
    ...(scene.telegram.underWay() > 0 ? ["calls to Telegram are under way"] : []),
  ];
  do await time.until(time.elapsed() + LOOK_MS);
  while (time.elapsed() < end && restless().length > 0);

  const rows = database.rows();
  await judge(scene, rows, { restless: restless(), messages, store: machine.store() });
  const history: History = {
    seed,
    breaches,
    story: story.lines(),
    counts: story.counts(),
    digest: story.digest(JSON.stringify([rows.history, rows.notices.map((row) => ({ ...row }))])),
    launches: rows.launches.length,
    posts: market.truths().reduce((sum, { posts }) => sum + posts, 0),
    lives: machine.lives(),
    virtualMs: time.elapsed(),
  };
  machine.end();
  await time.until(time.elapsed());
  return history;
}

/** Who blocked the bot and has something waiting for them. */
function parkedOwners({ database }: Scene): readonly number[] {
  const { notices, launches } = database.rows();
  const parked = notices.filter(({ state }) => state === "parked").map(({ launchId }) => launchId);
  return launches.filter(({ id }) => parked.includes(id)).map(({ ownerId }) => ownerId);
}

const LETTERS = "23456789bcdfghjkmnpqrstvwxyz";

/** Of the form that `newId` gives, so that buttons can carry it. The first letter tells what it names. */
function idOf(number: number, what: string): string {
  let id = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / LETTERS.length)) {
    id = LETTERS.charAt(rest % LETTERS.length) + id;
  }
  return (what.startsWith("d") ? "d" : "b") + id.padStart(11, "2");
}
