import { Composer } from "grammy";
import type { ChatMember } from "grammy/types";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { Members } from "./group-members.ts";
import { reply, say } from "./reply.ts";
import type { Rights } from "./rights.ts";
import { groupWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "groups" | "notices" | "conversations" | "clock"> & {
  readonly members: Members;
  readonly rights: Rights;
  readonly wakeNotifier: () => void;
};

/**
 * The bot's own coming and going in groups, whoever brought it about: what it believed of the group's people is asked anew.
 * When it can speak there again it shows what it could not, and says that it is back, where somebody it serves let it. A group that becomes a supergroup takes its
 * rules and its cards along. Nothing is loosened by any of it: the rules stay, and without Telegram's word nobody launches.
 */
export function groupPresence(deps: Deps): Composer<Ctx> {
  const groups = new Composer<Ctx>();
  const composer = groups.chatType(["group", "supergroup"]);
  composer.on("my_chat_member", async (ctx) => {
    const { chat, from, old_chat_member: before, new_chat_member: now } = ctx.myChatMember;
    deps.members.forget(chat.id);
    if (maySpeak(before) || !maySpeak(now)) return;
    const known = await deps.groups.meet(chat.id);
    if ((await deps.notices.unpark(chat.id, deps.clock.now())) > 0) deps.wakeNotifier();
    if (!(await deps.rights.mayUse(from.id))) return;
    await reply(ctx, known ? groupWords.backAgain : groupWords.hello);
  });
  composer.on("message:migrate_to_chat_id", async (ctx) => {
    const { chat, migrate_to_chat_id: to } = ctx.message;
    await moved(deps, ctx, chat.id, to);
  });
  composer.on("message:migrate_from_chat_id", async (ctx) => {
    const { chat, migrate_from_chat_id: from } = ctx.message;
    await moved(deps, ctx, from, chat.id);
  });
  return groups;
}

/** Both chats tell of it. Message ids of the old one mean nothing in the new one, so no question in it can be answered. */
async function moved(deps: Deps, ctx: Ctx, from: number, to: number): Promise<void> {
  await deps.notices.migrateChat(from, to);
  deps.wakeNotifier();
  if ((await deps.conversations.leaveChat(from)) > 0)
    await say(ctx.api, to, groupWords.questionsLost);
}

function maySpeak(member: ChatMember): boolean {
  if (member.status === "restricted") return member.is_member && member.can_send_messages;
  return member.status === "member" || member.status === "administrator";
}
