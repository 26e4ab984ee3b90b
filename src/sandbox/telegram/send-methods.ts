import type { Message } from "@grammyjs/types";
import type { Handlers } from "./handlers.ts";
import { notPlayed, refuse } from "./refusal.ts";
import { captionContent, documentContent, photoContent, send, textContent } from "./sending.ts";
import { chatOf, type State } from "./state.ts";

const TEXT_TOO_LONG = "message is too long";
const CAPTION_TOO_LONG = "message caption is too long";

export function sendMethods(state: State): Handlers {
  return {
    sendMessage: (args) =>
      send(state, args, () => textContent(args, TEXT_TOO_LONG)) as Promise<Message.TextMessage>,

    sendPhoto: (args) =>
      send(state, args, async () => ({
        ...captionContent(args, CAPTION_TOO_LONG),
        ...(await photoContent(state, args.photo)),
      })) as Promise<Message.PhotoMessage>,

    sendDocument: (args) =>
      send(state, args, async () => ({
        ...captionContent(args, CAPTION_TOO_LONG),
        ...(await documentContent(state, args.document)),
      })) as Promise<Message.DocumentMessage>,

    async copyMessage(args) {
      const original = chatOf(state, args.from_chat_id).messages.get(args.message_id)?.message;
      if (!original) refuse("message to copy not found");
      const { text, entities, caption, caption_entities, photo, document } = original;
      if (text === undefined && !photo && !document) notPlayed("copying such a message");
      const words =
        args.caption === undefined || text !== undefined
          ? { text, entities, caption, caption_entities }
          : captionContent(args, CAPTION_TOO_LONG);
      const content = JSON.parse(JSON.stringify({ ...words, photo, document })) as object;
      const { message_id } = await send(state, args, () => content);
      return { message_id };
    },
  };
}
