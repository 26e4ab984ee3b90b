import { pino, stdTimeFunctions, type DestinationStream, type LoggerOptions } from "pino";
import { describeError } from "./describe-error.ts";
import { loggable } from "./loggable.ts";
import { createScrubber } from "./scrub.ts";

/** Fixed words, with or without fields: `log.warn({ launch: id }, "answer lost")`. Words are never put together. */
export interface LogMethod {
  (fields: object, words: string): void;
  (words: string): void;
}
export type Log = Readonly<Record<"trace" | "debug" | "info" | "warn" | "error", LogMethod>>;

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "silent"] as const;

/**
 * A JSON-lines log on standard output, or in `sink`.
 *
 * Two nets, since each alone has holes: fields are made plain before they are written, and every finished line passes
 * the scrubber, which also hides the values in `known` (settings that are secrets) wherever they turn up.
 */
export function createLog(
  level: (typeof LOG_LEVELS)[number],
  sink?: DestinationStream,
  known: readonly string[] = [],
): Log {
  const scrubber = createScrubber(known);
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { log: (fields) => loggable(fields) as Record<string, unknown> },
    // Already plain; pino's own serializer would look for a stack in it.
    serializers: { err: (error: unknown) => error },
    hooks: {
      streamWrite: (line) => scrubber.line(line),
      logMethod(args, method) {
        const [first, words] = args as readonly unknown[];
        // Left to itself pino takes an error's message for the words, and fills in further arguments.
        if (typeof first === "string") method.call(this, first);
        else method.call(this, fieldsOf(first), typeof words === "string" ? words : "no words");
      },
    },
  };
  return sink ? pino(options, sink) : pino(options);
}

function fieldsOf(first: unknown): object {
  if (first instanceof Error) return { error: describeError(first) };
  return typeof first === "object" && first !== null ? first : {};
}

export const silentLog: Log = createLog("silent");
