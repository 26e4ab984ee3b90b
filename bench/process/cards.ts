import { createHash, randomBytes } from "node:crypto";
import { emptyDraft } from "../../src/domain/draft.ts";
import type { Picture } from "../../src/domain/picture.ts";
import { draftData } from "../../src/bot/callback-data.ts";
import { createImages } from "../../src/images/images.ts";
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

/** A picture for every card, kept where it has to be. */
export type GivePicture = (storage: Storage) => Promise<Picture>;

export const aLink: GivePicture = async () => ({
  kind: "link",
  url: "https://example.com/coin.png",
});

/** Pixels of this size that nothing was made of. */
export const ofSize =
  (length: number): GivePicture =>
  async ({ images }) => {
    const bytes = randomBytes(length);
    const hash = createHash("sha256").update(bytes).digest("hex");
    const about = { hash, mime: "image/webp", width: 512, height: 512 } as const;
    await images.put({ ...about, bytes, createdAt: Date.now() });
    return { kind: "stored", ...about, bytes: length };
  };

/** What the program makes of what somebody sent. */
export const takenIn =
  (sent: Buffer): GivePicture =>
  async ({ images: store }) =>
    createImages({ store, clock: systemClock }).takeIn(sent);

/** A database of people with their keys and a card each, ready to be tapped. */
export async function addCards(
  url: string,
  count: number,
  givePicture: GivePicture,
): Promise<readonly Card[]> {
  const storage = openStorage({ url, clock: systemClock });
  const vault = createVault({ ring: RING, store: storage.credentials, clock: systemClock });
  await vault.unlock();
  const picture = await givePicture(storage);
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
