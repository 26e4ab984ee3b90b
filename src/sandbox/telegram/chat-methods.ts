import { faceOf, given } from "./face.ts";
import { formatText } from "./format-text.ts";
import type { Handlers } from "./handlers.ts";
import { refuse } from "./refusal.ts";
import { renderHtml } from "./render-html.ts";
import { MAX_TEXT } from "./sending.ts";
import { chatOf, openChatOf, writableChatOf, type SimChat, type State } from "./state.ts";

const DELETABLE_MS = 48 * 3_600_000;
const DRAFT_MS = 30_000;

/**
 * How long a button press can be answered. Telegram documents no time; people report refusals from 15 seconds on, and
 * a bot that is slower than this one allows is too slow there.
 */
const ANSWERABLE_MS = 30_000;

/** What a bot does in a chat besides sending and editing. */
export function chatMethods(state: State): Handlers {
  const remove = (chat: SimChat, messageId: number) => {
    chat.messages.delete(messageId);
    state.emit({ type: "delete", chatId: chat.chat.id, messageId });
  };
  const tooOld = (chat: SimChat, messageId: number) =>
    state.clock.now() - (chat.messages.get(messageId)?.message.date ?? 0) * 1000 > DELETABLE_MS;

  return {
    deleteMessage(args) {
      const chat = chatOf(state, args.chat_id);
      if (!chat.messages.has(args.message_id)) refuse("message to delete not found");
      if (tooOld(chat, args.message_id)) refuse("message can't be deleted for everyone");
      remove(chat, args.message_id);
      return true;
    },

    deleteMessages(args) {
      const chat = chatOf(state, args.chat_id);
      const count = args.message_ids.length;
      if (count < 1 || count > 100) refuse("there must be 1 to 100 message identifiers");
      // Those that cannot be deleted are passed over.
      for (const id of args.message_ids) {
        if (chat.messages.has(id) && !tooOld(chat, id)) remove(chat, id);
      }
      return true;
    },

    answerCallbackQuery(args) {
      const id = args.callback_query_id;
      const asked = state.asked.get(id);
      if (!asked || state.clock.now() - asked.askedAt > ANSWERABLE_MS) {
        refuse("query is too old and response timeout expired or query ID is invalid");
      }
      const text = args.text ?? "";
      if (text.length > 200) refuse("MESSAGE_TOO_LONG");
      if (args.url !== undefined && !args.url.startsWith(`https://t.me/${state.bot.username}?`)) {
        refuse("URL_INVALID");
      }
      state.asked.delete(id);
      const alert = args.show_alert ?? false;
      const rest = given({ url: args.url });
      asked.answer({ ...given({ text: args.text }), alert, ...rest });
      const { personId } = asked;
      state.emit({ type: "toast", personId, text, alert, callbackQueryId: id, ...rest });
      return true;
    },

    sendChatAction(args) {
      const { chat } = writableChatOf(state, args.chat_id, () => args.message_thread_id);
      state.emit({ type: "typing", chatId: chat.chat.id, action: args.action });
      return true;
    },

    sendMessageDraft(args) {
      const chat = openChatOf(state, args.chat_id);
      if (args.draft_id === 0) refuse("draft identifier must be non-zero");
      const { text, entities } = formatText({
        text: args.text ?? "",
        parseMode: args.parse_mode,
        entities: args.entities,
      });
      if (text.length > MAX_TEXT) refuse("message is too long");
      showDraft(state, chat, -Math.abs(args.draft_id), {
        text,
        html: renderHtml({ text, entities }),
      });
      return true;
    },

    setMessageReaction(args) {
      const chat = openChatOf(state, args.chat_id);
      const stored = chat.messages.get(args.message_id);
      if (!stored) refuse("message to react not found");
      const [reaction, ...more] = args.reaction ?? [];
      if (more.length > 0) refuse("REACTIONS_TOO_MANY");
      if (reaction && reaction.type !== "emoji") refuse("REACTION_INVALID");
      const { message, from, replyKeyboard } = stored;
      const next = { message, from, ...given({ replyKeyboard, reaction: reaction?.emoji }) };
      chat.messages.set(args.message_id, next);
      state.emit({ type: "edit", message: faceOf(next) });
      return true;
    },

    getChat(args) {
      const { chat } = chatOf(state, args.chat_id);
      if (chat.type !== "private") openChatOf(state, args.chat_id);
      return {
        ...chat,
        accent_color_id: 0,
        max_reaction_count: 11,
        accepted_gift_types: {
          unlimited_gifts: true,
          limited_gifts: true,
          unique_gifts: true,
          premium_subscription: true,
          gifts_from_channels: true,
        },
      };
    },

    getFile: (args) => state.files.open(args.file_id),
  };
}

/** Shows a draft under a negative message id until a message, the next draft or half a minute ends it. */
function showDraft(
  state: State,
  chat: SimChat,
  messageId: number,
  words: { readonly text: string; readonly html: string },
): void {
  const chatId = chat.chat.id;
  const changed = chat.draft?.messageId === messageId;
  if (changed) chat.draft?.callOff();
  else chat.draft?.end();
  const end = () => {
    callOff();
    chat.draft = null;
    state.emit({ type: "delete", chatId, messageId });
  };
  const callOff = state.clock.after(DRAFT_MS, end);
  chat.draft = { messageId, end, callOff };
  const from = { id: state.bot.id, name: state.bot.first_name, isBot: true };
  const message = { chatId, messageId, from, date: state.clock.now(), draft: true, ...words };
  state.emit({ type: changed ? "edit" : "message", message });
}
