import type { Message, Update } from "@grammyjs/types";
import { ALLOWED_UPDATES } from "../../../src/bot/update-loop.ts";
import { commandMenu } from "../../../src/bot/words/words.ts";
import { isPersonId } from "../../../src/domain/person-id.ts";
import type { Handling, Call } from "./witness.ts";

/**
 * What a person may expect of the bot: the end of a tap's spinner, something to see in the chat, that or their message taken
 * out, silence there, silence, or any.
 */
export type Due = "toast" | "words" | "words or gone" | "nothing here" | "nothing" | "anything";

export interface Company {
  readonly mayUse: (id: number) => boolean;
  /** Whether an earlier part of this message's album came; null when nobody can tell. */
  readonly isLater: boolean | null;
  /** How many keys of its sender were taken out with a warning in this life of the bot. */
  readonly warnings: number;
}

/** After so many in a minute keys are taken out without a word. */
const MOST_WARNINGS = 5;

interface Rule {
  readonly what: string;
  readonly due: Due;
  readonly fits: (update: Update, company: Company) => boolean;
}

const COMMANDS = ["start", ...commandMenu.map(({ command }) => command)].join("|");
const OURS = new RegExp(`^/(${COMMANDS})(@launchgram_sandbox_bot)?$`);

const LAUNCH = /^\/(launch|l)(@|$)/i;

/** The first rule that fits decides. Whatever is not named here is a message to the bot, and gets an answer. */
const RULES: readonly Rule[] = [
  {
    what: "a kind that the bot did not ask for",
    due: "nothing",
    fits: (update) => !ALLOWED_UPDATES.some((kind) => kind in update),
  },
  {
    what: "an edited message: its launch may read anew, and a secret in it is told of",
    due: "anything",
    fits: (update) => "edited_message" in update,
  },
  { what: "a tap, whoever made it", due: "toast", fits: (update) => "callback_query" in update },
  {
    what: "blocking, unblocking, joining, leaving: no question, but a group that takes the bot in is greeted",
    due: "anything",
    fits: (update) => "my_chat_member" in update,
  },
  {
    what: "a group that moved, whatever else its message claims to be",
    due: "anything",
    fits: ({ message }) =>
      message?.migrate_from_chat_id !== undefined || message?.migrate_to_chat_id !== undefined,
  },
  {
    what: "a message that no single person sent: a command of ours in a group may be told so, once",
    due: "anything",
    fits: ({ message }) =>
      (message?.from as unknown) === undefined ||
      message?.sender_chat !== undefined ||
      message?.from.is_bot === true ||
      !isPersonId(message?.from.id ?? 0),
  },
  {
    what: "a stranger in private, who gets one polite sentence and then silence for a while",
    due: "anything",
    fits: ({ message }, { mayUse }) => message?.chat.type === "private" && !mayUse(message.from.id),
  },
  {
    what: "a part of an album after its first",
    due: "nothing",
    fits: (_update, { isLater }) => isLater === true,
  },
  {
    what: "a part of an album of which nobody can tell who began it",
    due: "anything",
    fits: (_update, { isLater }) => isLater === null,
  },
  {
    what: "a private chat that is somebody else's than the sender's, as Telegram has none",
    due: "anything",
    fits: ({ message }) => message?.chat.type === "private" && message.chat.id !== message.from.id,
  },
  {
    what: "a message in private of one who has been warned of many keys: it may be one more",
    due: "words or gone",
    fits: ({ message }, { warnings }) =>
      message?.chat.type === "private" && warnings >= MOST_WARNINGS,
  },
  {
    what: "a message in private",
    due: "words",
    fits: ({ message }) => message?.chat.type === "private",
  },
  {
    what: "a stranger in a group, who is told in private when it was a launch",
    due: "nothing here",
    fits: ({ message }, { mayUse }) => message !== undefined && !mayUse(message.from.id),
  },
  {
    what: "what somebody passes on in a group: no command of theirs, but of a launch they are told so",
    due: "nothing",
    fits: ({ message }) =>
      message?.forward_origin !== undefined && !commandsOf(message).some((one) => LAUNCH.test(one)),
  },
  {
    what: "a command of ours in a group",
    due: "words",
    fits: ({ message }) => commandsOf(message).some((one) => OURS.test(one)),
  },
  {
    what: "a command of somebody's in a group, spelled in a way that may be ours",
    due: "anything",
    fits: ({ message }) => commandsOf(message).length > 0,
  },
  { what: "talk in a group", due: "nothing", fits: () => true },
];

export function dueFor(update: Update, company: Company): Rule {
  const rule = RULES.find((one) => one.fits(update, company));
  if (!rule) throw new RangeError("no rule fits");
  return rule;
}

function commandsOf(message: Message | undefined): readonly string[] {
  const { text, entities } = message ?? {};
  return (entities ?? [])
    .filter(({ type, offset }) => type === "bot_command" && offset === 0)
    .map(({ length }) => (text ?? "").slice(0, length));
}

const SHOWS = /^(send(Message|Photo|Document)|editMessage\w+)$/;
/** Refusals that are nobody's fault: the answer was given, and its reader is gone. */
const READER_GONE = /blocked by the user|can't initiate|query is too old|chat not found/;

const arrived = ({ refusal }: Call) => refusal === null || READER_GONE.test(refusal);

type Answered = Pick<Handling, "update" | "calls">;

/** Whether the message itself was deleted, or was gone by then. */
function takesOut({ update, calls }: Answered): boolean {
  const { message_id: id } = update.message ?? update.edited_message ?? {};
  return calls.some(
    ({ method, payload, refusal }) =>
      method === "deleteMessage" &&
      payload["message_id"] === id &&
      (refusal === null || refusal.includes("message to delete not found")),
  );
}

/** Whether a message was taken out for a key in it, and its sender told. */
export const warns = (handling: Answered): boolean =>
  takesOut(handling) && handling.calls.some(({ method }) => method === "sendMessage");

/** What the bot did wrong about one update; null: nothing. */
export function wrongAnswer({ update, calls }: Answered, due: Due): string | null {
  const toasts = calls.filter(({ method }) => method === "answerCallbackQuery");
  const shown = calls.filter(({ method }) => SHOWS.test(method));
  const tap = update.callback_query?.id;
  if (toasts.some(({ payload }) => payload["callback_query_id"] !== tap)) {
    return "another tap was answered";
  }
  switch (due) {
    case "anything":
      return null;
    case "words or gone":
      return takesOut({ update, calls }) ? null : wrongAnswer({ update, calls }, "words");
    case "nothing":
      return calls.length === 0 ? null : `${calls[0]?.method ?? ""} where silence was due`;
    case "nothing here": {
      const here = calls.find(({ payload }) => payload["chat_id"] === update.message?.chat.id);
      return here ? `${here.method} where silence was due` : null;
    }
    case "toast":
      return toasts.some(arrived) ? null : "the spinner turns for ever";
    case "words": {
      const chat = update.message?.chat.id;
      const here = shown.filter(({ payload }) => (payload["chat_id"] ?? chat) === chat);
      return here.some(arrived) ? null : "no answer";
    }
  }
}

/** Refusals that the bot may run into when messages and taps are older than they look. */
const LAWFUL = [
  /message is not modified/,
  /message to (edit|delete) not found/,
  /message can't be (edited|deleted)/,
  /there is no (text|caption) in the message to edit/,
  /invalid file_id|file is too big/,
  READER_GONE,
];

/** A call that the Bot API refuses by its form, or that the bot should have known better than to make. */
export const isUnlawful = ({ refusal }: Call): boolean =>
  refusal !== null && !LAWFUL.some((words) => words.test(refusal));
