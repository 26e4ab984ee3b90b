import type { Problem } from "../../domain/problem.ts";
import type { PausedBy } from "../../domain/standing.ts";
import { h, lines, type Html } from "../html.ts";

/** Why a launch that waited was cancelled. */
export function pausedWords(problem: Problem | undefined): Html {
  const byOperator = problem?.code === "paused" && problem.by === "operator";
  return byOperator
    ? h`The operator has paused launching. You can try again when it goes on.`
    : h`You paused launching. /resume lets it go on.`;
}

const launches = (count: number): string => (count === 1 ? "1 launch" : `${count} launches`);

export const pauseWords = {
  paused: (found: { readonly cancelled: number; readonly underWay: number }): Html =>
    lines(
      h`⏸ <b>Paused.</b> From now on nothing of yours is sent, until you send /resume.`,
      found.cancelled > 0 &&
        h`${launches(found.cancelled)} that waited: cancelled, nothing was sent.`,
      found.underWay > 0 &&
        h`${launches(found.underWay)} already on the way: nobody can call that back. /status shows how it goes.`,
    ),
  resumed: (resumed: boolean, still: PausedBy | null): Html =>
    still === "operator"
      ? h`The operator has paused launching, so nothing is sent until they let it go on.`
      : resumed
        ? h`▶️ Launching goes on. What was cancelled stays so.`
        : h`You had not paused anything.`,
};
