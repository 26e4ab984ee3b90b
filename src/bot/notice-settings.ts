import { Composer, InlineKeyboard } from "grammy";
import type { NoticeWishes } from "../domain/notice-wishes.ts";
import { readWishData, wishData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { show } from "./reply.ts";
import { toast } from "./toast.ts";
import { generalWords, wishWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "wishes" | "clock"> & { readonly wakeNotifier: () => void };
type Press = NonNullable<ReturnType<typeof readWishData>>;

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** People sleep. */
const USUAL_QUIET = { from: 22, until: 8 };
/**
 * Every time of day that some clock of the world shows now, in minutes ahead of UTC. Clocks a whole day apart show the same,
 * so one of them is enough.
 */
const CLOCKS = [
  ...HOURS.map((hour) => (hour - 11) * 60),
  ...[-675, -570, -210, 210, 270, 330, 345, 390, 570, 630],
].toSorted((one, other) => one - other);

/** Part of `/settings`: what a person is told in private, and when not. The page means whoever presses its buttons. */
export function noticeSettings(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.callbackQuery(/^n:/, async (ctx) => {
    const press = readWishData(ctx.callbackQuery.data);
    if (!press) return toast(ctx, generalWords.oldButton);
    const { id: userId } = ctx.from;
    if (press.action === "pick") {
      await toast(ctx);
      return pickPage(deps, ctx, press.value);
    }
    const kept = await deps.wishes.wishes(userId);
    if (press.action === "all") {
      await toast(ctx);
      return page(deps, ctx, kept);
    }
    if (!withPress(kept, press)) return toast(ctx, wishWords.wholeDay);
    const changed = await deps.wishes.change(userId, (now) => withPress(now, press) ?? now);
    deps.wakeNotifier();
    await toast(ctx, wishWords.taken);
    const isAsked = changed.quiet !== null && changed.clockAhead === null;
    return isAsked ? pickPage(deps, ctx, "clock") : page(deps, ctx, changed);
  });
  return composer;
}

/** Null when it would be quiet all day. */
function withPress(kept: NoticeWishes, { action, value }: Press): NoticeWishes | null {
  switch (action) {
    case "told":
    case "follow":
    case "digest":
      return { ...kept, [action]: value === "on" };
    case "quiet":
      return { ...kept, quiet: value === "on" ? (kept.quiet ?? USUAL_QUIET) : null };
    case "from":
    case "until": {
      const quiet = { ...(kept.quiet ?? USUAL_QUIET), [action]: Number(value) };
      return quiet.from === quiet.until ? null : { ...kept, quiet };
    }
    case "hour":
      return { ...kept, digestHour: value === "any" ? null : Number(value) };
    case "clock":
      return CLOCKS.includes(Number(value)) ? { ...kept, clockAhead: Number(value) } : kept;
    default:
      return kept;
  }
}

/** Each button carries what comes next, so that a second tap changes nothing more. */
async function page({ clock }: Deps, ctx: Ctx, wishes: NoticeWishes): Promise<void> {
  const { quiet, digestHour } = wishes;
  const keyboard = new InlineKeyboard();
  for (const kind of ["told", "follow", "digest"] as const) {
    const on = wishes[kind];
    keyboard.text(wishWords.kind(kind, on), wishData(kind, on ? "off" : "on")).row();
  }
  keyboard.text(wishWords.quiet(quiet !== null), wishData("quiet", quiet ? "off" : "on"));
  if (quiet) {
    keyboard.text(wishWords.from(quiet.from), wishData("pick", "from"));
    keyboard.text(wishWords.until(quiet.until), wishData("pick", "until"));
  }
  if (wishes.digest) {
    keyboard.row().text(wishWords.digestHour(digestHour), wishData("pick", "hour"));
  }
  keyboard.row().text(wishWords.clock, wishData("pick", "clock"));
  keyboard.row().text(wishWords.limits, "s:all");
  await show(ctx, wishWords.page(wishes, clock.now()), keyboard);
}

async function pickPage({ clock }: Deps, ctx: Ctx, what: string): Promise<void> {
  const keyboard = new InlineKeyboard();
  if (what === "clock") {
    CLOCKS.forEach((ahead, at) => {
      keyboard.text(wishWords.clockAt(clock.now(), ahead), wishData("clock", ahead));
      if (at % 4 === 3) keyboard.row();
    });
    await show(ctx, wishWords.pick.clock, keyboard.row().text(wishWords.back, wishData("all")));
    return;
  }
  const action = what === "from" || what === "until" ? what : "hour";
  for (const hour of HOURS) {
    keyboard.text(wishWords.hour(hour), wishData(action, hour));
    if (hour % 6 === 5) keyboard.row();
  }
  if (action === "hour") keyboard.text(wishWords.anyHour, wishData("hour", "any")).row();
  await show(ctx, wishWords.pick[action], keyboard.text(wishWords.back, wishData("all")));
}
