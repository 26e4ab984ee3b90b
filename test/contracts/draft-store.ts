import { beforeEach, describe, expect, it } from "vitest";
import type { DraftStore } from "../../src/launches/draft-store.ts";
import { START } from "../support/a-clock.ts";
import { aContent, aDraft, OWNER } from "../support/a-launch.ts";

/**
 * What every {@link DraftStore} keeps to.
 *
 * @param make A new, empty store for each test; who needs to close it does so with vitest's `onTestFinished`.
 */
export function draftStoreContract(name: string, make: () => Promise<DraftStore>): void {
  describe(`draft store: ${name}`, () => {
    let drafts: DraftStore;
    beforeEach(async () => {
      drafts = await make();
    });
    const rename = (name: string) => () => aContent({ name });

    it("gives back a draft exactly as it was added", async () => {
      const draft = aDraft({
        content: aContent({
          picture: {
            kind: "stored",
            hash: "a".repeat(64),
            mime: "image/png",
            ...{ bytes: 10, width: 2, height: 3 },
          },
          buy: "500000000",
          links: { twitter: "https://x.com/moss" },
          options: { bundle: true, gwei: 0.1 },
        }),
        card: { chatId: -1_001_234_567_890, messageId: 5, hasPicture: true },
        ...{ repeats: "launch-1", groupId: -1_001_234_567_890, topicId: 7 },
      });

      await drafts.add(draft);

      expect(await drafts.get(draft.id)).toEqual(draft);
      expect(await drafts.get("no-such-draft")).toBeNull();
    });

    it("changes the content and counts the change", async () => {
      const draft = aDraft();
      await drafts.add(draft);

      const changed = await drafts.change(draft.id, OWNER, 1, rename("Fern"), START + 5);

      const expected = {
        ...draft,
        ...{ content: aContent({ name: "Fern" }), version: 2, updatedAt: START + 5 },
      };
      expect(changed).toEqual(expected);
      expect(await drafts.get(draft.id)).toEqual(expected);
    });

    it.each([
      ["of another version", {}, OWNER, 2],
      ["of somebody else", {}, OWNER + 1, 1],
      ["that was launched", { state: "launched" }, OWNER, 1],
      ["that was cancelled", { state: "cancelled" }, OWNER, 1],
    ] as const)("does not change a draft %s", async (_what, part, owner, version) => {
      const draft = aDraft(part);
      await drafts.add(draft);

      expect(await drafts.change(draft.id, owner, version, rename("Fern"), START)).toBeNull();

      expect(await drafts.get(draft.id)).toEqual(draft);
    });

    it("outdates all open drafts of one person, and nobody else's", async () => {
      const [open, launched] = [aDraft(), aDraft({ state: "launched" })];
      const strangers = aDraft({ ownerId: OWNER + 1 });
      for (const draft of [open, launched, strangers]) await drafts.add(draft);

      await drafts.outdate(OWNER, START + 5);

      expect(await drafts.get(open.id)).toEqual({ ...open, version: 2, updatedAt: START + 5 });
      expect(await drafts.get(launched.id)).toEqual(launched);
      expect(await drafts.get(strangers.id)).toEqual(strangers);
    });

    it("takes one of two changes that were made to the same version", async () => {
      const draft = aDraft();
      await drafts.add(draft);

      const changed = await Promise.all([
        drafts.change(draft.id, OWNER, 1, rename("Fern"), START),
        drafts.change(draft.id, OWNER, 1, rename("Moss"), START),
      ]);

      expect(changed.filter((one) => one !== null)).toHaveLength(1);
      expect(await drafts.get(draft.id)).toMatchObject({ version: 2 });
    });

    it("leaves a draft as it was when the change throws", async () => {
      const draft = aDraft();
      await drafts.add(draft);

      const changing = drafts.change(
        draft.id,
        OWNER,
        1,
        () => {
          throw new Error("refused");
        },
        START,
      );

      await expect(changing).rejects.toThrow("refused");
      expect(await drafts.get(draft.id)).toEqual(draft);
    });

    it("remembers where the card stands, and that it is gone", async () => {
      const draft = aDraft();
      const card = { chatId: -5, messageId: 9, hasPicture: true };
      await drafts.add(draft);

      await drafts.place(draft.id, card);
      expect(await drafts.get(draft.id)).toEqual({ ...draft, card });

      await drafts.place(draft.id, null);
      expect(await drafts.get(draft.id)).toEqual(draft);
    });

    it("ends an open draft, once", async () => {
      const draft = aDraft();
      await drafts.add(draft);

      const closed = await drafts.close(draft.id, "cancelled", START + 1);
      const again = await drafts.close(draft.id, "expired", START + 2);

      expect(closed).toEqual({ ...draft, state: "cancelled", updatedAt: START + 1 });
      expect(again).toBeNull();
      expect(await drafts.get(draft.id)).toEqual(closed);
      expect(await drafts.close("no-such-draft", "expired", START)).toBeNull();
    });

    it("finds the open draft that its owner touched last", async () => {
      expect(await drafts.latestOpen(OWNER)).toBeNull();
      const latest = aDraft({ updatedAt: START + 2 });
      await drafts.add(latest);
      await drafts.add(aDraft({ updatedAt: START + 1 }));
      await drafts.add(aDraft({ updatedAt: START + 3, state: "expired" }));
      await drafts.add(aDraft({ updatedAt: START + 4, ownerId: OWNER + 1 }));

      expect(await drafts.latestOpen(OWNER)).toEqual(latest);
    });

    it("finds open drafts that were touched lately, the latest first", async () => {
      const [older, newer] = [aDraft({ updatedAt: START + 1 }), aDraft({ updatedAt: START + 2 })];
      await drafts.add(older);
      await drafts.add(newer);
      await drafts.add(aDraft({ updatedAt: START }));
      await drafts.add(aDraft({ updatedAt: START + 3, state: "launched" }));

      expect(await drafts.lately(START + 1, 10)).toEqual([newer.id, older.id]);
      expect(await drafts.lately(START + 1, 1)).toEqual([newer.id]);
    });

    it("finds open drafts that nobody touched any more, oldest first", async () => {
      const [newer, older] = [aDraft({ updatedAt: START + 2 }), aDraft({ updatedAt: START + 1 })];
      await drafts.add(newer);
      await drafts.add(older);
      await drafts.add(aDraft({ updatedAt: START + 3 }));
      await drafts.add(aDraft({ updatedAt: START, state: "launched" }));

      expect(await drafts.stale(START + 3, 10)).toEqual([older, newer]);
      expect(await drafts.stale(START + 3, 1)).toEqual([older]);
    });
  });
}
