import { createHash, randomBytes } from "node:crypto";
import { emptyDraft } from "../../src/domain/draft.ts";
import type { Picture } from "../../src/domain/picture.ts";
import { draftData } from "../../src/bot/callback-data.ts";
import { systemClock } from "../../src/kit/clock.ts";
import { newId } from "../../src/kit/ids.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { createVault } from "../../src/vault/vault.ts";
import { giveKeys } from "../../test/support/some-keys.ts";
import { RING } from "../throughput/whole-bot.ts";

/** A card in somebody's private chat whose Launch can be tapped, and what its buttons carry. */
export interface Card {
  readonly ownerId: number;
  readonly launch: string;
  /** Of the one that shows it once more. */
  readonly draw: string;
}

const FIRST_OWNER = 8_100_000_000;

/** A database of people with their keys and a card each, ready to be tapped. @param pictureBytes 0: the picture is a link. */
export async function addCards(
  url: string,
  count: number,
  pictureBytes: number,
): Promise<readonly Card[]> {
  const storage = openStorage({ url, clock: systemClock });
  const vault = createVault({ ring: RING, store: storage.credentials, clock: systemClock });
  await vault.unlock();
  const picture = await pictureOf(storage, pictureBytes);
  const cards: Card[] = [];
  for (let at = 0; at < count; at += 1) {
    const ownerId = FIRST_OWNER + at;
    const draft = { id: newId(), version: 1 };
    await giveKeys(vault, ownerId, "j7tracker");
    await storage.drafts.add({
      ...draft,
      ownerId,
      content: { ...emptyDraft("pump"), name: "Moss Coin", ticker: "MOSS", picture },
      state: "open",
      card: { chatId: ownerId, messageId: 1, hasPicture: false },
      repeats: null,
      groupId: null,
      topicId: null,
      createdAt: Date.now(),
      updatedAt: Date.now(),
    });
    cards.push({ ownerId, launch: draftData(draft, "go"), draw: draftData(draft, "main") });
  }
  await storage.close();
  return cards;
}

async function pictureOf(storage: Storage, length: number): Promise<Picture> {
  if (length === 0) return { kind: "link", url: "https://example.com/coin.png" };
  const bytes = randomBytes(length);
  const hash = createHash("sha256").update(bytes).digest("hex");
  const about = { hash, mime: "image/webp", width: 512, height: 512 } as const;
  await storage.images.put({ ...about, bytes, createdAt: Date.now() });
  return { kind: "stored", ...about, bytes: length };
}
