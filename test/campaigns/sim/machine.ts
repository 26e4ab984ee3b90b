import type { Status } from "../../../src/domain/launch.ts";
import type { LaunchStore } from "../../../src/launches/launch-store.ts";
import { beginLife, type Life } from "./life.ts";
import type { Messages } from "./messages.ts";
import { keyOf, type Arrival, type SimCredential } from "./market.ts";
import type { Disk } from "./mortal-engine.ts";
import { startProcess, type Process } from "./process.ts";
import { createProviders } from "./providers.ts";
import type { Scene } from "./scene.ts";
import type { Setting } from "./simulate.ts";
import { within } from "./weather.ts";

/** The computer the program runs on: starts it, lets it die, starts it again. */
export interface Machine {
  calmDown(): void;
  /** The launches as the process that runs now reads them; null while none does. */
  store(): LaunchStore | null;
  lives(): number;
  /** The history is over: nothing of it may speak again. */
  end(): void;
}

/** Longer than Telegram takes with a call: none of the dead process lands behind one of the next. */
const BOOT_MS = 500;

export function runMachine(scene: Scene, setting: Setting, messages: Messages): Machine {
  const { time, random, story, weather, telegram, mailbox, database, market } = scene;
  let calm = false;
  let lives = 0;
  let current: Process | null = null;
  let life: Life | null = null;
  let stopping = false;

  const disk: Disk = {
    writing() {
      if (calm || !within(weather.diskFull, time.elapsed())) return "well";
      story.count("disk: full");
      return random.chance(0.8) ? "full" : "failed";
    },
    delayMs: () => (calm || weather.diskMs === 0 ? 0 : random.below(weather.diskMs)),
  };

  function died(ended: Life): void {
    current = null;
    mailbox.open(null);
    mailbox.lost(ended);
    telegram.hangUp();
    // One that stopped in order has answered for all that it sent.
    markTroubled("the process was away", stopping ? ["accepted"] : ["sending", "accepted"]);
    stopping = false;
    const down = random.below(weather.downMs);
    // A life that began before the calm may still come to its last point in it.
    time.after(BOOT_MS + (calm ? 0 : down), () => void boot());
  }

  /** Whatever is under way now has an excuse for ending unclear. */
  function markTroubled(why: string, where: readonly Status[] = ["sending", "accepted"]): void {
    for (const { request, status } of database.launches()) {
      if (where.includes(status)) market.trouble(keyOf(request), why);
    }
  }

  function lastPoint(): number {
    if (lives === 1 && setting.firstLastPoint !== undefined) return setting.firstLastPoint;
    if (calm || weather.crashes === Infinity) return Infinity;
    return 1 + random.below(2 * weather.crashes);
  }

  async function boot(): Promise<void> {
    if (life?.alive()) return;
    lives += 1;
    const mine = beginLife({ time, story, lastPoint: lastPoint(), died: () => died(mine) });
    life = mine;
    story.tell(`process ${lives} starts`);
    const service = {
      ...{ time, random, story, weather, market },
      evidence: scene.evidence,
      calm: () => calm,
      ...(setting.behave ? { behave: setting.behave } : {}),
      onPost: (credential: SimCredential, arrival: Arrival) =>
        watchPost(scene, credential, arrival),
    };
    try {
      const started = await startProcess({
        life: mine,
        database,
        disk,
        telegram,
        providers: createProviders(service, mine),
        newId: scene.newId,
        seeded: setting.seeded ?? {},
        messages,
      });
      current = started;
      mailbox.open(started);
    } catch {
      // As a supervisor does with a start that failed.
      story.count("start: failed");
      mine.kill();
    }
  }

  async function stopAndGo(): Promise<void> {
    const asked = current;
    if (!asked) return;
    story.tell("the process is asked to stop");
    story.count("stop: asked");
    current = null;
    mailbox.open(null);
    await asked.stop();
    story.tell("the process has stopped");
    stopping = true;
    asked.life.kill();
  }

  for (const at of weather.plugs) {
    time.after(at, () => {
      if (!life?.alive()) return;
      story.count("crash: plug");
      story.tell("somebody pulls the plug");
      life.kill();
    });
  }
  for (const at of weather.stops) time.after(at, () => void stopAndGo());
  for (const { at, ms } of weather.jumps) {
    time.after(at, () => {
      story.count(ms > 0 ? "clock: forward" : "clock: back");
      story.tell(`the clock is set by ${ms} ms`);
      markTroubled("a clock that was set");
      time.jump(ms);
    });
  }
  void boot();

  return {
    calmDown() {
      calm = true;
      telegram.calmDown();
      mailbox.calmDown();
      if (!life || life.alive()) return;
      const startsIn = life.diedAt() + BOOT_MS - time.elapsed();
      if (startsIn > 0) time.after(startsIn, () => void boot());
      else void boot();
    },
    store: () => current?.launches ?? null,
    lives: () => lives,
    end() {
      life?.kill();
      telegram.hangUp();
    },
  };
}

/** I1, at the moment it happens: a request only ever leaves under a durable mark, once, for its owner's wallet. */
function watchPost(scene: Scene, { launchId, ownerId }: SimCredential, { truth }: Arrival): void {
  const row = scene.launch(launchId);
  const draft = row && scene.drafts.get(row.draftId);
  if (truth.posts > 1) scene.breach("double send", `${truth.key} was posted ${truth.posts} times`);
  if (row?.status !== "sending") {
    scene.breach("double send", `#${launchId} was posted while ${row?.status ?? "nowhere"}`);
  }
  if (row && draft?.key !== truth.key)
    scene.breach("double send", `#${launchId} posted ${truth.key}`);
  if (row && (row.ownerId !== ownerId || draft?.ownerId !== ownerId)) {
    scene.breach("stranger", `${ownerId} pays for #${launchId}`);
  }
}
