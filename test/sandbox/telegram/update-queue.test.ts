import { describe, expect, it } from "vitest";
import { aTelegram, resultOf } from "./a-bot.ts";

interface Got {
  readonly update_id: number;
}

describe("the queue of updates", () => {
  const aQueue = () => {
    const { sim, clock, ada, start } = aTelegram();
    const poll = (args: Record<string, unknown> = {}) =>
      resultOf<Got[]>(sim, "getUpdates", args).then((all) => all.map(({ update_id }) => update_id));
    return { sim, clock, ada, poll, first: start.updateId };
  };

  it("gives an update until an offset above it confirms it", async () => {
    const { sim, ada, poll, first } = aQueue();
    const second = sim.say(ada.id, "two").updateId;

    expect(second).toBe(first + 1);
    expect(await poll({ limit: 1 })).toEqual([first]);
    expect(await poll()).toEqual([first, second]);
    expect(await poll({ offset: second })).toEqual([second]);
    expect(await poll({ offset: second + 1 })).toEqual([]);
    expect(await poll()).toEqual([]);
  });

  it("forgets all but the last with a negative offset", async () => {
    const { sim, ada, poll } = aQueue();
    sim.say(ada.id, "two");
    const { updateId } = sim.say(ada.id, "three");

    expect(await poll({ offset: -1 })).toEqual([updateId]);
    expect(await poll()).toEqual([updateId]);
  });

  it("keeps a poll waiting until something comes", async () => {
    const { sim, ada, poll, first } = aQueue();
    const waiting = poll({ offset: first + 1, timeout: 30 });

    const { updateId } = sim.say(ada.id, "two");

    expect(await waiting).toEqual([updateId]);
  });

  it("ends a poll with nothing when its time is up", async () => {
    const { clock, poll, first } = aQueue();
    const waiting = poll({ offset: first + 1, timeout: 30 });

    // The call takes a turn or two of the event loop until it waits.
    await new Promise(setImmediate);
    clock.pass(30_000);

    expect(await waiting).toEqual([]);
  });

  it("leaves out kinds that the bot did not ask for, and remembers what it asked", async () => {
    const { sim, ada, poll, first } = aQueue();
    await poll({ offset: first + 1, allowed_updates: ["my_chat_member"] });

    sim.say(ada.id, "unheard");
    const { updateId } = sim.blockBot(ada.id);
    sim.unblockBot(ada.id);

    expect(await poll()).toEqual([updateId, updateId + 1]);
    await poll({ offset: updateId + 2, allowed_updates: [] });
    const heard = sim.say(ada.id, "heard").updateId;
    expect(await poll()).toEqual([heard]);
  });

  it("gives a redelivered update once more even when it was confirmed", async () => {
    const { sim, ada, poll, first } = aQueue();
    await poll({ offset: first + 1 });
    const { updateId } = sim.say(ada.id, "two");

    sim.redeliver(first);

    expect(await poll({ offset: first + 1 })).toEqual([first, updateId]);
    expect(await poll({ offset: updateId + 1 })).toEqual([]);
    expect(() => sim.redeliver(1)).toThrow("there was no update 1");
  });
});
