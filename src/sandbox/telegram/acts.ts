import { faceOf, given } from "./face.ts";
import { findEntities } from "./find-entities.ts";
import { signInitData } from "./init-data.ts";
import { Refusal } from "./refusal.ts";
import { chatAsSeen, inTopic, isSeenByBot, post, storedIn, type Posted } from "./posting.ts";
import { MAX_CAPTION, MAX_TEXT } from "./sending.ts";
import { botUser, personOf, unixTime, userOf, type State } from "./state.ts";
import { SimError, type Pressed, type TelegramSim } from "./world.ts";

type Acts = Pick<
  TelegramSim,
  | "say"
  | "sendPhoto"
  | "sendDocument"
  | "sendOther"
  | "press"
  | "openWebApp"
  | "editText"
  | "deleteOwn"
  | "blockBot"
  | "unblockBot"
>;

/** What people do. Each act keeps to what a client would let them do, and throws a SimError otherwise. */
export function createActs(state: State): Acts {
  const stand = (personId: number, standing: "member" | "kicked") => {
    const person = personOf(state, personId);
    const chat = chatAsSeen(state, personId, personId);
    if ((chat.bot === "kicked") === (standing === "kicked")) {
      throw new SimError(`the bot is ${standing === "kicked" ? "blocked already" : "not blocked"}`);
    }
    chat.bot = standing;
    const user = botUser(state);
    const member = { status: "member", user } as const;
    const kicked = { status: "kicked", user, until_date: 0 } as const;
    const [before, after] = standing === "kicked" ? [member, kicked] : [kicked, member];
    const updateId = state.queue.push({
      my_chat_member: {
        chat: chat.chat,
        from: userOf(person),
        date: unixTime(state),
        old_chat_member: before,
        new_chat_member: after,
      },
    });
    return { updateId };
  };

  const own = (personId: number, messageId: number, chatId = personId) => {
    const chat = chatAsSeen(state, chatId, personId);
    const stored = storedIn(chat, messageId);
    if (stored.from.id !== personId) throw new SimError("that is somebody else's message");
    return { chat, stored };
  };

  return {
    say: (personId, text, where) => post(state, personId, where, textOf(text)),

    sendPhoto: (personId, bytes, where) =>
      post(state, personId, where, {
        photo: asClient(() => state.files.addPhoto(bytes)),
        ...captionOf(where?.caption),
        ...given({ media_group_id: where?.album }),
      }),

    sendDocument: (personId, file, where) =>
      post(state, personId, where, {
        document: state.files.addDocument(file),
        ...captionOf(where?.caption),
      }),

    sendOther(personId, kind, where) {
      switch (kind) {
        case "sticker":
          return post(state, personId, where, { sticker: state.files.addOther(kind) });
        case "voice":
          return post(state, personId, where, { voice: state.files.addOther(kind) });
        case "video":
          return post(state, personId, where, { video: state.files.addOther(kind) });
      }
    },

    async press(personId, chatId, messageId, data, options) {
      const person = personOf(state, personId);
      const { message, inlineId } = storedIn(chatAsSeen(state, chatId, personId), messageId);
      if ((message.receiver_user?.id ?? personId) !== personId) {
        throw new SimError("that message is shown to somebody else alone");
      }
      const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
      const real = buttons.some((one) => "callback_data" in one && one.callback_data === data);
      if (!real && !options?.forged) throw new SimError("the message has no such button");
      const callbackQueryId = state.digits(18);
      const { promise, resolve } = Promise.withResolvers<Awaited<Pressed["answer"]>>();
      state.taps.set(callbackQueryId, { personId, chatId, at: state.clock.now() });
      state.asked.set(callbackQueryId, { personId, askedAt: state.clock.now(), answer: resolve });
      const updateId = state.queue.push({
        callback_query: {
          id: callbackQueryId,
          from: userOf(person),
          // What was posted through the bot is named by its own id, also where the bot is a member.
          ...(inlineId === undefined ? { message } : { inline_message_id: inlineId }),
          chat_instance: String(-chatId),
          data,
        },
      });
      return { updateId, callbackQueryId, answer: promise };
    },

    async openWebApp(personId, messageId, url) {
      const person = personOf(state, personId);
      const { message } = storedIn(chatAsSeen(state, personId, personId), messageId);
      const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
      const real = buttons.some((one) => "web_app" in one && one.web_app.url === url);
      if (!real) throw new SimError("the message has no such button");
      const { id, first_name, language_code } = userOf(person);
      const initData = await signInitData(state.token, {
        query_id: `AA${state.digits(18)}`,
        user: JSON.stringify({ id, first_name, language_code, allows_write_to_pm: true }),
        auth_date: String(unixTime(state)),
      });
      const launched = { tgWebAppVersion: "9.1", tgWebAppPlatform: "weba" };
      return `${url}#${new URLSearchParams({ tgWebAppData: initData, ...launched }).toString()}`;
    },

    editText(personId, messageId, text, chatId) {
      const { chat, stored } = own(personId, messageId, chatId);
      const { text: before, photo, document } = stored.message;
      if (before === undefined && !photo && !document) throw new SimError("no words to edit there");
      const { message_id, date, reply_to_message, message_thread_id } = stored.message;
      const message = {
        message_id,
        from: stored.from,
        chat: chat.chat,
        date,
        edit_date: unixTime(state),
        ...given({ reply_to_message, photo, document }),
        ...inTopic(message_thread_id),
        ...(before === undefined ? captionOf(text) : textOf(text)),
      };
      const next = { ...stored, message };
      chat.messages.set(messageId, next);
      state.emit({ type: "edit", message: faceOf(next) });
      const seen = isSeenByBot(state, chat, message);
      return { updateId: state.queue.push({ edited_message: message }, seen) };
    },

    deleteOwn(personId, messageId, chatId) {
      const { chat } = own(personId, messageId, chatId);
      chat.messages.delete(messageId);
      state.emit({ type: "delete", chatId: chat.chat.id, messageId });
    },

    blockBot: (personId) => stand(personId, "kicked"),
    unblockBot: (personId) => stand(personId, "member"),
  };
}

function textOf(typed: string): Posted {
  const text = typed.replaceAll("\r", "").trim();
  if (text === "") throw new SimError("a client sends no empty message");
  if (text.length > MAX_TEXT) throw new SimError("a client would send this in parts");
  const entities = findEntities(text);
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}

function captionOf(typed = ""): Posted {
  const caption = typed.replaceAll("\r", "").trim();
  if (caption === "") return {};
  if (caption.length > MAX_CAPTION) throw new SimError("a client takes no caption this long");
  const caption_entities = findEntities(caption);
  return { caption, ...(caption_entities.length > 0 ? { caption_entities } : {}) };
}

/** What Telegram refuses, a client does not offer. */
function asClient<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw new SimError(error.message, { cause: error });
    throw error;
  }
}
