import { GrammyError, InlineKeyboard, type Api } from "grammy";
import type { Message } from "grammy/types";
import { isPersonId } from "../domain/person-id.ts";
import type { Admission } from "./admission-store.ts";
import { adminData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { Html } from "./html.ts";
import { show } from "./reply.ts";
import type { Rights } from "./rights.ts";
import { accessWords, adminWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "admissions" | "launches" | "desk" | "clock" | "log"> & {
  readonly rights: Rights;
};

const SHOWN = 20;
const CANCELLED_AT_ONCE = 100;

/** The person that an admin named by number, forwarded, or sent as a contact; `hidden`: one who hides from forwards. */
export function personMeant(typed: string, message: Message | undefined): number | "hidden" | null {
  if (/^\d{1,16}$/.test(typed)) return Number(typed);
  const origin = message?.forward_origin;
  if (origin?.type === "user") return origin.sender_user.id;
  if (origin?.type === "hidden_user") return "hidden";
  return message?.contact?.user_id ?? null;
}

/** Lets a person in or shuts them out, and tells them. What waits to be sent for who is shut out is cancelled. */
export async function say(
  deps: Deps,
  ctx: Ctx,
  state: Admission["state"],
  userId: number,
): Promise<void> {
  if (!isPersonId(userId)) return show(ctx, adminWords.nobody);
  if (deps.rights.isAdmin(userId)) return show(ctx, adminWords.isAdmin);
  const by = ctx.from?.id ?? 0;
  if (!(await deps.admissions.admit({ userId, state, by, at: deps.clock.now() }))) {
    return show(ctx, adminWords.unchanged(userId, state), personButtons(userId));
  }
  deps.log.info({ userId, state, by }, "an admin said who may use the bot");
  const cancelled = state === "denied" ? await cancelQueued(deps, userId) : 0;
  const words = state === "allowed" ? accessWords.letIn : accessWords.shutOut;
  const told = await tell(ctx.api, userId, words);
  return show(ctx, adminWords.said(userId, state, told, cancelled), personButtons(userId));
}

async function cancelQueued(deps: Deps, ownerId: number): Promise<number> {
  const filter = { ownerId, statuses: ["queued"], limit: CANCELLED_AT_ONCE } as const;
  let cancelled = 0;
  for (const { id } of await deps.launches.list(filter)) {
    if ((await deps.desk.cancel(id, ownerId)).kind === "moved") cancelled += 1;
  }
  return cancelled;
}

/** @returns False where Telegram does not let us: a bot cannot write first, nor to who blocked it. */
async function tell(api: Api, userId: number, words: Html): Promise<boolean> {
  try {
    await api.sendMessage(userId, words.html, { parse_mode: "HTML" });
    return true;
  } catch (error) {
    if (error instanceof GrammyError && [400, 403].includes(error.error_code)) return false;
    throw error;
  }
}

export async function personPage(deps: Deps, ctx: Ctx, userId: number): Promise<void> {
  if (!isPersonId(userId)) return show(ctx, adminWords.nobody);
  const admission = await deps.admissions.admissionOf(userId);
  const text = adminWords.person(userId, admission, deps.clock.now());
  return show(ctx, text, personButtons(userId));
}

function personButtons(userId: number): InlineKeyboard {
  return new InlineKeyboard()
    .text(adminWords.buttons.allow, adminData("allow", userId))
    .text(adminWords.buttons.deny, adminData("deny", userId))
    .row()
    .text(adminWords.buttons.back, adminData("home"));
}

export async function peoplePage(deps: Deps, ctx: Ctx): Promise<void> {
  const latest = await deps.admissions.latest(SHOWN);
  const keyboard = new InlineKeyboard().text(adminWords.buttons.back, adminData("home"));
  return show(ctx, adminWords.people(latest, deps.clock.now()), keyboard);
}
