import { beforeEach, describe, expect, it } from "vitest";
import type { Notice } from "../../src/bot/notice-store.ts";
import type { Launch } from "../../src/domain/launch.ts";
import { FIRST_WISHES, type NoticeWishes } from "../../src/domain/notice-wishes.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { START } from "../support/a-clock.ts";
import { aDraft, OWNER } from "../support/a-launch.ts";
import { launchOf, moveTo, type LaunchStores } from "./launch-store.ts";

type Stores = LaunchStores & Pick<Storage, "wishes" | "forgetting">;

const GROUP = -1_001_234_567_890;
const BEN = OWNER + 1;
const DAY = 86_400_000;
const LATER = START + 100 * DAY;

/** What every {@link WishStore} keeps to, together with the notices that go by it. */
export function wishStoreContract(name: string, make: () => Promise<Stores>): void {
  describe(`wish store: ${name}`, () => {
    let stores: Stores;
    let updates = 0;
    beforeEach(async () => {
      stores = await make();
    });

    const wish = (part: Partial<NoticeWishes>, userId = OWNER) =>
      stores.wishes.change(userId, (kept) => ({ ...kept, ...part }));
    async function aLaunch(chatId = GROUP): Promise<Launch> {
      const draft = aDraft({ card: { chatId, messageId: 5, hasPicture: false } });
      await stores.drafts.add(draft);
      const made = await stores.launches.confirm(draft.id, (updates += 1), launchOf());
      if (made.kind !== "confirmed") throw new Error("not confirmed");
      return made.launch;
    }
    const toUnclear = moveTo({
      ...{ status: "unclear", attempt: "attempt-1", sentAt: START, nextAt: START + 30_000 },
      reason: { code: "no-answer", said: null },
    });
    const toFailed = moveTo({
      ...{ status: "failed", nextAt: null, endedAt: START },
      reason: { code: "refused", said: null },
    });
    const dueOf = async (kind: Notice["kind"]) =>
      (await stores.notices.due(LATER, 100)).filter(({ notice }) => notice.kind === kind);
    const nextOf = async (kind: Notice["kind"]) =>
      (await dueOf(kind)).map(({ notice }) => (notice.nextAt ?? 0) - START);

    it("has the first ones of who never said anything", async () => {
      expect(await stores.wishes.wishes(OWNER)).toEqual(FIRST_WISHES);
    });

    it("keeps every part, each person apart, until they are forgotten", async () => {
      const full: NoticeWishes = {
        ...{ told: false, follow: false, digest: false, digestHour: 0 },
        ...{ quiet: { from: 22, until: 0 }, clockAhead: -210 },
      };

      expect(await wish(full)).toEqual(full);

      expect(await stores.wishes.wishes(OWNER)).toEqual(full);
      expect(await stores.wishes.wishes(BEN)).toEqual(FIRST_WISHES);
      await stores.forgetting.forget(OWNER, [], () => ({ rejected: "no-such" }));
      expect(await stores.wishes.wishes(OWNER)).toEqual(FIRST_WISHES);
    });

    it("are handed out with what is due in that person's chat", async () => {
      await wish({ quiet: { from: 1, until: 2 } });
      await stores.launches.apply((await aLaunch()).id, toFailed);

      const [told] = await dueOf("told");
      const [card] = await dueOf("card");

      expect(told?.wishes.quiet).toEqual({ from: 1, until: 2 });
      expect(card?.wishes).toEqual(FIRST_WISHES);
    });

    it("drops ends that are not wanted any more and were not told yet, and tells none from then on", async () => {
      const launch = await aLaunch();
      await stores.notices.follow(launch.id, BEN);
      await stores.launches.apply(launch.id, toFailed);
      await wish({ told: false });
      await wish({ follow: false }, BEN);

      await stores.launches.apply((await aLaunch()).id, toFailed);

      expect([await dueOf("told"), await dueOf("follow")]).toEqual([[], []]);
    });

    it("goes on with an end that was told, though no other is wanted", async () => {
      const launch = await aLaunch();
      await stores.launches.apply(launch.id, toUnclear);
      const [told] = await dueOf("told");
      const shown = { version: 2, messageId: 9, hasPicture: false };
      if (told) await stores.notices.delivered(told.notice, shown, null);
      await wish({ told: false });

      await stores.launches.apply(launch.id, toFailed);

      expect(await dueOf("told")).toMatchObject([{ notice: { messageId: 9, wantVersion: 3 } }]);
    });

    it("sends the card home when its group is closed and nothing else is told there", async () => {
      await wish({ told: false });
      await stores.launches.apply((await aLaunch()).id, toFailed);
      const [card] = await dueOf("card");

      if (card) await stores.notices.sendHome(card.notice, OWNER, START);

      expect(await dueOf("card")).toMatchObject([{ notice: { chatId: OWNER, messageId: null } }]);
    });

    it("looks at once at what waits, such as for the end of quiet hours", async () => {
      await stores.launches.apply((await aLaunch()).id, toFailed);
      const [told] = await dueOf("told");
      if (told) await stores.notices.postpone([{ was: told.notice, nextAt: START + DAY }]);
      await stores.clock.advance(7);

      await wish({ quiet: null });

      expect(await nextOf("told")).toEqual([7]);
    });

    it("has all reminders due together, and at rest for who wants none", async () => {
      for (const ms of [0, 1_000]) {
        await stores.clock.advance(ms);
        await stores.launches.apply((await aLaunch(OWNER)).id, toUnclear);
      }
      await stores.notices.reminded(OWNER);
      const together = await nextOf("reminder");

      await wish({ digest: false });
      await stores.launches.apply((await aLaunch(OWNER)).id, toUnclear);
      const none = await nextOf("reminder");
      await wish({ digest: true });

      expect(together).toEqual([DAY, DAY]);
      expect(none).toEqual([]);
      expect(await nextOf("reminder")).toEqual([DAY, DAY, DAY]);
    });

    it("leaves the reminder of what is settled at rest", async () => {
      const settled = await aLaunch(OWNER);
      await stores.launches.apply(settled.id, toUnclear);
      await stores.launches.apply((await aLaunch(OWNER)).id, toUnclear);
      await stores.launches.apply(settled.id, toFailed);

      await wish({ digestHour: 9 });
      await stores.notices.reminded(OWNER);

      expect(await nextOf("reminder")).toHaveLength(1);
    });

    it("lists what is unclear, the longest first", async () => {
      const launches = [await aLaunch(OWNER), await aLaunch(), await aLaunch(OWNER)];
      const [one, two] = launches;
      for (const launch of [two, one]) {
        await stores.clock.advance(1_000);
        if (launch) await stores.launches.apply(launch.id, toUnclear);
      }

      const unclear = await stores.notices.unclearOf(OWNER);

      expect(unclear.map(({ launch, since }) => [launch.id, since - START])).toEqual([
        [two?.id, 1_000],
        [one?.id, 2_000],
      ]);
    });
  });
}
