import type { ConversationData, VersionedStateStorage } from "@grammyjs/conversations";
import type { Room } from "../launches/draft-store.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { leanState } from "./lean-state.ts";
import { topicOf } from "./topic.ts";

/**
 * Raised when a conversation's code changes the order of its steps: a state of another version cannot be replayed, so it
 * is left aside and swept by age.
 */
export const FLOW_VERSION = 4;

type Storage = VersionedStateStorage<Ctx, ConversationData>;

interface Kept {
  readonly flows: Awaited<ReturnType<Storage["read"]>>;
  readonly asked: readonly number[];
}

/**
 * Keeps what conversations remember, sealed under the person's data key and bound to its row: one for each person in each
 * chat and topic, so that a group never shares one. With it goes what was asked in a group. What will not open counts as not there: the flow is over, and the person starts
 * again. Of an update that came to nothing (`flowsStay`) nothing is kept, so that the same answer can be given again.
 */
export function sealedStorage(
  deps: Pick<BotDeps, "conversations" | "stateBox" | "clock">,
): Storage {
  return {
    async read(ctx) {
      const { owner, key } = placeOf(ctx);
      const box = await deps.conversations.read(key);
      const plain = box && (await deps.stateBox.openState(owner, key, box));
      if (!plain) return undefined;
      const { flows, asked } = JSON.parse(plain.toString("utf8")) as Partial<Kept>;
      ctx.asked = asked ?? [];
      return flows;
    },
    async write(ctx, state) {
      if (ctx.flowsStay) return;
      const { owner, key } = placeOf(ctx);
      const flows = { ...state, state: leanState(state.state) };
      const plain = Buffer.from(JSON.stringify({ flows, asked: ctx.asked ?? [] }), "utf8");
      const box = await deps.stateBox.sealState(owner, key, plain);
      await deps.conversations.write(key, box, deps.clock.now(), ctx.update.update_id);
      ctx.marked = true;
    },
    async delete(ctx) {
      if (ctx.flowsStay) return;
      const { key } = placeOf(ctx);
      await deps.conversations.remove(key, deps.clock.now(), ctx.update.update_id);
      ctx.marked = true;
    },
  };
}

/** One for each person in each chat, and in each topic of a forum. */
export function conversationKey({ chatId, topicId }: Room, personId: number): string {
  return topicId === null ? `${chatId}:${personId}` : `${chatId}:${topicId}:${personId}`;
}

/** The person whose state lies under this key; nobody else's data key opens it. */
export function labelOwner(key: string): number {
  return Number(key.slice(key.lastIndexOf(":") + 1));
}

function placeOf({ chat, from, msg }: Ctx): { readonly owner: number; readonly key: string } {
  if (!chat || !from) throw new Error("a conversation needs a chat and a person");
  return {
    owner: from.id,
    key: conversationKey({ chatId: chat.id, topicId: topicOf(msg) }, from.id),
  };
}
