import { CallError } from "../domain/errors.ts";

/**
 * How far a request got when it failed, as the connection itself tells:
 *
 * - `waiting`: for a name, a connection or a free one. Not a byte of it was handed to a socket.
 * - `written`: handed to a socket. Whether it arrived, nobody can know.
 * - `answering`: the head of an answer came back.
 */
export type Progress = "waiting" | "written" | "answering";

/** The whole time allowed for a request is over. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
  readonly code = "DEADLINE";
}

/** What undici says when an answer came and cannot be taken in: too long, not HTTP, other than announced. */
const UNREADABLE = /^(HPE_|HTTPParserError|UND_ERR_(RES_|HEADERS_OVERFLOW|INVALID_CONTENT))/;

/**
 * Turns an error of the connection into a fate.
 *
 * Progress decides and not the error's code, since one code stands for both sides of the line: `ECONNRESET` comes while
 * connecting and after the provider has read everything. Bytes counted as written prove nothing either: the kernel
 * takes them all before the other side has seen one. That none was counted does prove something, see `bytesLeave`.
 *
 * @returns `unsent` only for `waiting`; everything else is `unclear`.
 */
export function readFailure(error: unknown, progress: Progress): CallError {
  const code = codeOf(error);
  // The code alone: messages of the network stack name hosts and ports.
  const cause = new Error(code);
  if (progress === "waiting") {
    return new CallError("unsent", { code: "unreachable", said: null }, { cause });
  }
  const brokenOff = progress === "answering" && !(error instanceof DeadlineError);
  const unreadable = brokenOff || UNREADABLE.test(code);
  return new CallError(
    "unclear",
    { code: unreadable ? "unreadable-answer" : "no-answer", said: null },
    { cause },
  );
}

/** Some errors carry a number as their code (an abort has 23), which says nothing; their name does. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
