/**
 * Makes chats show what the rows say.
 *
 * Each launch has a `card` notice and, as they are called for, the others of `notice-store.ts`. A notice wants its launch's
 * version and knows which one it has; this loop edits until they agree, so an hour without Telegram
 * costs one edit with the newest text. What has to wait for its chat is put off in the store, so that it is in nobody's
 * way. Only a `sendMessage` whose answer was lost can come twice; cards are sent at draft time and edited ever after, so
 * that is rare. A crash anywhere leaves the row due, and the edit is made again.
 */
import type { Api } from "grammy";
import { quietUntil } from "../domain/notice-wishes.ts";
import { sleep } from "../kit/clock.ts";
import { startLoop } from "../kit/loop.ts";
import { whenSetBack } from "../kit/set-back.ts";
import { createChatPace, type Going } from "./chat-pace.ts";
import { createDeliverer } from "./deliver.ts";
import type { BotDeps } from "./deps.ts";
import { furthestTimer, placeOf, type DueNotice, type Wait } from "./notice-store.ts";

type Deps = Pick<BotDeps, "notices" | "providers" | "clock" | "log">;

export interface Notifier {
  wake(): void;
  stop(): Promise<void>;
}

/** While its chat is busy, and after a fault. */
const BUSY_MS = 500;
/** A clock that was set forward is noticed this soon. */
const MOST_MS = 10_000;
const BATCH = 50;
/** After a fault of our own. */
const FAULT_MS = 60_000;

export function startNotifier(deps: Deps, api: Api): Notifier {
  const { notices, clock, log } = deps;
  const chats = createChatPace();
  const stopping = new AbortController();
  const deliver = createDeliverer(deps, api, chats, stopping.signal);
  /** By chat: one call at a time, and a slow chat holds up no other. */
  const underWay = new Map<number, { readonly noticeId: number; readonly ended: Promise<void> }>();

  async function carry(due: DueNotice): Promise<void> {
    const { notice, launch } = due;
    try {
      await deliver(due);
    } catch (error) {
      log.error({ launch: launch.id, error }, "a card could not be delivered");
      const nextAt = clock.now() + FAULT_MS;
      await notices.postpone([{ was: notice, nextAt, tries: notice.tries + 1 }]);
    }
  }

  function take(due: DueNotice): void {
    const { id, chatId } = due.notice;
    const ended = carry(due)
      .catch(async (error: unknown) => {
        // The store itself fails, for instance on a full disk. The row stays due.
        log.error({ launch: due.launch.id, error }, "a card could not be put off either");
        await sleep(clock, BUSY_MS, stopping.signal);
      })
      .then(() => {
        underWay.delete(chatId);
        // It may have moved on while the edit was under way.
        loop.wake();
      });
    underWay.set(chatId, { noticeId: id, ended });
  }

  /** What was due until then is on its way, whose end wakes the loop, or was put off. */
  let seenTo = 0;

  async function takeDue(): Promise<void> {
    const now = clock.now();
    const inHand = new Set([...underWay.values()].map(({ noticeId }) => noticeId));
    const limit = BATCH + inHand.size;
    const due = await notices.due(now, limit);
    const waits: Wait[] = [];
    let left = due.length === limit;
    for (const one of due.toSorted((a, b) => rank(a) - rank(b))) {
      const { notice } = one;
      if (inHand.has(notice.id)) continue;
      if (chats.opensAt(now) > now) {
        left = true;
        break;
      }
      const quietEnds = waitsInQuiet(one) ? quietUntil(one.wishes, now) : null;
      if (quietEnds !== null) {
        waits.push({ was: notice, nextAt: quietEnds });
        continue;
      }
      const going = goingOf(one);
      const turn = chats.turn(going, now);
      const free = underWay.has(notice.chatId) ? now + BUSY_MS : now;
      if (Math.max(turn, free) > now) {
        waits.push({ was: notice, nextAt: Math.max(turn, free) });
        continue;
      }
      chats.went(going, now);
      take(one);
    }
    await notices.postpone(waits);
    seenTo = left ? 0 : now;
    // More may be due behind them.
    if (due.length === limit && chats.opensAt(now) <= now) loop.wake();
  }

  const nextDueAt = async () => {
    const at = await notices.nextDueAt(seenTo);
    return at === null ? null : Math.max(at, chats.opensAt(clock.now()));
  };
  const pace = { nextDueAt, busyMs: BUSY_MS, mostMs: MOST_MS };
  const mendTimers = whenSetBack(clock, (now) => {
    chats.forget();
    return notices.bringNearer((kind) => furthestTimer(kind, now));
  });
  const loop = startLoop({ clock, log }, "notices", pace, async () => {
    await mendTimers();
    await takeDue();
  });

  return {
    wake: () => loop.wake(),
    async stop() {
      await loop.stop();
      stopping.abort();
      await Promise.allSettled([...underWay.values()].map(({ ended }) => ended));
    },
  };
}

/** New messages that nobody waits for. Cards and final messages were asked for, and an edit makes no sound. */
function waitsInQuiet({ notice }: DueNotice): boolean {
  const { kind } = notice;
  return kind === "reminder" || ((kind === "told" || kind === "follow") && !placeOf(notice));
}

/** Mere progress may wait; an end, and a card that is not there yet, may not. */
function goingOf({ notice, launch }: DueNotice): Going {
  const { id, chatId, kind, haveVersion } = notice;
  const isNew = haveVersion === 0 || placeOf(notice) === null;
  const isEnd = !["queued", "sending", "accepted"].includes(launch.status);
  return { id, chatId, urgent: kind !== "reminder" && (isNew || isEnd) };
}

/** What makes a sound goes first, then the other ends, then progress; many may follow one launch, so they come behind. */
function rank(due: DueNotice): number {
  const { kind } = due.notice;
  if (kind === "final") return 0;
  if (kind === "follow") return 2;
  if (goingOf(due).urgent) return 1;
  return kind === "card" ? 2 : 3;
}
