import { Composer, InlineKeyboard } from "grammy";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { show } from "./reply.ts";
import { toast } from "./toast.ts";
import { buttonWords, generalWords, regionWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "store" | "regions" | "clock">;

/** `/regions`: round trips as measured, which region is used, and picking one (`r:<id>`, `r:auto`). */
export function regionsPage(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command("regions", (ctx) => page(deps, ctx));
  composer.callbackQuery(/^r:/, async (ctx) => {
    const id = ctx.callbackQuery.data.slice(2);
    const known = deps.regions.board().some((row) => row.id === id);
    if (!known && id !== "auto") return toast(ctx, generalWords.oldButton);
    await deps.store.person(ctx.from.id, deps.clock.now());
    await deps.store.setRegion(ctx.from.id, known ? id : null);
    await toast(ctx, regionWords.taken);
    return page(deps, ctx);
  });
  return composer;
}

async function page(deps: Deps, ctx: Ctx): Promise<void> {
  const now = deps.clock.now();
  const { region } = await deps.store.person(ctx.from?.id ?? 0, now);
  const rows = deps.regions.board();
  const board = { regions: rows, others: deps.regions.others() };
  // One that was picked once may be gone from the settings by now.
  const picked = rows.find((row) => row.id === region)?.id ?? null;
  const used = picked ?? deps.regions.best();
  const keyboard = new InlineKeyboard();
  rows.forEach((row, index) => {
    const label = row.id === picked ? buttonWords.chosen(row.id) : row.id;
    keyboard.text(label, `r:${row.id}`);
    if (index % 2 === 1) keyboard.row();
  });
  keyboard.row().text(regionWords.auto, "r:auto");
  await show(ctx, regionWords.page(board, used, picked !== null, now), keyboard);
}
