import { beforeEach, describe, expect, it } from "vitest";
import type { BotStore, ConversationStore, PendingIntake } from "../../src/bot/bot-store.ts";
import { START } from "../support/a-clock.ts";
import { OWNER } from "../support/a-launch.ts";

const anIntake = (part: Partial<PendingIntake> = {}): PendingIntake => ({
  userId: OWNER,
  provider: "j7tracker",
  kind: "session-jwt",
  expiresAt: START + 60_000,
  promptMessageId: 12,
  ...part,
});

/**
 * What every {@link BotStore} keeps to.
 *
 * @param make A new, empty store for each test; who needs to close it does so with vitest's `onTestFinished`.
 */
export function botStoreContract(name: string, make: () => Promise<BotStore>): void {
  describe(`bot store: ${name}`, () => {
    let bot: BotStore;
    beforeEach(async () => {
      bot = await make();
    });

    it("remembers which updates were handled, also when told twice", async () => {
      await bot.markHandled(900_000_000_001, START);
      await bot.markHandled(900_000_000_001, START + 1);

      expect(await bot.wasHandled(900_000_000_001)).toBe(true);
      expect(await bot.wasHandled(900_000_000_002)).toBe(false);
    });

    it("forgets updates that are older than asked", async () => {
      await bot.markHandled(1, START - 1);
      await bot.markHandled(2, START);

      expect(await bot.forgetUpdates(START, 10)).toBe(1);

      expect(await bot.wasHandled(1)).toBe(false);
      expect(await bot.wasHandled(2)).toBe(true);
    });

    it("expects one secret of a person: the last that was asked for", async () => {
      const last = anIntake({ provider: "swarms", kind: "api-key", promptMessageId: null });
      await bot.expectSecret(anIntake());
      await bot.expectSecret(anIntake({ userId: OWNER + 1 }));

      await bot.expectSecret(last);

      expect(await bot.expectedSecret(OWNER)).toEqual(last);
      expect(await bot.expectedSecret(OWNER + 1)).toEqual(anIntake({ userId: OWNER + 1 }));
    });

    it("expects nothing any more once that was dropped", async () => {
      await bot.expectSecret(anIntake());

      await bot.dropExpectedSecret(OWNER);

      expect(await bot.expectedSecret(OWNER)).toBeNull();
    });

    it("knows since when a person is here", async () => {
      const first = await bot.person(OWNER, START);
      const again = await bot.person(OWNER, START + 5);

      expect(first).toEqual({ id: OWNER, region: null, firstSeenAt: START });
      expect(again).toEqual(first);
    });

    it("keeps the region a person picked, and that they picked none", async () => {
      await bot.person(OWNER, START);

      await bot.setRegion(OWNER, "europe");
      expect(await bot.person(OWNER, START)).toMatchObject({
        ...{ region: "europe", firstSeenAt: START },
      });

      await bot.setRegion(OWNER, null);
      expect(await bot.person(OWNER, START)).toMatchObject({ region: null });
    });

    it("keeps the region of a person it has not met", async () => {
      await bot.setRegion(OWNER, "europe");

      expect(await bot.person(OWNER, START)).toMatchObject({ region: "europe" });
    });
  });
}

/** What every {@link ConversationStore} keeps to; `make` as for {@link botStoreContract}. */
export function conversationStoreContract(
  name: string,
  make: () => Promise<ConversationStore>,
): void {
  describe(`conversation store: ${name}`, () => {
    let conversations: ConversationStore;
    beforeEach(async () => {
      conversations = await make();
    });

    it("gives back the last state that was written, byte by byte", async () => {
      const box = Buffer.from([0, 255, 10, 0]);
      await conversations.write("-5:7", Buffer.from("old"), START, 1);

      await conversations.write("-5:7", box, START + 1, 1);

      expect(await conversations.read("-5:7")).toEqual(box);
      expect(await conversations.read("-5:8")).toBeNull();
    });

    it("removes a state", async () => {
      await conversations.write("a", Buffer.from("a"), START, 1);

      await conversations.remove("a", START, 1);
      await conversations.remove("b", START, 1);

      expect(await conversations.read("a")).toBeNull();
    });

    it("pages through all of them, by key", async () => {
      for (const key of ["b", "a", "c"]) await conversations.write(key, Buffer.from(key), START, 1);

      const [first] = await conversations.page("", 1);
      const rest = await conversations.page("a", 10);

      expect(first).toEqual({ key: "a", box: Buffer.from("a") });
      expect(rest.map(({ key }) => key)).toEqual(["b", "c"]);
    });

    it("tells a person's from everybody else's, and a chat's from every other chat's", async () => {
      const keys = ["-5:7", "-5:2:7", "7:7", "-5:17", "-51:8", "-5:7:8"];
      for (const key of keys) await conversations.write(key, Buffer.from(key), START, 1);

      const theirs = await conversations.ofPerson(7);
      const left = await conversations.leaveChat(-5);

      expect(theirs.map(({ key }) => key)).toEqual(["-5:2:7", "-5:7", "7:7"]);
      expect(left).toBe(4);
      expect((await conversations.page("", 10)).map(({ key }) => key)).toEqual(["-51:8", "7:7"]);
    });

    it("forgets states that nobody touched, and says how many", async () => {
      await conversations.write("old", Buffer.from("1"), START - 2, 1);
      await conversations.write("older", Buffer.from("2"), START - 3, 1);
      await conversations.write("touched", Buffer.from("3"), START - 3, 1);
      await conversations.write("touched", Buffer.from("3"), START, 1);

      expect(await conversations.forget(START, 1)).toBe(1);
      expect(await conversations.forget(START, 10)).toBe(1);

      expect(await conversations.read("old")).toBeNull();
      expect(await conversations.read("touched")).not.toBeNull();
    });
  });
}
