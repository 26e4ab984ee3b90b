import { beforeEach, describe, expect, it } from "vitest";
import type { ImageStore, StoredImage } from "../../src/images/image-store.ts";
import { START } from "../support/a-clock.ts";

const anImage = (part: Partial<StoredImage> = {}): StoredImage => ({
  hash: "ab".repeat(32),
  mime: "image/webp",
  bytes: Buffer.from([0x52, 0, 0xff]),
  width: 640,
  height: 480,
  createdAt: START,
  ...part,
});

/**
 * What every {@link ImageStore} keeps to.
 *
 * @param make A new, empty store for each test; who needs to close it does so with vitest's `onTestFinished`.
 */
export function imageStoreContract(name: string, make: () => Promise<ImageStore>): void {
  describe(`image store: ${name}`, () => {
    let images: ImageStore;
    beforeEach(async () => {
      images = await make();
    });

    it("gives back a picture byte by byte, and null for one it does not have", async () => {
      await images.put(anImage());

      expect(await images.get("ab".repeat(32))).toEqual(anImage());
      expect(await images.get("cd".repeat(32))).toBeNull();
    });

    it("keeps a picture once: putting it again changes nothing", async () => {
      await images.put(anImage());

      await images.put(anImage({ createdAt: START + 1 }));

      expect(await images.get("ab".repeat(32))).toEqual(anImage());
    });

    it("knows where a picture is hosted besides here, once that was noted", async () => {
      await images.put(anImage());
      expect(await images.hostedUrl("ab".repeat(32))).toBeNull();

      await images.setHosted("ab".repeat(32), "https://pictures.example/ab.webp");

      expect(await images.hostedUrl("ab".repeat(32))).toBe("https://pictures.example/ab.webp");
      expect(await images.get("ab".repeat(32))).toEqual(anImage());
    });

    it("sweeps what nothing names once it is old, and nothing that is hosted", async () => {
      const [left, young, hosted] = ["a1", "b2", "c3"].map((part) => part.repeat(32));
      if (!left || !young || !hosted) throw new Error("three were made");
      await images.put(anImage({ hash: left, createdAt: START - 1 }));
      await images.put(anImage({ hash: young }));
      await images.put(anImage({ hash: hosted, createdAt: START - 1 }));
      await images.setHosted(hosted, "https://pictures.example/c3.webp");

      const swept = await images.sweep({ before: START, from: null, limit: 10 });

      expect(swept).toEqual({ removed: 1, to: null });
      expect(await images.get(left)).toBeNull();
      expect(await images.get(young)).not.toBeNull();
      expect(await images.get(hosted)).not.toBeNull();
    });

    it("sweeps stretch by stretch, the oldest first, and sees each picture once", async () => {
      const hashes = ["a1", "b2", "c3"].map((part) => part.repeat(32));
      for (const [age, hash] of hashes.entries()) {
        await images.put(anImage({ hash, createdAt: START - 1 - age }));
      }

      const first = await images.sweep({ before: START, from: null, limit: 2 });
      const kept = await Promise.all(hashes.map(async (hash) => (await images.get(hash)) !== null));
      const second = await images.sweep({ before: START, from: first.to, limit: 2 });

      expect(kept).toEqual([true, false, false]);
      expect(first).toEqual({ removed: 2, to: { createdAt: START - 2, hash: hashes[1] } });
      expect(second).toEqual({ removed: 1, to: null });
    });
  });
}
