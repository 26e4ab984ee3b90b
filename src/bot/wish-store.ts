import type { NoticeWishes } from "../domain/notice-wishes.ts";

/** What people want to hear. Each method is one transaction. */
export interface WishStore {
  wishes(userId: number): Promise<NoticeWishes>;
  /**
   * Keeps what `decide` makes of their wishes, and has what waits for them go by these: an end that they do not want to be
   * told of is dropped, the others are looked at again at once, and the next digest comes when it is due now.
   */
  change(userId: number, decide: (kept: NoticeWishes) => NoticeWishes): Promise<NoticeWishes>;
}
