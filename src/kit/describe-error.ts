/** What may be logged about an error. */
export interface Described {
  readonly name: string;
  readonly code?: string | number;
  readonly message?: string;
  readonly at?: string;
  readonly cause?: Described;
}

/** Classes whose messages are fixed words when a line of ours raised them. */
const SPEAKING = new Set([
  ...["InputError", "CallError", "VaultError", "ConfigError"],
  ...["Error", "TypeError", "RangeError", "ReferenceError"],
]);

const WORD = /^[\w$.-]{1,60}$/;
/** The file and the place in it; between them a module may have a query. */
const OUR_FRAME =
  /^\s+at .*?((?:src|test)\/(?:[\w.-]+\/)*[\w.-]+\.ts)(?:\?[\w=&-]*)?(:\d+:\d+)\)?$/;

/**
 * Picks from an error what may be logged: class, code, the place in our own source, causes to a depth of three.
 *
 * A message is kept only when a line of ours raised the error, and it is of our classes or the language's: libraries
 * quote URLs and payloads, `JSON.parse` quotes its text, `fetch` quotes a bad header, `fs` quotes paths. Telling them
 * apart by name alone would not do, since most of these call themselves `TypeError` or `Error`.
 */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { name: error === null ? "null" : typeof error };
  const frames = framesOf(error);
  const at = frames.map(ourPlace).find((place) => place !== null);
  const raisedHere = frames[0] !== undefined && ourPlace(frames[0]) !== null;
  const code = codeOf(error);
  const cause = innerOf(error);
  return {
    name: nameOf(error),
    ...(code === undefined ? {} : { code }),
    ...(raisedHere && SPEAKING.has(error.name) ? { message: error.message.slice(0, 300) } : {}),
    ...(at ? { at } : {}),
    ...(cause !== undefined && depth < 3 ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

/** With Telegram's method where there is one: grammY's errors carry it, beside the payload that must not be seen. */
function nameOf(error: Error): string {
  const name = WORD.test(error.name) ? error.name : "Error";
  const method = field(error, "method");
  return typeof method === "string" && WORD.test(method) ? `${name} (${method})` : name;
}

function codeOf(error: Error): string | number | undefined {
  const code = field(error, "code") ?? field(error, "error_code");
  if (typeof code === "number") return code;
  return typeof code === "string" && WORD.test(code) ? code : undefined;
}

/** grammY keeps the inner error in `error`, an AggregateError (no address answered) its parts in `errors`. */
function innerOf(error: Error): unknown {
  if (error.cause !== undefined) return error.cause;
  if (error instanceof AggregateError) return (error.errors as unknown[])[0];
  const inner = field(error, "error");
  return inner instanceof Error ? inner : undefined;
}

/** The stack without its head: the head repeats the message, whose lines could pose as frames. */
function framesOf(error: Error): string[] {
  const stack = typeof error.stack === "string" ? error.stack : "";
  const head = stack.indexOf(error.message);
  // The message was changed since: what is head and what is frame can no longer be told.
  if (head === -1) return [];
  return stack
    .slice(head + error.message.length)
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
}

function ourPlace(frame: string): string | null {
  if (frame.includes("node_modules/") || frame.includes("node:")) return null;
  const [, file, place] = OUR_FRAME.exec(frame) ?? [];
  return file !== undefined && place !== undefined ? file + place : null;
}

function field(error: Error, name: string): unknown {
  return name in error ? (error as unknown as Record<string, unknown>)[name] : undefined;
}
