import { describeError } from "./describe-error.ts";

const MAX_DEPTH = 6;
const MAX_ITEMS = 100;

/**
 * Turns what was given to a log call into plain data before anything is written.
 *
 * Errors become a picked subset of themselves and bytes their length. Instances of classes become their class's name:
 * a chat context, a request or a key ring has nothing to say in a log, and says too much. Amounts (`bigint`) become
 * text, since JSON readers round them.
 */
export function loggable(value: unknown, depth = 0): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Error) return describeError(value);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (depth === MAX_DEPTH) return "[deep]";
  if (Array.isArray(value)) {
    return value.slice(0, MAX_ITEMS).map((item: unknown) => loggable(item, depth + 1));
  }
  const kind = classOf(value);
  if (kind !== null) return `[${kind}]`;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, loggable(item, depth + 1)]),
  );
}

function classOf(value: object): string | null {
  const prototype = Object.getPrototypeOf(value) as { constructor?: unknown } | null;
  if (prototype === null || prototype === Object.prototype) return null;
  const maker = prototype.constructor;
  return typeof maker === "function" ? maker.name.toLowerCase() : "object";
}
