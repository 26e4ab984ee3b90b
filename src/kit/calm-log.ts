import type { Clock } from "./clock.ts";
import type { Log, LogMethod } from "./log.ts";

const A_MINUTE_MS = 60_000;

/**
 * The same log, where an error of one kind is written once a minute for the same words, with the number of lines that
 * were left out. For what fails in many places at once, again and again, until somebody has seen to it.
 */
export function calmLog(log: Log, clock: Clock, isRepeated: (error: unknown) => boolean): Log {
  const written = new Map<string, { readonly at: number; leftOut: number }>();

  const calm =
    (write: LogMethod): LogMethod =>
    (...line: readonly [string] | readonly [object, string]) => {
      if (line.length === 1) {
        write(line[0]);
        return;
      }
      const [fields, words] = line;
      const last = written.get(words);
      if (!("error" in fields && isRepeated(fields.error))) {
        write(fields, words);
      } else if (last && clock.now() - last.at < A_MINUTE_MS) {
        last.leftOut += 1;
      } else {
        written.set(words, { at: clock.now(), leftOut: 0 });
        write(last && last.leftOut > 0 ? { ...fields, leftOut: last.leftOut } : fields, words);
      }
    };

  return {
    trace: log.trace.bind(log),
    debug: log.debug.bind(log),
    info: calm(log.info.bind(log)),
    warn: calm(log.warn.bind(log)),
    error: calm(log.error.bind(log)),
  };
}
