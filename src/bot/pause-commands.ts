import { Composer } from "grammy";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { reply } from "./reply.ts";
import { pauseWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "pauses">;

/** `/pause` and `/resume` of one's own launches. They work in the middle of a flow, and for whoever may use the bot. */
export function pauseCommands({ pauses }: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command("pause", async (ctx) => {
    if (!ctx.from) return;
    await reply(ctx, pauseWords.paused(await pauses.pause(ctx.from.id, ctx.from.id)));
  });
  composer.command("resume", async (ctx) => {
    if (!ctx.from) return;
    const resumed = await pauses.resume(ctx.from.id, ctx.from.id);
    const by = await pauses.pausedBy(ctx.from.id);
    await reply(ctx, pauseWords.resumed(resumed, by));
  });
  return composer;
}
