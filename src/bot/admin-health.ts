import { InlineKeyboard } from "grammy";
import { adminData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { show } from "./reply.ts";
import { adminWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "probe" | "regions" | "about" | "clock" | "log"> & {
  readonly since: number;
};

/** Database, Telegram, regions and versions, each asked now. */
export async function healthPage(deps: Deps, ctx: Ctx): Promise<void> {
  const { about, clock, since } = deps;
  const asked = clock.now();
  const databaseMs = await deps.probe().then(
    () => clock.now() - asked,
    () => null,
  );
  const askedTelegram = clock.now();
  const info = await ctx.api.getWebhookInfo();
  const telegramMs = clock.now() - askedTelegram;
  const { last_error_date: failedAt, last_error_message: said } = info;
  const text = adminWords.health(
    {
      databaseMs,
      telegramMs,
      updates: {
        how: info.url === "" ? "polling" : "webhook",
        waiting: info.pending_update_count,
        lastError: failedAt === undefined ? null : { at: failedAt * 1_000, said: said ?? "" },
      },
      regions: deps.regions.board(),
      version: about.version,
      commit: about.commit,
      node: process.versions.node,
      since,
    },
    clock.now(),
  );
  const keyboard = new InlineKeyboard().text(adminWords.buttons.back, adminData("home"));
  return show(ctx, text, keyboard);
}
