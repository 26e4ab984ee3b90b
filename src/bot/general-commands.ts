import { Composer } from "grammy";
import type { Ctx } from "./context.ts";
import type { CredentialDesk } from "./credential-desk.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import type { Html } from "./html.ts";
import { lines } from "./html.ts";
import { leaveFlow } from "./leave-flow.ts";
import { reply } from "./reply.ts";
import { draftWords, flowWords, generalWords, keysWords } from "./words/words.ts";

type Deps = Pick<
  BotDeps,
  "store" | "cabinet" | "drafts" | "launches" | "notices" | "desk" | "about" | "clock"
> & {
  readonly cards: DraftCards;
  readonly credentials: CredentialDesk;
  readonly wakeNotifier: () => void;
};

/** /start, /help, /about and /cancel, for private chats. They work in the middle of a flow. */
export function generalCommands(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();

  composer.command("start", async (ctx, next) => {
    // A button's link, taken by its page already.
    if (ctx.flowStart) return next();
    const { from } = ctx;
    if (!from) return;
    const now = deps.clock.now();
    await deps.store.person(from.id, now);
    const stored = await deps.cabinet.list(from.id);
    const greeting = generalWords.welcome(from.first_name, stored.length > 0);
    await reply(
      ctx,
      lines(greeting, ...(deps.about.sandbox ? ["", generalWords.sandboxNote] : [])),
    );
    // Cards that could not be delivered while the person had the bot blocked.
    if ((await deps.notices.unpark(from.id, now)) > 0) deps.wakeNotifier();
  });

  composer.command("help", (ctx) => reply(ctx, generalWords.help));

  composer.command("about", (ctx) =>
    reply(ctx, generalWords.about({ ...deps.about, operator: deps.about.adminIds.join(", ") })),
  );

  composer.command("cancel", async (ctx) => {
    if (!ctx.from) return;
    if (await deps.credentials.stopExpecting(ctx)) return reply(ctx, keysWords.intakeCancelled);
    if (await leaveFlow(ctx, flowWords.left)) return;
    await reply(ctx, (await cancelLatest(deps, ctx, ctx.from.id)) ?? flowWords.nothingToCancel);
  });

  return composer;
}

/** What is nearest to being sent: the draft on its card, then what waits in the queue. What was sent cannot be recalled. */
async function cancelLatest(deps: Deps, ctx: Ctx, ownerId: number): Promise<Html | null> {
  const draft = await deps.drafts.latestOpen(ownerId);
  if (draft && (await deps.drafts.close(draft.id, "cancelled", deps.clock.now()))) {
    const text = draftWords.cancelled(draft.content.name ?? draftWords.noName);
    await deps.cards.close(ctx.api, draft, text);
    return text;
  }
  const [queued] = await deps.launches.list({ ownerId, statuses: ["queued"], limit: 1 });
  if (queued && (await deps.desk.cancel(queued.id, ownerId)).kind === "moved") {
    return draftWords.cancelled(queued.request.name);
  }
  const sent = await deps.launches.list({ ownerId, statuses: ["sending", "accepted"], limit: 1 });
  return sent.length > 0 ? flowWords.sentCannotCancel : null;
}
