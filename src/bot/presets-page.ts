import { Composer, InlineKeyboard } from "grammy";
import { readPresetData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { IN_PRIVATE } from "./draft-opener.ts";
import { leaveFlow } from "./leave-flow.ts";
import { reply, show } from "./reply.ts";
import { toast } from "./toast.ts";
import { flowWords, generalWords, presetWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "presets" | "drafts">;

/** Far more than anybody remembers; every one of them is a row of buttons. */
const MOST = 20;

/** `/presets` shows, uses and deletes them (`p:use:<name>`, `p:del:<name>`); `/presets <name>` keeps what the open card says. */
export function presetsPage(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command("presets", async (ctx) => {
    const typed = ctx.match.trim();
    return typed === "" ? page(deps, ctx) : keep(deps, ctx, typed);
  });
  composer.callbackQuery(/^p:/, async (ctx, next) => {
    const press = readPresetData(ctx.callbackQuery.data);
    const preset = press && (await deps.presets.get(ctx.from.id, press.name));
    if (!press || !preset) return toast(ctx, generalWords.oldButton);
    if (press.action === "del") {
      await deps.presets.remove(ctx.from.id, press.name);
      await toast(ctx, presetWords.removed);
      return page(deps, ctx);
    }
    await toast(ctx);
    await leaveFlow(ctx, flowWords.setAside);
    const origin = `tap ${ctx.update.update_id}`;
    const said = { text: `@${press.name}`, picture: null, replied: null, origin };
    ctx.flowStart = { flow: "launch", said, place: IN_PRIVATE };
    return next();
  });
  return composer;
}

async function keep(deps: Deps, ctx: Ctx, typed: string): Promise<void> {
  const ownerId = ctx.from?.id ?? 0;
  const name = /^@?(\w{1,32})$/.exec(typed)?.[1]?.toLowerCase();
  if (name === undefined) return reply(ctx, presetWords.badName);
  const draft = await deps.drafts.latestOpen(ownerId);
  if (!draft) return reply(ctx, presetWords.noCard);
  const { target, buy, options } = draft.content;
  const preset = { name, target, buy, options };
  const kept = await deps.presets.put(ownerId, preset, MOST);
  await reply(ctx, kept ? presetWords.kept(preset) : presetWords.tooMany(MOST));
}

async function page(deps: Deps, ctx: Ctx): Promise<void> {
  const presets = await deps.presets.list(ctx.from?.id ?? 0);
  const keyboard = new InlineKeyboard();
  for (const { name } of presets) {
    keyboard.text(presetWords.use(name), `p:use:${name}`);
    keyboard.text(presetWords.remove(name), `p:del:${name}`).row();
  }
  await show(ctx, presetWords.page(presets), keyboard);
}
