import { Composer } from "grammy";
import { isTarget } from "../domain/targets.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { lines } from "./html.ts";
import { reply } from "./reply.ts";
import { flowWords, generalWords, keysWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "store" | "cabinet" | "launches" | "notices" | "about" | "clock"> & {
  readonly wakeNotifier: () => void;
};

/** /start, /help, /about, /launch and /cancel, for private chats. They work in the middle of a flow. */
export function generalCommands(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();

  composer.command("start", async (ctx) => {
    const { from } = ctx;
    if (!from) return;
    const now = deps.clock.now();
    await deps.store.person(from.id, now);
    const stored = await deps.cabinet.list(from.id);
    const greeting = generalWords.welcome(from.first_name, stored.length > 0);
    await reply(
      ctx,
      lines(greeting, ...(deps.about.sandbox ? ["", generalWords.sandboxNote] : [])),
    );
    // Cards that could not be delivered while the person had the bot blocked.
    if ((await deps.notices.unpark(from.id, now)) > 0) deps.wakeNotifier();
  });

  composer.command("help", (ctx) => reply(ctx, generalWords.help));

  composer.command("about", (ctx) =>
    reply(ctx, generalWords.about({ ...deps.about, operator: deps.about.adminIds.join(", ") })),
  );

  composer.command("launch", async (ctx, next) => {
    if (Object.keys(ctx.conversation.active()).length > 0) {
      await ctx.conversation.exitAll();
      await reply(ctx, flowWords.replaced);
    }
    const word = ctx.match.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
    ctx.flowStart = { flow: "launch", target: isTarget(word) ? word : null };
    await next();
  });

  composer.command("cancel", async (ctx) => {
    if (!ctx.from) return;
    if (await deps.store.expectedSecret(ctx.from.id)) {
      await deps.store.dropExpectedSecret(ctx.from.id);
      return reply(ctx, keysWords.intakeCancelled);
    }
    if (Object.keys(ctx.conversation.active()).length > 0) {
      await ctx.conversation.exitAll();
      await ctx.reply(flowWords.cancelled.html, { reply_markup: { remove_keyboard: true } });
      return;
    }
    const open = await deps.launches.list({
      ownerId: ctx.from.id,
      statuses: ["sending", "accepted"],
      limit: 1,
    });
    await reply(ctx, open.length > 0 ? flowWords.sentCannotCancel : flowWords.nothingToCancel);
  });

  return composer;
}
