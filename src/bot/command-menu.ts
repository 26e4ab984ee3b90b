import { GrammyError, type Api } from "grammy";
import { adminMenu, commandMenu, generalWords, groupAdminMenu, groupMenu } from "./words/words.ts";

/**
 * Tells Telegram which commands to offer in private chats and in groups, more to a group's admins and to our own, and what
 * the bot says of itself. Without a language code, which is for everybody: there is one language.
 */
export async function registerCommands(api: Api, adminIds: readonly number[]): Promise<void> {
  await api.setMyCommands(commandMenu, { scope: { type: "all_private_chats" } });
  await api.setMyCommands(groupMenu, { scope: { type: "all_group_chats" } });
  await api.setMyCommands(groupAdminMenu, { scope: { type: "all_chat_administrators" } });
  await api.setMyShortDescription(generalWords.shortDescription);
  for (const id of adminIds) {
    await api
      .setMyCommands([...commandMenu, ...adminMenu], { scope: { type: "chat", chat_id: id } })
      .catch((error: unknown) => {
        // An admin who has not written to the bot yet has no chat with it.
        if (!(error instanceof GrammyError && error.error_code === 400)) throw error;
      });
  }
}
