import type { Launch, Timings } from "../domain/launch.ts";
import type { Clock, Moment } from "../kit/clock.ts";

/** Follows one attempt by the clock that nobody sets. */
export interface Times {
  /** Its last byte left. */
  sent(): void;
  /** @returns Null when nothing left. */
  ended(isAnswered: boolean): Pick<Timings, "tapToSentMs" | "sentToAnswerMs"> | null;
}

/** @param tapped By this process; one that came before it left only the time that everybody shares. */
export function startTimes(clock: Clock, { tappedAt }: Launch, tapped?: Moment): Times {
  let left: { readonly elapsedMs: number; readonly tapToSentMs: number | null } | null = null;

  function sinceTapMs(): number | null {
    if (tapped) return clock.elapsedMs() - tapped.elapsedMs;
    return tappedAt === null ? null : Math.max(0, clock.now() - tappedAt);
  }

  return {
    sent: () => void (left = { elapsedMs: clock.elapsedMs(), tapToSentMs: sinceTapMs() }),
    ended(isAnswered) {
      if (left === null) return null;
      const { tapToSentMs, elapsedMs } = left;
      return { tapToSentMs, sentToAnswerMs: isAnswered ? clock.elapsedMs() - elapsedMs : null };
    },
  };
}
