import { Composer, InlineKeyboard } from "grammy";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { show } from "./reply.ts";
import { toast } from "./toast.ts";
import { securityWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "cabinet" | "clock">;

/** As many as a phone shows beside the rest. */
const PAGE = 8;

/** Where a page of uses begins. */
interface Place {
  readonly at: number;
  readonly id: number;
}

/** `/security`: what is stored, every use of it, and the ways to change that. Pages: `security[:<at>:<id>]` in base 36. */
export function securityPage(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command("security", (ctx) => page(deps, ctx, null));
  composer.callbackQuery(/^security\b/, async (ctx) => {
    const [, at = "", id = ""] = ctx.callbackQuery.data.split(":");
    await toast(ctx);
    return page(deps, ctx, readPlace(at, id));
  });
  return composer;
}

/** Null for the first page, also when a client made the place up. */
function readPlace(at: string, id: string): Place | null {
  const place = { at: Number.parseInt(at, 36), id: Number.parseInt(id, 36) };
  return Object.values(place).every(Number.isSafeInteger) ? place : null;
}

async function page(deps: Deps, ctx: Ctx, before: Place | null): Promise<void> {
  const ownerId = ctx.from?.id ?? 0;
  const stored = await deps.cabinet.list(ownerId);
  const found = await deps.cabinet.uses(ownerId, PAGE + 1, before ?? undefined);
  const shown = found.slice(0, PAGE);
  const keyboard = new InlineKeyboard();
  const last = shown.at(-1);
  if (before) keyboard.text(securityWords.newest, "security");
  if (last && found.length > PAGE) {
    const place = `${last.at.toString(36)}:${last.id.toString(36)}`;
    keyboard.text(securityWords.older, `security:${place}`);
  }
  keyboard.row().text(securityWords.keys, "k:all").text(securityWords.forget, "forget:ask");
  const text = securityWords.page(stored, shown, before === null, deps.clock.now());
  await show(ctx, text, keyboard);
}
