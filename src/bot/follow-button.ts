import { Composer } from "grammy";
import type { Launch } from "../domain/launch.ts";
import { readFollowData } from "./callback-data.ts";
import { canWriteTo } from "./can-write-to.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { Members } from "./group-members.ts";
import { h } from "./html.ts";
import { isShared } from "./notice-store.ts";
import { dataOfLink, goPrivate } from "./private-link.ts";
import { reply } from "./reply.ts";
import { toast } from "./toast.ts";
import { generalWords, noticeWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "launches" | "notices" | "wishes">;

/**
 * `Follow` on an open launch's card, where others read it: whoever the bot serves is told in private how it ends. A second
 * tap ends that. Who has never started the bot cannot be written to: they are led to a /start that follows.
 */
export function followButton(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.callbackQuery(/^w:/, async (ctx) => {
    const { data, from } = ctx.callbackQuery;
    const launch = await launchOf(deps, data);
    if (!launch) return toast(ctx, generalWords.oldButton);
    if (launch.ownerId === from.id) return toast(ctx, noticeWords.yours);
    if (!(await deps.wishes.wishes(from.id)).follow) return toast(ctx, noticeWords.switchedOff);
    if (!(await canWriteTo(ctx, from.id))) return goPrivate(ctx, data);
    const came = await deps.notices.follow(launch.id, from.id);
    if (came === "already") await deps.notices.unfollow(launch.id, from.id);
    return toast(ctx, { ...TOLD, already: noticeWords.unfollowed }[came]);
  });
  return composer;
}

const TOLD = { followed: noticeWords.following, over: noticeWords.over } as const;

/**
 * The same by the link, in the private chat: opened again it changes nothing. A link is easily handed on, so it is good
 * only for a launch whose card others read, and for a group's only for its members.
 */
export function followLink(deps: Deps & { readonly members: Members }): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.chatType("private").command("start", async (ctx, next) => {
    const launch = await launchOf(deps, dataOfLink(ctx.match, 2));
    if (!launch) return next();
    const { id: userId } = ctx.from;
    if (launch.ownerId === userId) return reply(ctx, h`${noticeWords.yours}`);
    if (!(await mayRead(deps, launch, userId))) return reply(ctx, h`${generalWords.oldButton}`);
    if (!(await deps.wishes.wishes(userId)).follow)
      return reply(ctx, h`${noticeWords.switchedOff}`);
    const came = await deps.notices.follow(launch.id, userId);
    return reply(ctx, came === "over" ? h`${noticeWords.over}` : noticeWords.followingSince);
  });
  return composer;
}

async function launchOf(deps: Deps, data: string): Promise<Launch | null> {
  const id = readFollowData(data);
  return id === null ? null : deps.launches.get(id);
}

async function mayRead(
  { notices, members }: Deps & { readonly members: Members },
  { id, groupId }: Launch,
  userId: number,
): Promise<boolean> {
  const card = await notices.cardOf(id);
  if (!card || !isShared(card)) return false;
  if (groupId === null) return true;
  const member = await members.memberOf(groupId, userId);
  return member !== null && member.role !== "outsider";
}
