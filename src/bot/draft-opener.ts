import type { DraftContent } from "../domain/draft.ts";
import type { Launch, LaunchRequest } from "../domain/launch.ts";
import { idFrom } from "../kit/ids.ts";
import { isInline, type Draft } from "../launches/draft-store.ts";
import type { Ctx } from "./context.ts";
import { editCard } from "./card-message.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import { reply } from "./reply.ts";
import { statusKeyboard } from "./status-keyboard.ts";
import { launchWords, statusWords } from "./words/words.ts";

/** The group and topic that a draft belongs to. */
export type DraftPlace = Pick<Draft, "groupId" | "topicId">;

export const IN_PRIVATE: DraftPlace = { groupId: null, topicId: null };

/** Where a draft was begun, and by which message. */
export interface Begun extends DraftPlace {
  readonly origin: string;
}

/** Makes drafts and puts cards where the person looks. */
export interface DraftOpener {
  /**
   * A draft of this content with its card, in the group where it was begun. The same message makes one draft, however often
   * it is handled.
   */
  open(ctx: Ctx, content: DraftContent, begun: Begun): Promise<void>;
  /** The draft that this message made; null when it made none, or not this person did it. */
  madeBy(ctx: Ctx, origin: string): Promise<Draft | null>;
  /**
   * A draft with the content of a launch that is over, or that is unclear and repeated at the owner's risk. Of an unclear
   * one it may be the draft of an earlier time, with a card or launched already.
   */
  addRepeat(ctx: Ctx, launch: Launch): Promise<Draft>;
  show(ctx: Ctx, draft: Draft): Promise<void>;
  /**
   * The status card goes on as the newest message of this chat; the one above says so and loses its buttons. A card that
   * stands elsewhere goes on there, and is shown here as it is now.
   */
  moveCardHere(ctx: Ctx, launch: Launch): Promise<void>;
}

export function createDraftOpener(
  deps: Pick<BotDeps, "drafts" | "notices" | "providers" | "clock" | "log"> & {
    readonly cards: DraftCards;
    readonly wakeNotifier: () => void;
  },
): DraftOpener {
  async function add(
    ctx: Ctx,
    content: DraftContent,
    { repeats, groupId, topicId }: DraftPlace & Pick<Draft, "repeats">,
    // From the update, not by chance: after a crash the same update must not make a second draft.
    origin = `update ${ctx.update.update_id}`,
  ): Promise<Draft> {
    const ownerId = ctx.from?.id ?? 0;
    const id = await idOf(ownerId, origin);
    const existing = await deps.drafts.get(id);
    if (existing) return existing;
    const now = deps.clock.now();
    const draft: Draft = {
      id,
      ownerId,
      content,
      state: "open",
      version: 1,
      card: null,
      repeats,
      groupId,
      topicId,
      createdAt: now,
      updatedAt: now,
    };
    await deps.drafts.add(draft);
    return draft;
  }

  async function show(ctx: Ctx, draft: Draft): Promise<void> {
    if (draft.card === null) await deps.cards.send(ctx.api, draft);
  }

  return {
    show,
    async open(ctx, content, { origin, ...place }) {
      await show(ctx, await add(ctx, content, { repeats: null, ...place }, `message ${origin}`));
    },
    madeBy: async (ctx, origin) =>
      deps.drafts.get(await idOf(ctx.from?.id ?? 0, `message ${origin}`)),
    async addRepeat(ctx, launch) {
      const content = contentOf(launch.request);
      const first = await deps.drafts.get(launch.draftId);
      const place = { groupId: launch.groupId, topicId: first?.topicId ?? null };
      if (launch.status !== "unclear") return add(ctx, content, { repeats: null, ...place });
      // Repeated at most once: however often "anyway" is tapped, it is the same draft, unless that one was given up.
      for (let given = 0; ; given += 1) {
        const repeat = { repeats: launch.id, ...place };
        const draft = await add(ctx, content, repeat, `repeat ${given} of ${launch.id}`);
        if (draft.state === "open" || draft.state === "launched") return draft;
      }
    },
    async moveCardHere(ctx, launch) {
      const card = await deps.notices.cardOf(launch.id);
      if (card && (isInline(card) || card.chatId !== ctx.chat?.id)) {
        const keyboard = statusKeyboard(launch, deps.providers[launch.provider]);
        return reply(ctx, statusWords(launch, deps.clock.now()), keyboard);
      }
      const old = await deps.notices.bringForward(launch.id, deps.clock.now());
      deps.wakeNotifier();
      if (!old) return;
      await editCard(ctx.api, old, launchWords.moved(launch)).catch((error: unknown) => {
        deps.log.info({ launch: launch.id, error }, "an old card stays as it was");
      });
    },
  };
}

const idOf = (ownerId: number, origin: string) => idFrom(`draft ${ownerId} ${origin}`);

function contentOf(request: LaunchRequest): DraftContent {
  return { ...request, buy: request.buy?.toString() ?? null };
}
