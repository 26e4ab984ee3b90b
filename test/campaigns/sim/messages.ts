import type { NoticeStore } from "../../../src/bot/notice-store.ts";
import type { Life } from "./life.ts";
import type { Scene } from "./scene.ts";

/** Keeps count of new messages for each launch, and of the reasons for one. */
export interface Messages {
  /** The same store, with each wish for a new message noted. */
  noting(notices: NoticeStore): NoticeStore;
  /** How many new messages a launch has in all chats, and how many of them it was entitled to besides its rings. */
  of(launchId: string): { readonly sent: number; readonly wished: number };
  /** Whether Telegram refused one of its messages for what it is. */
  wasRefused(launchId: string): boolean;
}

interface Unsure {
  readonly launch: string;
  readonly by: Life;
  readonly at: number;
  readonly answered: boolean;
}

/** How soon a message that was sent is written down, on a disk that takes it. */
const WRITTEN_MS = 3_000;
/** How soon a disk that has room again is tried again. */
const TRIED_AGAIN_MS = 10_000;

const LAUNCH = /#([2-9a-z]{12})/;

export function watchMessages({ telegram, story, time, weather }: Scene): Messages {
  const sent = new Map<string, number>();
  const wished = new Map<string, number>();
  const refused = new Set<string>();
  const unsure: Unsure[] = [];
  /** Nobody knows that it was sent: the answer was lost, or the process with what it had to write down. It goes once more. */
  const isUnknown = ({ by, at, answered }: Unsure) => {
    const full = weather.diskFull.find(({ from, to }) => from <= at + WRITTEN_MS && at < to);
    const written = full ? full.to + TRIED_AGAIN_MS : at + WRITTEN_MS;
    return !answered || by.diedAt() <= written;
  };
  const add = (to: Map<string, number>, id: string) => void to.set(id, (to.get(id) ?? 0) + 1);
  const launchIn = (html: string) => LAUNCH.exec(html)?.[1] ?? "";
  telegram.onSent = ({ html }, by, answered) => {
    const launch = launchIn(html);
    add(sent, launch);
    unsure.push({ launch, by, at: time.elapsed(), answered });
  };
  telegram.onRefused = (html) => void refused.add(launchIn(html));

  return {
    noting: (notices) => ({
      ...notices,
      // Noted before it is done: who dies in between has done it all the same, or not.
      async forgetMessage(was, nextAt) {
        add(wished, was.launchId);
        await notices.forgetMessage(was, nextAt);
      },
      async sendHome(was, ownerId, nextAt) {
        add(wished, was.launchId);
        story.count("notice: sent home");
        await notices.sendHome(was, ownerId, nextAt);
      },
      async bringForward(launchId, now) {
        add(wished, launchId);
        return notices.bringForward(launchId, now);
      },
    }),
    of: (id) => ({
      sent: sent.get(id) ?? 0,
      wished:
        (wished.get(id) ?? 0) + unsure.filter((one) => one.launch === id && isUnknown(one)).length,
    }),
    wasRefused: (id) => refused.has(id),
  };
}
