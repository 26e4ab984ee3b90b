import type { Api } from "grammy";
import { commandMenu, generalWords } from "./words/words.ts";

/** Tells Telegram which commands to offer in private chats, and what the bot says of itself. */
export async function registerCommands(api: Api): Promise<void> {
  await api.setMyCommands(commandMenu, { scope: { type: "all_private_chats" } });
  await api.setMyShortDescription(generalWords.shortDescription);
}
