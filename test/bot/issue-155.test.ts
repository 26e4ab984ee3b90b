import { conversations, createConversation } from "@grammyjs/conversations";
import { sequentialize } from "@grammyjs/runner";
import { Bot } from "grammy";
import type { Update } from "grammy/types";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Ctx, Flow, FlowCtx } from "../../src/bot/context.ts";
import { FLOW_VERSION, sealedStorage } from "../../src/bot/conversation-storage.ts";
import { errorBoundary, once, timeLimit } from "../../src/bot/guards.ts";
import { leaveFlow } from "../../src/bot/leave-flow.ts";
import { flowWords } from "../../src/bot/words/words.ts";
import { silentLog } from "../../src/kit/log.ts";
import { createTelegramSim } from "../../src/sandbox/telegram/world.ts";
import { createVault } from "../../src/vault/vault.ts";
import { aStorage } from "../support/a-storage.ts";
import { aRing } from "../support/a-vault.ts";

/** JSON knows no BigInt, so this call fails before it is sent: neither a GrammyError nor an HttpError. */
const impossible = (ctx: FlowCtx): Promise<unknown> =>
  ctx.reply("x", { message_thread_id: 1n as unknown as number });

/** Asks again and again. What a careless hand might write stands in the middle. */
async function carelessFlow(flow: Flow, ctx: FlowCtx): Promise<void> {
  await ctx.reply("What is it called?");
  for (;;) {
    const answer = await flow.wait();
    const text = answer.message?.text;
    if (text === "caught") await impossible(answer).catch(() => undefined);
    if (text === "not caught") await impossible(answer);
    await answer.reply(`Noted: ${text ?? ""}`);
  }
}

const TURNS = 100;

/** A bot with the guards of ours in the order of ours, and the careless flow. */
function aCarelessBot(guarded: boolean) {
  const storage = aStorage();
  const { clock } = storage;
  const vault = createVault({ ring: aRing("k1"), store: storage.credentials, clock });
  const telegram = createTelegramSim({ clock });
  const ids = new Map(
    ["Ada", "Ben"].map((name) => [name, telegram.addPerson({ firstName: name }).id]),
  );
  const log = silentLog;

  function start(): Bot<Ctx> {
    const client = { fetch: telegram.fetch as never, apiRoot: "https://telegram.invalid" };
    const bot = new Bot<Ctx>(telegram.token, { client });
    const safe = bot.errorBoundary(errorBoundary({ log }));
    safe.use(sequentialize<Ctx>((ctx) => String(ctx.chat?.id)));
    const deps = { ...storage, store: storage.bot, stateBox: vault, clock, log };
    if (guarded) safe.use(once(deps), timeLimit(deps));
    safe.use(
      conversations<Ctx, FlowCtx>({
        storage: { type: "context", version: FLOW_VERSION, adapter: sealedStorage(deps) },
      }),
    );
    safe.command("cancel", async (ctx) => {
      await leaveFlow(ctx, flowWords.left);
    });
    safe.command("launch", async (ctx, next) => {
      await ctx.conversation.exitAll();
      await next();
    });
    safe.use(createConversation<Ctx, FlowCtx>(carelessFlow, { id: "launch" }));
    safe.command("launch", (ctx) => ctx.conversation.enter("launch"));
    return bot;
  }

  let bot = start();
  const idOf = (name: string) => ids.get(name) ?? 0;
  return {
    unlock: () => vault.unlock(),
    restart: () => void (bot = start()),
    pass: (ms: number) => clock.advance(ms),
    heard: (name: string) =>
      telegram
        .messages(idOf(name))
        .filter(({ from }) => from.isBot)
        .map(({ text }) => text),
    /** @returns Whether the update was handled to its end, with all the turns that it could want. */
    async says(name: string, text: string): Promise<{ ended: () => boolean }> {
      const { updateId } = telegram.say(idOf(name), text);
      const answer = await telegram.call("getUpdates", { offset: updateId, limit: 1 });
      const [update] = (answer.ok ? answer.result : []) as Update[];
      if (!update) throw new Error("nothing was said");
      let isOver = false;
      const ended = () => isOver;
      await bot.init();
      void bot.handleUpdate(update).finally(() => (isOver = true));
      for (let at = 0; at < TURNS && !ended(); at += 1) await turns();
      return { ended };
    },
  };
}

/** The plugin waits for a timer of no time at each step. */
async function turns(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  await turn();
}

async function inTheFlow(guarded = true) {
  const chat = aCarelessBot(guarded);
  await chat.unlock();
  await chat.says("Ada", "/launch");
  expect(chat.heard("Ada").at(-1)).toBe("What is it called?");
  return chat;
}

describe("an API call in a flow that fails as no call should (issue 155 of the conversations plugin)", () => {
  it("hangs the update for ever where nobody guards it, and the chat with it", async () => {
    const chat = await inTheFlow(false);

    const update = await chat.says("Ada", "caught");
    const cancel = await chat.says("Ada", "/cancel");
    await chat.pass(24 * 60 * 60_000);
    await turns();

    expect(update.ended()).toBe(false);
    expect(cancel.ended()).toBe(false);
  });

  it("caught, ends after a minute and is told", async () => {
    const chat = await inTheFlow();

    const update = await chat.says("Ada", "caught");
    await chat.pass(59_000);
    expect(update.ended()).toBe(false);
    await chat.pass(2_000);
    await turns();

    expect(update.ended()).toBe(true);
    expect(chat.heard("Ada").at(-1)).toContain("That took too long and was stopped.");
  });

  it("not caught, ends at once and is told", async () => {
    const chat = await inTheFlow();

    const update = await chat.says("Ada", "not caught");

    expect(update.ended()).toBe(true);
    expect(chat.heard("Ada").at(-1)).toContain("Something went wrong on my side");
  });

  it.each(["caught", "not caught"])(
    "%s, leaves the chat alive: /cancel and /launch",
    async (how) => {
      const chat = await inTheFlow();
      await chat.says("Ada", how);
      const cancel = await chat.says("Ada", "/cancel");
      await chat.pass(61_000);
      await turns();
      expect(cancel.ended()).toBe(true);

      await chat.says("Ada", "/launch");
      expect(chat.heard("Ada").at(-1)).toBe("What is it called?");
      await chat.says("Ada", "Moss");

      expect(chat.heard("Ada").at(-1)).toBe("Noted: Moss");
    },
  );

  it("holds up nobody else", async () => {
    const chat = await inTheFlow();
    await chat.says("Ada", "caught");

    const launch = await chat.says("Ben", "/launch");

    expect(launch.ended()).toBe(true);
    expect(chat.heard("Ben").at(-1)).toBe("What is it called?");
  });

  it("is forgotten by a restart: the flow goes on at its question", async () => {
    const chat = await inTheFlow();
    await chat.says("Ada", "caught");
    chat.restart();

    const answer = await chat.says("Ada", "Moss");

    expect(answer.ended()).toBe(true);
    expect(chat.heard("Ada").at(-1)).toBe("Noted: Moss");
  });
});
