import { createSecretKey, randomBytes } from "node:crypto";
import Database from "better-sqlite3";
import { conversationKey } from "../../src/bot/conversation-storage.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { openBeside } from "../../src/storage/storage.ts";
import { pathOf } from "../../src/storage/sqlite-file.ts";
import { seal } from "../../src/vault/cipher.ts";
import { sealDataKey } from "../../src/vault/data-key-box.ts";
import { aboutState, createVault } from "../../src/vault/vault.ts";
import { messageOf, stubTelegram } from "./stub-telegram.ts";
import { RING, startWholeBot } from "./whole-bot.ts";

const FIRST_CHAT = 8_000_000_001;

/** The chat of this number, from 0 on. */
export const chatOf = (at: number): number => FIRST_CHAT + at;

/** Under what a chat's conversation is kept. */
export const labelOf = (chat: number): string =>
  conversationKey({ chatId: chat, topicId: null }, chat);

/**
 * A database in which so many people are in the middle of a launch, each with a key and a sealed state of their own: one
 * walked there through the whole bot with these answers, the others are given the same.
 */
export async function seedChats(
  databaseUrl: string,
  chats: number,
  answers: readonly string[],
): Promise<void> {
  const first = chatOf(0);
  const state = await walk(databaseUrl, first, answers);
  const client = new Database(pathOf(databaseUrl));
  client.pragma("synchronous = OFF");
  const addKey = client.prepare("insert into data_keys (owner_id, key_id, box) values (?, ?, ?)");
  const addState = client.prepare("insert into conversations (key, box, at) values (?, ?, ?)");
  const addOne = (chat: number) => {
    const bytes = randomBytes(32);
    const key = createSecretKey(bytes);
    const sealed = sealDataKey(chat, RING.newest, bytes);
    addKey.run(chat, sealed.keyId, sealed.box);
    const label = labelOf(chat);
    const plain = Buffer.from(state.replaceAll(String(first), String(chat)));
    addState.run(label, seal(key, aboutState(chat, label), plain), Date.now());
  };
  client.transaction(() => {
    for (let at = 1; at < chats; at += 1) addOne(chatOf(at));
  })();
  client.close();
}

/** @returns What is kept of the conversation, as text. */
async function walk(
  databaseUrl: string,
  chat: number,
  answers: readonly string[],
): Promise<string> {
  const telegram = stubTelegram();
  const bot = await startWholeBot(telegram, databaseUrl);
  for (const answer of answers) {
    telegram.hand([messageOf(chat, answer)]);
    await telegram.handled();
  }
  await bot.stop();
  const storage = openBeside({ url: databaseUrl, clock: systemClock });
  try {
    const label = labelOf(chat);
    const box = await storage.conversations.read(label);
    const vault = createVault({ ring: RING, store: storage.credentials, clock: systemClock });
    const plain = box && (await vault.openState(chat, label, box));
    if (!plain) throw new Error("the conversation is over already");
    return plain.toString("utf8");
  } finally {
    await storage.close();
  }
}
