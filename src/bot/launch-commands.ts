import { Composer } from "grammy";
import type { Ctx } from "./context.ts";
import { IN_PRIVATE, type DraftOpener, type DraftPlace } from "./draft-opener.ts";
import { rereadDraft, type RereadDeps } from "./edited-line.ts";
import { isAnswer, isInGroup } from "./group-answers.ts";
import { launchLineIn, saidIn } from "./launch-message.ts";
import { leaveFlow } from "./leave-flow.ts";
import { reply } from "./reply.ts";
import type { Rights } from "./rights.ts";
import { topicOf } from "./topic.ts";
import { flowWords, lineWords } from "./words/words.ts";

type Deps = RereadDeps & { readonly rights: Rights; readonly opener: DraftOpener };

/**
 * `/launch` and `/l`, alone or with a line, as a text or below a picture; and edits of such messages. They work in the
 * middle of a flow. A forwarded message is somebody's words and starts nothing.
 */
export function launchCommands(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();

  composer.on("message", async (ctx, next) => {
    const isCommand = launchLineIn(ctx.message, ctx.me.username) !== null;
    if (!isCommand) return next();
    const said = saidIn(ctx);
    if (said === null) {
      // Admins forward messages to let their authors in; below is who reads them.
      const isForAdmin = !isInGroup(ctx) && deps.rights.isAdmin(ctx.from.id);
      return isForAdmin ? next() : reply(ctx, lineWords.forwarded);
    }
    // What a question's reply box makes of it.
    const isReplyToQuestion = isAnswer(ctx);
    await leaveFlow(ctx, flowWords.setAside);
    ctx.flowStart = {
      flow: "launch",
      said: isReplyToQuestion ? { ...said, replied: null } : said,
      place: ctx.takenFrom ?? placeOf(ctx),
    };
    await next();
  });

  composer.on("edited_message", async (ctx, next) => {
    const said = saidIn(ctx);
    if (said === null) return;
    const draft = await deps.opener.madeBy(ctx, said.origin);
    if (draft) return rereadDraft(deps, ctx, draft, said);
    // The flow that the message began knows whether it is its own.
    if (ctx.conversation.active("launch") > 0) await next();
  });

  return composer;
}

function placeOf(ctx: Ctx): DraftPlace {
  const { chat, message } = ctx;
  if (!chat || !isInGroup(ctx)) return IN_PRIVATE;
  return { groupId: chat.id, topicId: topicOf(message) };
}
