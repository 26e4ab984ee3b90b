import type { EphemeralMessageParameters, Message, ReplyParameters } from "@grammyjs/types";
import { ephemeralKey, faceOf, given } from "./face.ts";
import type { Handlers } from "./handlers.ts";
import { readMarkup } from "./keyboards.ts";
import { refuse } from "./refusal.ts";
import { textContent } from "./sending.ts";
import { openChatOf, unixTime, userOf, type SimChat, type State, type Stored } from "./state.ts";

/** How long after a tap, or after an ephemeral message that is replied to, one may be sent. */
const TRIGGER_MS = 15_000;

type Marks = Pick<Message, "receiver_user" | "ephemeral_message_id">;

/**
 * Lets a message be sent to one member of a group alone.
 *
 * @returns What marks it as theirs, and whether it reaches them: that is not guaranteed, and the bot is not told.
 * @throws {Refusal} 400 without a tap or an ephemeral message of theirs from just now, and while it is switched so.
 */
export function openEphemeral(
  state: State,
  chat: SimChat,
  parameters: EphemeralMessageParameters,
  reply: ReplyParameters | undefined,
): { readonly marks: Marks; readonly arrives: boolean } {
  if (chat.chat.type === "private") refuse("EPHEMERAL_CHAT_INVALID");
  const receiver = parameters.receiver_user_id;
  const person = chat.members.has(receiver) ? state.people.get(receiver) : undefined;
  if (!person) refuse("EPHEMERAL_RECEIVER_INVALID");
  const tap = state.taps.get(parameters.callback_query_id ?? "");
  const repliedTo = chat.messages.get(ephemeralKey(reply?.ephemeral_message_id ?? 0));
  const since = Math.max(
    tap?.personId === receiver && tap.chatId === chat.chat.id ? tap.at : 0,
    repliedTo?.message.receiver_user?.id === receiver ? repliedTo.message.date * 1_000 : 0,
  );
  if (state.clock.now() - since > TRIGGER_MS) refuse("EPHEMERAL_TRIGGER_EXPIRED");
  if (state.ephemeral.mode === "refused") refuse("EPHEMERAL_NOT_ALLOWED");
  state.ephemeral.last += 1;
  return {
    marks: { receiver_user: userOf(person), ephemeral_message_id: state.ephemeral.last },
    arrives: state.ephemeral.mode === "shown",
  };
}

/** What a bot does with ephemeral messages besides sending them. One that never arrived is edited without a complaint. */
export function ephemeralMethods(state: State): Handlers {
  interface Target {
    readonly chat_id: number | string;
    readonly receiver_user_id: number;
    readonly ephemeral_message_id: number;
  }

  const find = (target: Target) => {
    const chat = openChatOf(state, target.chat_id);
    const { last } = state.ephemeral;
    if (target.ephemeral_message_id > last) refuse("message to edit not found");
    const key = ephemeralKey(target.ephemeral_message_id);
    const stored = chat.messages.get(key);
    const isTheirs = stored?.message.receiver_user?.id === target.receiver_user_id;
    return { chat, key, stored: isTheirs ? stored : undefined };
  };

  const edit = (target: Target, change: (old: Message) => Partial<Message>): true => {
    const { chat, key, stored } = find(target);
    if (!stored) return true;
    const kept = { ...stored.message };
    delete kept.reply_markup;
    const message = { ...kept, ...change(stored.message), edit_date: unixTime(state) } as Message;
    const next: Stored = { ...stored, message };
    chat.messages.set(key, next);
    state.emit({ type: "edit", message: faceOf(next) });
    return true;
  };

  return {
    editEphemeralMessageText: (args) =>
      edit(args, () => ({
        ...textContent(args, "MESSAGE_TOO_LONG"),
        ...given({ reply_markup: readMarkup(args.reply_markup).inline ?? undefined }),
      })),
    editEphemeralMessageReplyMarkup: (args) =>
      edit(args, () => given({ reply_markup: readMarkup(args.reply_markup).inline ?? undefined })),
    deleteEphemeralMessage(args) {
      const { chat, key, stored } = find(args);
      if (!stored) return true;
      chat.messages.delete(key);
      state.emit({ type: "delete", chatId: chat.chat.id, messageId: key });
      return true;
    },
  };
}
