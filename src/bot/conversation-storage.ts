import type { ConversationData, VersionedStateStorage } from "@grammyjs/conversations";
import type { BotDeps } from "./deps.ts";

/**
 * Raised when a conversation's code changes the order of its steps: a state of another version cannot be replayed, so it
 * is left aside and swept by age.
 */
export const FLOW_VERSION = 1;

/** One conversation for each person in each chat, so that a group never shares one. */
export const conversationKey = (chatId: number, userId: number): string => `${chatId}:${userId}`;

/**
 * Keeps what conversations remember, sealed under the person's data key and bound to its row. What will not open counts
 * as not there: the flow is over, and the person starts again.
 */
export function sealedStorage(
  deps: Pick<BotDeps, "conversations" | "stateBox" | "clock">,
): VersionedStateStorage<string, ConversationData> {
  const ownerOf = (key: string): number => Number(key.split(":")[1]);
  return {
    async read(key) {
      const box = await deps.conversations.read(key);
      const plain = box && (await deps.stateBox.openState(ownerOf(key), key, box));
      if (!plain) return undefined;
      return JSON.parse(plain.toString("utf8")) as Awaited<
        ReturnType<VersionedStateStorage<string, ConversationData>["read"]>
      >;
    },
    async write(key, state) {
      const plain = Buffer.from(JSON.stringify(state), "utf8");
      const box = await deps.stateBox.sealState(ownerOf(key), key, plain);
      await deps.conversations.write(key, box, deps.clock.now());
    },
    async delete(key) {
      await deps.conversations.remove(key);
    },
  };
}
