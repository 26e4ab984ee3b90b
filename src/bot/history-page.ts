import { Composer, InlineKeyboard } from "grammy";
import { OPEN, type Launch, type Status } from "../domain/launch.ts";
import { ID_PATTERN } from "../kit/ids.ts";
import type { LaunchFilter } from "../launches/launch-store.ts";
import { launchData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftOpener } from "./draft-opener.ts";
import { lines } from "./html.ts";
import { reply, show } from "./reply.ts";
import { toast } from "./toast.ts";
import { generalWords, historyWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "launches" | "clock"> & { readonly drafts: DraftOpener };

const PAGE = 8;

/** Null: every status. */
const FILTERS: ReadonlyMap<string, readonly Status[] | null> = new Map([
  ["all", null],
  ["live", ["live"]],
  ["unclear", ["unclear"]],
  ["failed", ["failed"]],
]);

/** `/status [id]`, `/history` and its pages: `h:<filter>[:<confirmedAt in base 36>:<id>]`. */
export function historyPage(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command("status", (ctx) => status(deps, ctx, ctx.match.trim().replace(/^#/, "")));
  composer.command("history", (ctx) => page(deps, ctx, "all", null));
  composer.callbackQuery(/^h:/, async (ctx) => {
    const [, filter = "", at = "", id = ""] = ctx.callbackQuery.data.split(":");
    if (!FILTERS.has(filter)) return toast(ctx, generalWords.oldButton);
    await toast(ctx);
    return page(deps, ctx, filter, readPlace(at, id));
  });
  return composer;
}

/** Where a page begins; null for the first one, also when a client made the place up. */
function readPlace(at: string, id: string): LaunchFilter["before"] | null {
  const confirmedAt = Number.parseInt(at, 36);
  return ID_PATTERN.test(id) && Number.isSafeInteger(confirmedAt) ? { confirmedAt, id } : null;
}

/** One open launch (or the one that was named) comes back as its live card; several are listed. */
async function status(deps: Deps, ctx: Ctx, id: string): Promise<void> {
  const ownerId = ctx.from?.id ?? 0;
  if (id !== "") {
    const launch = await deps.launches.get(id);
    if (launch?.ownerId !== ownerId) return reply(ctx, generalWords.noSuchLaunch);
    return deps.drafts.moveCardHere(ctx, launch);
  }
  const open = await deps.launches.list({ ownerId, statuses: OPEN, limit: PAGE });
  const [first] = open;
  if (!first) return reply(ctx, generalWords.nothingOpen);
  if (open.length === 1) return deps.drafts.moveCardHere(ctx, first);
  const keyboard = new InlineKeyboard();
  for (const one of open) keyboard.text(historyWords.button(one), launchData(one.id, "card")).row();
  const rows = open.map((one) => historyWords.row(one, deps.clock.now()));
  await reply(ctx, lines(generalWords.openLaunches(open.length), "", ...rows), keyboard);
}

async function page(
  deps: Deps,
  ctx: Ctx,
  filter: string,
  before: LaunchFilter["before"] | null,
): Promise<void> {
  const statuses = FILTERS.get(filter) ?? null;
  const found = await deps.launches.list({
    ownerId: ctx.from?.id ?? 0,
    ...(statuses ? { statuses } : {}),
    ...(before ? { before } : {}),
    limit: PAGE + 1,
  });
  const shown = found.slice(0, PAGE);
  const rows = shown.map((launch) => historyWords.row(launch, deps.clock.now()));
  const keyboard = buttons(filter, shown, found.length > PAGE, before !== null);
  const none = statuses === null ? generalWords.noHistory : generalWords.noneOfThese;
  const body = rows.length > 0 ? rows : [none];
  await show(ctx, lines(generalWords.historyTitle, "", ...body), keyboard);
}

function buttons(
  filter: string,
  shown: readonly Launch[],
  more: boolean,
  paged: boolean,
): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  shown.forEach((launch, index) => {
    keyboard.text(historyWords.button(launch), launchData(launch.id, "show"));
    if (index % 2 === 1) keyboard.row();
  });
  keyboard.row();
  for (const [name, label] of Object.entries(historyWords.filters)) {
    keyboard.text(name === filter ? `· ${label} ·` : label, `h:${name}`);
  }
  keyboard.row();
  const last = shown.at(-1);
  if (paged) keyboard.text(historyWords.newest, `h:${filter}`);
  if (more && last) {
    keyboard.text(historyWords.older, `h:${filter}:${last.confirmedAt.toString(36)}:${last.id}`);
  }
  return keyboard;
}
