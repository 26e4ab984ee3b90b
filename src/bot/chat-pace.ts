/**
 * When a notice may go to its chat.
 *
 * Telegram allows about one message a second for each chat and some thirty in all; edits count like messages, and who
 * edits faster is shut out for minutes. So a chat gets one piece of progress every few seconds, which then is the newest,
 * while what a person waits for goes as soon as the chat has had a second's rest. What has to wait keeps its turn, so that
 * the cards of one chat count on one after the other. Kept in memory: after a restart a chat that was shut is asked once
 * more, and says again for how long.
 */

export interface Going {
  /** The notice's id. */
  readonly id: number;
  readonly chatId: number;
  /** Not mere progress: an end, or a card that was not shown yet. */
  readonly urgent: boolean;
}

/** All times in ms since the epoch. */
export interface ChatPace {
  /** When this may go: now or earlier means at once. A later turn is kept for it. */
  turn(going: Going, now: number): number;
  /** When anything at all may go, whatever the chat. */
  opensAt(now: number): number;
  went(going: Going, now: number): void;
  /** Telegram takes nothing for this chat until then; the other chats get less at a time for a moment. */
  shut(chatId: number, until: number, now: number): void;
  /** Begins anew, as after a restart: the clock was set back, and what was waited for may lie far ahead. */
  forget(): void;
  /** How many chats it remembers. */
  size(): number;
}

const URGENT_MS = 1_000;
const PRIVATE_MS = 2_500;
const GROUP_MS = 5_000;
/** Everything together: 30 a second, of which a second's worth may go at once. */
const ALL_MS = 34;
const BURST_MS = 1_000;
/** After a 429: 5 a second, none at once. */
const SLOW_ALL_MS = 200;
const SLOW_FOR_MS = 10_000;
const MOST_CHATS = 5_000;

/** Longer than anybody with a turn takes to ask; who does not ask has gone another way. */
const PATIENCE_MS = 2_000;

interface Turn {
  /** Who has the earlier one goes first. */
  readonly at: number;
  /** When it was told to ask again: its turn, or later when something that could not wait went in between. */
  readonly asksAt: number;
  readonly urgent: boolean;
}

interface Chat {
  lastAt: number;
  shutUntil: number;
  /** By notice id. */
  readonly turns: Map<number, Turn>;
}

export function createChatPace(): ChatPace {
  const chats = new Map<number, Chat>();
  /** When all that went would have gone at an even pace; ahead of the clock by what went in bursts. */
  let evenUntil = 0;
  let slowUntil = 0;

  function chatOf(chatId: number, now: number): Chat {
    const known = chats.get(chatId);
    if (known) return known;
    if (chats.size >= MOST_CHATS) dropSome(chats, now);
    const chat: Chat = { lastAt: -Infinity, shutUntil: -Infinity, turns: new Map() };
    chats.set(chatId, chat);
    return chat;
  }

  return {
    turn({ id, chatId, urgent }, now) {
      const chat = chats.get(chatId);
      if (!chat) return now;
      const gap = gapOf(chatId, urgent);
      const kept = chat.turns.get(id);
      const mine = kept?.urgent === urgent ? kept.at : null;
      const others = othersThan(id, chat, now).filter((other) => other.urgent || !urgent);
      const goesBefore = ({ at, asksAt }: Turn) => asksAt <= now && (mine === null || at < mine);
      const free = Math.max(chat.shutUntil, chat.lastAt + gap);
      if (free <= now && !others.some(goesBefore)) return now;
      const at = mine ?? others.reduce((last, other) => Math.max(last, other.at + gap), free);
      const asksAt = Math.max(at, free <= now ? now + gap : free);
      chat.turns.set(id, { at, asksAt, urgent });
      return asksAt;
    },
    opensAt(now) {
      return Math.max(now, now < slowUntil ? evenUntil : evenUntil - BURST_MS);
    },
    went({ id, chatId }, now) {
      const chat = chatOf(chatId, now);
      chat.lastAt = now;
      chat.turns.delete(id);
      evenUntil = Math.max(evenUntil, now) + (now < slowUntil ? SLOW_ALL_MS : ALL_MS);
    },
    shut(chatId, until, now) {
      const chat = chatOf(chatId, now);
      chat.shutUntil = Math.max(chat.shutUntil, until);
      chat.turns.clear();
      slowUntil = now + SLOW_FOR_MS;
      evenUntil = Math.max(evenUntil, now + SLOW_ALL_MS);
    },
    forget() {
      chats.clear();
      evenUntil = slowUntil = 0;
    },
    size: () => chats.size,
  };
}

/** Groups are written to by many, and have a limit of 20 a minute. */
function gapOf(chatId: number, urgent: boolean): number {
  if (urgent) return URGENT_MS;
  return chatId < 0 ? GROUP_MS : PRIVATE_MS;
}

function othersThan(id: number, { turns }: Chat, now: number): readonly Turn[] {
  for (const [one, { asksAt }] of turns) if (asksAt + PATIENCE_MS < now) turns.delete(one);
  return [...turns].flatMap(([one, turn]) => (one === id ? [] : turn));
}

/** Drops the chats that could be written to anyway; if that does not help, the one that was met first. */
function dropSome(chats: Map<number, Chat>, now: number): void {
  for (const [chatId, { lastAt, shutUntil }] of chats) {
    if (Math.max(shutUntil, lastAt + GROUP_MS) <= now) chats.delete(chatId);
  }
  const [first] = chats.keys();
  if (chats.size >= MOST_CHATS && first !== undefined) chats.delete(first);
}
