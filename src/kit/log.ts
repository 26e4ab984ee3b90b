import { pino, stdTimeFunctions, type DestinationStream, type Logger } from "pino";
import { describeError } from "./describe-error.ts";
import { scrub } from "./scrub.ts";

/** Fixed words plus fields: `log.warn({ launch: id }, "answer lost")`. */
export type Log = Pick<Logger, "trace" | "debug" | "info" | "warn" | "error">;

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "silent"] as const;

/**
 * A JSON-lines log whose every line passes the scrubber at the sink, whatever was put into it. Errors become a picked
 * subset of themselves: those of libraries carry tokens, URLs and what people typed.
 */
export function createLog(level: (typeof LOG_LEVELS)[number], sink?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { error: describeError, err: describeError },
    hooks: { streamWrite: scrub },
  };
  return sink ? pino(options, sink) : pino(options);
}

export const silentLog: Log = createLog("silent");
