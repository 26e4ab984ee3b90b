import { z } from "zod";
import type { Pass } from "./port.ts";

/** Twice what Telegram signs at most; a link's token is far shorter. */
const MAX_PASS_BYTES = 8 * 1024;
const MAX_KEY_BYTES = 16 * 1024;

/** Largest body of a request of the page. */
export const MAX_BODY_BYTES = MAX_PASS_BYTES + MAX_KEY_BYTES + 1;

const passSchema = z.union([
  z.strictObject({ token: z.string().regex(/^[\w-]{20,100}$/) }),
  z.strictObject({
    initData: z.string().min(1).max(4096),
    question: z.string().max(100).optional(),
  }),
]);

/** A request of the page. `typed` is a view into the body: wiping one wipes the other. */
export interface ReadBody {
  readonly pass: Pass;
  /** Null where no line feed follows the pass. */
  readonly typed: Buffer | null;
}

/**
 * Reads a body: the pass as JSON in the first line, then the key, byte by byte.
 *
 * The key stands outside the JSON so that no parser makes a string of it, which could not be wiped.
 */
export function readBody(body: Buffer): ReadBody | null {
  const end = body.indexOf(0x0a);
  const line = end === -1 ? body : body.subarray(0, end);
  if (line.length > MAX_PASS_BYTES) return null;
  const pass = passSchema.safeParse(parse(line.toString("utf8")));
  if (!pass.success) return null;
  return { pass: pass.data, typed: end === -1 ? null : body.subarray(end + 1) };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
