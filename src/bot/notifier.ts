/**
 * Makes chats show what the rows say.
 *
 * Each launch has a `card` notice and, when its end comes late, a `final` one. A notice wants its launch's version and
 * knows which one it has; this loop edits until they agree, so an hour without Telegram costs one edit with the newest
 * text. Only a `sendMessage` whose answer was lost can come twice; cards are sent at draft time and edited ever after, so
 * that is rare. A crash anywhere leaves the row due, and the edit is made again.
 */
import type { Api } from "grammy";
import type { Launch } from "../domain/launch.ts";
import { backoff } from "../kit/backoff.ts";
import { startLoop } from "../kit/loop.ts";
import { editCard } from "./card-message.ts";
import type { BotDeps } from "./deps.ts";
import type { Notice } from "./notice-store.ts";
import { statusKeyboard } from "./status-keyboard.ts";
import { readSetback, type Setback } from "./telegram-errors.ts";
import { SECONDS_SHOWN_MS } from "./words/times.ts";
import { statusWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "notices" | "providers" | "clock" | "log">;

export interface Notifier {
  wake(): void;
  stop(): Promise<void>;
}

/** While something due is under way already. */
const BUSY_MS = 500;
/** A clock that was set forward is noticed this soon. */
const MOST_MS = 10_000;
const BATCH = 50;
/** While it is open the card counts seconds, later minutes; edits share Telegram's limits with messages. */
const REFRESH_MS = { sending: 3_000, accepted: 5_000 } as const;
const REFRESH_MINUTES_MS = 30_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** Tries after which a message that nobody takes is given up: more than a day of pauses. */
const MAX_TRIES = 1_500;

export function startNotifier(deps: Deps, api: Api): Notifier {
  const { notices, clock, log } = deps;
  /** By notice id: one edit of a card at a time, and a slow chat holds up no other. */
  const underWay = new Map<number, Promise<void>>();

  async function deliver(notice: Notice, launch: Launch): Promise<void> {
    try {
      const sent = await put(deps, api, notice, launch);
      await shown(notice, launch, sent);
    } catch (error) {
      await follow(notice, launch, readSetback(error));
    }
  }

  function shown(notice: Notice, launch: Launch, { messageId, hasPicture }: Sent): Promise<void> {
    const refreshAt = notice.kind === "card" ? nextRefresh(launch, clock.now()) : null;
    return notices.delivered(notice.id, launch.version, messageId, hasPicture, refreshAt);
  }

  async function follow(notice: Notice, launch: Launch, setback: Setback): Promise<void> {
    const now = clock.now();
    log.info({ launch: launch.id, notice: notice.kind, act: setback.act }, "Telegram took no card");
    switch (setback.act) {
      case "done":
        return shown(notice, launch, { ...notice, messageId: notice.messageId ?? 0 });
      case "retry": {
        if (notice.tries >= MAX_TRIES) return notices.setState(notice.id, "dead");
        const wait = setback.afterMs ?? backoff(notice.tries, FIRST_RETRY_MS, LAST_RETRY_MS);
        return notices.postpone(notice.id, now + wait, notice.tries + 1);
      }
      case "migrate":
        await notices.migrateChat(notice.chatId, setback.chatId);
        return notices.postpone(notice.id, now, notice.tries);
      case "send-anew":
        return notices.forgetMessage(notice.id, now);
      case "elsewhere":
        // Closed in a group: tell the owner in private. Closed there too: wait for their next /start.
        return notice.chatId === launch.ownerId
          ? notices.setState(notice.id, "parked")
          : notices.redirect(notice.id, launch.ownerId, now);
      case "give-up":
        log.error(
          { launch: launch.id, notice: notice.kind },
          "Telegram refuses this card for good",
        );
        return notices.setState(notice.id, "dead");
    }
  }

  function take(notice: Notice, launch: Launch): void {
    if (underWay.has(notice.id)) return;
    const work = deliver(notice, launch)
      .catch((error: unknown) => {
        log.error({ launch: launch.id, error }, "a card could not be delivered");
        return notices.postpone(notice.id, clock.now() + LAST_RETRY_MS, notice.tries + 1);
      })
      .then(
        () => true,
        (error: unknown) => {
          // The store itself fails, for instance on a full disk. The row stays due for the next scan.
          log.error({ launch: launch.id, error }, "a card could not be put off either");
          return false;
        },
      )
      .then((kept) => {
        underWay.delete(notice.id);
        // It may have moved on while the edit was under way.
        if (kept) loop.wake();
      });
    underWay.set(notice.id, work);
  }

  const pace = { nextDueAt: () => notices.nextDueAt(), busyMs: BUSY_MS, mostMs: MOST_MS };
  const loop = startLoop({ clock, log }, "notices", pace, async () => {
    const due = await notices.due(clock.now(), BATCH + underWay.size);
    for (const { notice, launch } of due) take(notice, launch);
  });

  return {
    wake: () => loop.wake(),
    async stop() {
      await loop.stop();
      await Promise.allSettled(underWay.values());
    },
  };
}

/** When a card counts on; null when it has nothing to count. */
function nextRefresh({ status, sentAt, acceptedAt }: Launch, now: number): number | null {
  if (status !== "sending" && status !== "accepted") return null;
  const since = acceptedAt ?? sentAt ?? now;
  return now + (now - since < SECONDS_SHOWN_MS ? REFRESH_MS[status] : REFRESH_MINUTES_MS);
}

interface Sent {
  readonly messageId: number;
  readonly hasPicture: boolean;
}

async function put(deps: Deps, api: Api, notice: Notice, launch: Launch): Promise<Sent> {
  const text = statusWords(launch, deps.clock.now());
  const keyboard = statusKeyboard(launch, deps.providers[launch.provider]);
  const { messageId } = notice;
  if (notice.kind === "final" || messageId === null) {
    const sent = await api.sendMessage(notice.chatId, text.html, {
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      reply_markup: keyboard,
    });
    return { messageId: sent.message_id, hasPicture: false };
  }
  const { chatId, hasPicture } = notice;
  await editCard(api, { chatId, messageId, hasPicture }, text, keyboard);
  return { messageId, hasPicture };
}
