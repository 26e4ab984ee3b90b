import { InlineKeyboard } from "grammy";
import { adminData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { inviteLink, newInviteCode } from "./invitation.ts";
import { show } from "./reply.ts";
import { toast } from "./toast.ts";
import { adminWords, generalWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "admissions" | "clock">;

/** One person, one day: the least that is of use. */
const USUAL = { uses: 1, hours: 24 };
const MOST = { uses: 100, hours: 720 };
const HOUR_MS = 60 * 60_000;
/** As many as one message holds. */
const SHOWN = 10;

/** Makes an invitation of `[uses] [hours]`. */
export async function invite(deps: Deps, ctx: Ctx, typed: readonly string[]): Promise<void> {
  const [uses = String(USUAL.uses), hours = String(USUAL.hours), ...rest] = typed;
  const asked = { uses: readCount(uses, MOST.uses), hours: readCount(hours, MOST.hours) };
  if (asked.uses === null || asked.hours === null || rest.length > 0) {
    return show(ctx, adminWords.badInvite(MOST));
  }
  const createdAt = deps.clock.now();
  const made = {
    code: newInviteCode(),
    by: ctx.from?.id ?? 0,
    uses: asked.uses,
    createdAt,
    expiresAt: createdAt + asked.hours * HOUR_MS,
  };
  await deps.admissions.addInvite(made);
  const text = adminWords.invited(made, inviteLink(ctx.me.username, made.code));
  const words = adminWords.buttons;
  const keyboard = new InlineKeyboard()
    .text(words.invites, adminData("invites"))
    .text(words.back, adminData("home"));
  return show(ctx, text, keyboard);
}

/** A whole number from 1 up; null for anything else. */
function readCount(typed: string, most: number): number | null {
  const count = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  return count >= 1 && count <= most ? count : null;
}

export async function invitesPage(deps: Deps, ctx: Ctx): Promise<void> {
  const now = deps.clock.now();
  const open = await deps.admissions.openInvites(now, SHOWN);
  const keyboard = new InlineKeyboard();
  open.forEach(({ code }, at) => {
    keyboard.text(adminWords.buttons.revoke(at + 1), adminData("revoke", code));
    if (at % 3 === 2) keyboard.row();
  });
  keyboard.row().text(adminWords.buttons.back, adminData("home"));
  const linkOf = (code: string) => inviteLink(ctx.me.username, code);
  return show(ctx, adminWords.invites(open, linkOf, now), keyboard);
}

export async function revoke(deps: Deps, ctx: Ctx, code: string): Promise<void> {
  const was = await deps.admissions.revokeInvite(code, deps.clock.now());
  await toast(ctx, was ? adminWords.revoked : generalWords.oldButton);
  return invitesPage(deps, ctx);
}
