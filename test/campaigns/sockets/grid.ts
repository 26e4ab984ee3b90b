import { httpAnswer, type Line } from "../../support/a-tcp-server.ts";
import type { Case } from "./case.ts";
import { chunked, onceAt, saysAndEnds, saysAndResets, untilTheEnd } from "./conducts.ts";
import type { Side } from "./sides.ts";

export type Cut = "end" | "reset";

/** The ways to mark where an answer is over. */
export const FRAMINGS: Readonly<Record<string, (body: string) => string>> = {
  length: (body) => httpAnswer(200, body),
  chunks: chunked,
  end: untilTheEnd,
};

/** A server that sends only the first bytes of its good answer: one case for each length there is. */
export function cutAnswers(side: Side, framing: (body: string) => string, cut: Cut): Case[] {
  const answer = framing(side.done);
  const send = cut === "end" ? saysAndEnds : saysAndResets;
  return Array.from({ length: answer.length + 1 }, (_, bytes) => ({
    name: `cuts (${cut}) after ${bytes} of ${answer.length} bytes of its answer`,
    conduct: () => send(answer.slice(0, bytes)),
    end: bytes < answer.length ? "unclear" : "taken",
  }));
}

/**
 * A server that takes at least so many bytes of a request and then cuts: `steps` cases from the first byte to the last
 * but one. Even the first proves that something was written.
 */
export function cutRequests(length: number, steps: number, cut: Cut, large: boolean): Case[] {
  const act = ({ socket, reset }: Line) => {
    if (cut === "end") socket.end();
    else reset();
  };
  return Array.from({ length: steps }, (_, step) => {
    const bytes = 1 + Math.floor((step * (length - 2)) / Math.max(1, steps - 1));
    const early = onceAt(bytes, act);
    return {
      name: `cuts (${cut}) after ${bytes} of ${length} bytes of the request`,
      ...(large && { large: true }),
      // Small requests arrive whole, in one piece.
      conduct: () => ({ ...early, whole: act }),
      end: "unclear",
    };
  });
}
