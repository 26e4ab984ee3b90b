import { Bot } from "grammy";
import { createTelegramSim, type TelegramSim } from "../../../src/sandbox/telegram/world.ts";
import type { SimDeps } from "../../../src/sandbox/telegram/sim.ts";

/** A clock that stands still until it is moved. */
export function aClock(start = Date.UTC(2026, 0, 5)) {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly call: () => void }>();
  return {
    now: () => now,
    elapsedMs: () => now - start,
    after(ms: number, call: () => void) {
      const timer = { at: now + ms, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass(ms: number) {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at > now || !timers.delete(timer)) continue;
        timer.call();
      }
    },
  };
}

/** A simulator with Ada, who has started the bot, and Bob, who has not. */
export function aTelegram(deps: SimDeps = {}) {
  const clock = aClock();
  const sim = createTelegramSim({ clock, ...deps });
  const ada = sim.addPerson({ firstName: "Ada", username: "ada" });
  const bob = sim.addPerson({ firstName: "Bob", languageCode: "de" });
  const start = sim.say(ada.id, "/start");
  return { sim, clock, ada, bob, start };
}

/** A real grammY bot that talks to the simulator without sockets. */
export function aGrammyBot(sim: TelegramSim): Bot {
  return new Bot(sim.token, { client: { fetch: sim.fetch } });
}

/** Lets a grammY bot handle everything that waits for it. */
export async function catchUp(bot: Bot): Promise<void> {
  await bot.init();
  for (let offset = 0; ;) {
    const updates = await bot.api.getUpdates({ offset });
    if (updates.length === 0) return;
    for (const update of updates) {
      await bot.handleUpdate(update);
      offset = update.update_id + 1;
    }
  }
}

/** The description with which a call was refused, or "" when it was not. */
export async function refusalOf(
  sim: TelegramSim,
  method: string,
  payload: Record<string, unknown>,
): Promise<string> {
  const answer = await sim.call(method, payload);
  return answer.ok ? "" : answer.description;
}

/** The result of a call that must go through. */
export async function resultOf<T>(
  sim: TelegramSim,
  method: string,
  payload: Record<string, unknown>,
): Promise<T> {
  const answer = await sim.call(method, payload);
  if (!answer.ok) throw new Error(answer.description);
  return answer.result as T;
}
