import type { Api, InlineKeyboard } from "grammy";
import { StorageError } from "../domain/errors.ts";
import { backoff } from "../kit/backoff.ts";
import { sleep } from "../kit/clock.ts";
import { linkOfPicture } from "../domain/picture.ts";
import { editCard, sendCard, type Words } from "./card-message.ts";
import type { ChatPace } from "./chat-pace.ts";
import type { BotDeps } from "./deps.ts";
import { plain } from "./html.ts";
import { drawNotice, drawReminder, nextShowing, type NoticeMessage } from "./notice-message.ts";
import { placeOf, type DueNotice, type Notice } from "./notice-store.ts";
import { readSetback, type Setback } from "./telegram-errors.ts";
import { launchWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "notices" | "providers" | "clock" | "log">;

type Sent = Pick<Notice, "messageId" | "hasPicture">;
type Outcome = { readonly act: "shown"; readonly sent: Sent } | Setback;

const FIRST_RETRY_MS = 1_000;
/** With its share of chance, a minute. */
const LAST_RETRY_MS = 48_000;
/** Tries after which a Telegram that never answers is asked once an hour: about a day of pauses. */
const MANY_TRIES = 1_800;
const RARELY_MS = 60 * 60_000;
const RECORD_AGAIN_MS = 1_000;

/**
 * Carries one notice to its chat and writes down what came of it. Rejects only when that cannot be written.
 *
 * @param stopping Ends the tries to write down that something was sent.
 */
export function createDeliverer(
  deps: Deps,
  api: Api,
  pace: Pick<ChatPace, "shut">,
  stopping: AbortSignal,
): (due: DueNotice) => Promise<void> {
  const { notices, clock, log } = deps;

  async function attempt({ notice }: DueNotice, message: Message): Promise<Outcome> {
    try {
      return { act: "shown", sent: await put(api, notice, message) };
    } catch (error) {
      return readSetback(error);
    }
  }

  /** Null when there is nothing left to say: the last launch that was unclear has been settled just now. */
  async function draw(due: DueNotice): Promise<NoticeMessage | null> {
    const { notice, launch } = due;
    if (notice.kind !== "reminder") return drawNotice(due, deps.providers, clock.now());
    const unclear = await notices.unclearOf(launch.ownerId);
    return unclear.length > 0 ? drawReminder(unclear, deps.providers, clock.now()) : null;
  }

  /** Once more as plain text without buttons when Telegram refuses the message itself: the words matter most. */
  async function tell(due: DueNotice): Promise<Outcome> {
    const message = await draw(due);
    if (!message) return { act: "shown", sent: due.notice };
    const { text, keyboard } = message;
    const picture = linkOfPicture(due.launch.request.picture);
    const outcome = await attempt(due, { words: text, keyboard, picture });
    if (outcome.act !== "give-up") return outcome;
    log.error(fields(due), "Telegram refuses a card's markup; it is sent as plain text");
    return attempt(due, { words: plain(text) });
  }

  async function shown(due: DueNotice, { messageId, hasPicture }: Sent): Promise<void> {
    const { notice, launch } = due;
    if (notice.kind === "reminder") return recorded(() => notices.reminded(launch.ownerId));
    const shown = { version: launch.version, messageId, hasPicture };
    const stands = await recorded(() =>
      notices.delivered(notice, shown, nextShowing(due, clock.now())),
    );
    const place = placeOf({ ...notice, messageId, hasPicture });
    if (stands || notice.kind !== "card" || place === null) return;
    // Brought forward meanwhile: what was just drawn must not stay there as if it were the card.
    await editCard(api, place, launchWords.moved(launch)).catch((error: unknown) => {
      log.info({ launch: launch.id, error }, "an old card stays as it was");
    });
  }

  /** The message stands in the chat: with a disk that is full just now, sending it again would send it without end. */
  async function recorded<Result>(record: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await record();
      } catch (error) {
        if (!(error instanceof StorageError) || stopping.aborted) throw error;
        log.error({ error }, "could not record a message that was sent; trying again");
        await sleep(clock, RECORD_AGAIN_MS, stopping);
      }
    }
  }

  async function follow(due: DueNotice, setback: Setback): Promise<void> {
    const { notice, launch } = due;
    const now = clock.now();
    const isPosted = notice.inlineId !== null;
    log.info({ ...fields(due), act: setback.act }, "Telegram took no card");
    switch (setback.act) {
      case "done":
        return shown(due, notice);
      case "shut":
        pace.shut(notice.chatId, now + setback.afterMs, now);
        return notices.postpone([{ was: notice, nextAt: now + setback.afterMs }]);
      case "retry": {
        const tries = notice.tries + 1;
        return notices.postpone([{ was: notice, nextAt: now + pauseAfter(notice), tries }]);
      }
      case "migrate":
        return notices.migrateChat(notice.chatId, setback.chatId);
      case "send-anew":
        return isPosted
          ? notices.sendHome(notice, launch.ownerId, now)
          : notices.forgetMessage(notice, now);
      case "leave-topic":
        if (notice.topicId !== null) return notices.leaveTopic(notice, now);
        return follow(due, { act: "elsewhere" });
      case "elsewhere":
        // A person's chat: wait for their next /start. What a group is told is nobody else's.
        return (isPosted || notice.chatId < 0) && notice.kind !== "announcement"
          ? notices.sendHome(notice, launch.ownerId, now)
          : notices.setState(notice, "parked");
      case "give-up":
        log.error(fields(due), "Telegram refuses this card for good");
        return notices.setState(notice, "dead");
    }
  }

  return async (due) => {
    if (isPassedOver(due)) return shown(due, due.notice);
    const outcome = await tell(due);
    return outcome.act === "shown" ? shown(due, outcome.sent) : follow(due, outcome);
  };
}

const fields = ({ notice, launch }: DueNotice) => ({ launch: launch.id, notice: notice.kind });

/**
 * An end that did not last: by the time it could be told, late evidence has put the launch back on its way. Or a reminder
 * that its owner does not want any more.
 */
function isPassedOver({ notice, launch, wishes }: DueNotice): boolean {
  if (notice.kind === "reminder") return !wishes.digest;
  const isNew = notice.kind === "final" || (notice.kind === "told" && notice.messageId === null);
  return isNew && launch.status === "accepted";
}

/**
 * Doubling from a second to a minute, up to a quarter more: notices that failed together do not come back together. By the
 * notice's id and not by chance, so that the same run takes the same course.
 */
function pauseAfter({ id, tries }: Notice): number {
  if (tries >= MANY_TRIES) return RARELY_MS;
  const share = ((id * 0x9e37_79b1 + tries * 0x85eb_ca6b) >>> 8) % 1_000;
  return Math.round(backoff(tries, FIRST_RETRY_MS, LAST_RETRY_MS) * (1 + share / 4_000));
}

interface Message {
  readonly words: Words;
  readonly keyboard?: InlineKeyboard;
  readonly picture?: string | null;
}

/** What is there goes on where it stands; an end that rings and a reminder are new messages, since only that makes a sound. */
async function put(api: Api, notice: Notice, message: Message): Promise<Sent> {
  const { words, keyboard, picture } = message;
  const place = placeOf(notice);
  if (notice.kind === "final" || notice.kind === "reminder" || place === null) {
    return sendCard(api, notice, words, keyboard);
  }
  await editCard(api, place, words, keyboard, picture);
  return notice;
}
