import { Composer, InlineKeyboard } from "grammy";
import { InputError } from "../domain/errors.ts";
import {
  changeLimit,
  defaultLimit,
  LIMITED_UNITS,
  unitOf,
  withoutRaise,
  type Bounds,
  type Limit,
} from "../domain/limits.ts";
import type { Unit } from "../domain/money.ts";
import { limitIn, spendingIn } from "../domain/standing.ts";
import { boundsData, limitData, readLimitData, wishData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { readBounds } from "./read-bounds.ts";
import { reply, show } from "./reply.ts";
import { toast } from "./toast.ts";
import { generalWords, limitWords, problemWords, wishWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "limits" | "clock">;

/** What an amount may be at most; a limit doubled beyond it would not fit on a button. */
const MOST_COINS = 999_999n;

/** `/settings`: spend limits per unit, what waits to be raised, and buttons for both; `/limit SOL 0.5 2` sets them. */
export function settingsPage(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command("settings", (ctx) => allLimits(deps, ctx));
  composer.command("limit", async (ctx) => {
    const [symbol = "", perLaunch, perDay, ...more] = ctx.match.trim().split(/\s+/);
    if (perLaunch === undefined || perDay === undefined || more.length > 0) {
      return reply(ctx, limitWords.howTo);
    }
    const unit = unitOf(symbol);
    if (unit === null) return reply(ctx, limitWords.noSuchUnit(LIMITED_UNITS));
    const bounds = readBounds(unit, perLaunch, perDay);
    if (bounds instanceof InputError) return reply(ctx, problemWords(bounds.problem));
    await reply(ctx, limitWords.changed(await set(deps, ctx, unit, bounds)));
  });
  composer.callbackQuery("s:all", async (ctx) => {
    await toast(ctx);
    return allLimits(deps, ctx);
  });
  composer.callbackQuery(/^s:/, async (ctx) => {
    const press = readLimitData(ctx.callbackQuery.data);
    const unit = press && unitOf(press.unit);
    if (!press || !unit) return toast(ctx, generalWords.oldButton);
    await toast(ctx, await act(deps, ctx, unit, press));
    return oneLimit(deps, ctx, unit, show);
  });
  return composer;
}

/** @returns What to say about it. */
async function act(
  deps: Deps,
  ctx: Ctx,
  unit: Unit,
  press: NonNullable<ReturnType<typeof readLimitData>>,
): Promise<string | undefined> {
  switch (press.action) {
    case "show":
      return undefined;
    case "undo":
      await deps.limits.change(userOf(ctx), unit, (kept) => withoutRaise(kept, deps.clock.now()));
      return limitWords.undone;
    case "set": {
      // A client may send any numbers; what is too high waits a day like every raise, and this order is never offered.
      if (press.bounds.perLaunch > press.bounds.perDay) return generalWords.oldButton;
      const { raise } = await set(deps, ctx, unit, press.bounds);
      return raise ? limitWords.waits : limitWords.taken;
    }
  }
}

const userOf = (ctx: Ctx): number => ctx.from?.id ?? 0;

function set(deps: Deps, ctx: Ctx, unit: Unit, wish: Bounds): Promise<Limit> {
  const now = deps.clock.now();
  return deps.limits.change(userOf(ctx), unit, (kept) => changeLimit(kept, wish, now));
}

async function allLimits(deps: Deps, ctx: Ctx): Promise<void> {
  const standing = await deps.limits.standing(userOf(ctx));
  const units = LIMITED_UNITS.map((unit) => ({
    limit: limitIn(standing, unit),
    spending: spendingIn(standing, unit),
  }));
  const keyboard = new InlineKeyboard();
  for (const { symbol } of LIMITED_UNITS) keyboard.text(symbol, limitData("show", symbol));
  keyboard.row().text(wishWords.open, wishData("all"));
  await show(ctx, limitWords.page(units), keyboard);
}

/** @param say How it comes into the chat: below a card, in place of the page that was tapped. */
export async function oneLimit(
  deps: Pick<Deps, "limits">,
  ctx: Ctx,
  unit: Unit,
  say: typeof reply | typeof show,
): Promise<void> {
  const standing = await deps.limits.standing(userOf(ctx));
  const limit = limitIn(standing, unit);
  await say(ctx, limitWords.unit(limit, spendingIn(standing, unit)), limitButtons(limit));
}

function limitButtons(limit: Limit): InlineKeyboard {
  const { unit, perLaunch, perDay, raise } = limit;
  const { symbol, decimals } = unit;
  const keyboard = new InlineKeyboard();
  const doubled = { perLaunch: perLaunch * 2n, perDay: perDay * 2n };
  keyboard.text(
    limitWords.halve,
    boundsData(symbol, { perLaunch: perLaunch / 2n, perDay: perDay / 2n }),
  );
  if (doubled.perDay <= MOST_COINS * 10n ** BigInt(decimals)) {
    keyboard.text(limitWords.double, boundsData(symbol, doubled));
  }
  const usual = defaultLimit(unit);
  if (usual.perLaunch !== perLaunch || usual.perDay !== perDay) {
    keyboard.row().text(limitWords.usual, boundsData(symbol, usual));
  }
  if (raise) keyboard.row().text(limitWords.undo, limitData("undo", symbol)).primary();
  return keyboard.row().text(limitWords.back, "s:all");
}
