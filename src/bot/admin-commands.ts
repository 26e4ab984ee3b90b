import { Composer, InlineKeyboard } from "grammy";
import { healthPage } from "./admin-health.ts";
import { invite, invitesPage, revoke } from "./admin-invites.ts";
import { peoplePage, personMeant, personPage, say } from "./admin-people.ts";
import { adminData, readAdminData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { reply, show } from "./reply.ts";
import type { Rights } from "./rights.ts";
import { toast } from "./toast.ts";
import { adminWords, generalWords } from "./words/words.ts";

type Deps = Pick<
  BotDeps,
  | "admissions"
  | "access"
  | "launches"
  | "desk"
  | "pauses"
  | "probe"
  | "regions"
  | "about"
  | "clock"
  | "log"
> & { readonly rights: Rights };

/** `/admin` and its pages, in private and for admins; to everybody else there is no such command and no such button. */
export function adminCommands(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  const admins = forAdmins(deps, composer);
  const own = { ...deps, since: deps.clock.now() };
  admins.command("admin", (ctx) => command(own, ctx, ctx.match.trim().split(/\s+/)));
  admins.callbackQuery(/^admin:/, (ctx) => press(own, ctx, ctx.callbackQuery.data));
  return composer;
}

/** What an admin forwards when no question waits for it: the person behind it, to be let in or shut out. */
export function adminForwards(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  forAdmins(deps, composer).on(["message:forward_origin", "message:contact"], async (ctx) => {
    const meant = personMeant("", ctx.message);
    if (typeof meant === "number") return personPage(deps, ctx, meant);
    return reply(ctx, meant === "hidden" ? adminWords.hidden : adminWords.who);
  });
  return composer;
}

const forAdmins = ({ rights }: Deps, composer: Composer<Ctx>) =>
  composer.chatType("private").filter(({ from }) => rights.isAdmin(from.id));

type Own = Deps & { readonly since: number };

async function command(deps: Own, ctx: Ctx, [word = "", ...rest]: readonly string[]) {
  switch (word) {
    case "":
      return home(deps, ctx);
    case "allow":
    case "deny": {
      const meant = personMeant(rest.join(" "), ctx.message?.reply_to_message);
      if (meant === null) return reply(ctx, adminWords.who);
      if (meant === "hidden") return reply(ctx, adminWords.hidden);
      return say(deps, ctx, word === "allow" ? "allowed" : "denied", meant);
    }
    case "invite":
      return invite(deps, ctx, rest);
    case "invites":
      return invitesPage(deps, ctx);
    case "people":
      return peoplePage(deps, ctx);
    case "pause":
      return pauseAll(deps, ctx);
    case "resume":
      return resumeAll(deps, ctx);
    case "stats":
      return stats(deps, ctx);
    case "health":
      return healthPage(deps, ctx);
    default:
      return reply(ctx, adminWords.forms);
  }
}

async function press(deps: Own, ctx: Ctx, data: string): Promise<void> {
  const read = readAdminData(data);
  if (!read) return toast(ctx, generalWords.oldButton);
  const [action, first = "", second = ""] = read;
  if (action === "revoke") return revoke(deps, ctx, first);
  await toast(ctx);
  switch (action) {
    case "home":
      return home(deps, ctx);
    case "invite":
      return invite(deps, ctx, [first, second]);
    case "invites":
      return invitesPage(deps, ctx);
    case "people":
      return peoplePage(deps, ctx);
    case "pause":
      return pauseAll(deps, ctx);
    case "resume":
      return resumeAll(deps, ctx);
    case "stats":
      return stats(deps, ctx);
    case "health":
      return healthPage(deps, ctx);
    case "allow":
      return say(deps, ctx, "allowed", Number(first));
    case "deny":
      return say(deps, ctx, "denied", Number(first));
  }
}

async function home(deps: Deps, ctx: Ctx): Promise<void> {
  const words = adminWords.buttons;
  const stopped = await areStopped(deps, ctx);
  const keyboard = new InlineKeyboard()
    .text(words.inviteOne, adminData("invite", 1, 24))
    .text(words.inviteTen, adminData("invite", 10, 72))
    .row()
    .text(words.invites, adminData("invites"))
    .text(words.people, adminData("people"))
    .row()
    .text(words.stats, adminData("stats"))
    .text(words.health, adminData("health"))
    .row();
  if (stopped) keyboard.text(words.resume, adminData("resume")).success();
  else keyboard.text(words.pause, adminData("pause")).danger();
  const census = await deps.admissions.census();
  return show(ctx, adminWords.home(census, deps.access, stopped), keyboard);
}

/** An operator's pause that holds for an admin is that of everybody: there is no other for admins. */
const areStopped = async ({ pauses }: Deps, ctx: Ctx): Promise<boolean> =>
  (await pauses.pausedBy(ctx.from?.id ?? 0)) === "operator";

async function pauseAll(deps: Deps, ctx: Ctx): Promise<void> {
  const by = ctx.from?.id ?? 0;
  const halted = await deps.pauses.pause("all", by);
  deps.log.warn({ by, ...halted }, "an admin stopped the launches of everybody");
  return show(ctx, adminWords.paused(halted), backHome());
}

async function resumeAll(deps: Deps, ctx: Ctx): Promise<void> {
  const by = ctx.from?.id ?? 0;
  const resumed = await deps.pauses.resume("all", by);
  if (resumed) deps.log.warn({ by }, "an admin let launches go on");
  return show(ctx, adminWords.resumed(resumed), backHome());
}

async function stats(deps: Deps, ctx: Ctx): Promise<void> {
  return show(ctx, adminWords.stats(await deps.admissions.census()), backHome());
}

const backHome = (): InlineKeyboard =>
  new InlineKeyboard().text(adminWords.buttons.back, adminData("home"));
