import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../kit/clock.ts";

/** Telegram's own is below 1 KB. */
const MAX_LENGTH = 4096;
const MAX_AGE_S = 300;
/** How far this machine's clock may be behind Telegram's. */
const MAX_AHEAD_S = 30;

const fields = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  auth_date: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
  user: z
    .string()
    .transform(readJson)
    .pipe(z.object({ id: z.int().positive() })),
});

/** Whom Telegram says a Mini App was opened by; null when it does not say so, or not lately. */
export type ReadInitData = (initData: string) => number | null;

/**
 * Checks what Telegram signs when it opens a Mini App: `tgWebAppData`, a query string with a hash over the other fields.
 * Nothing else of a request says who sent it.
 *
 * The signature covers the fields as lines, sorted. A name that comes twice, or a line feed inside a field, would let one
 * signed text be read in two ways, so neither is taken.
 *
 * @see https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
 */
export function createInitDataReader(botToken: string, clock: Clock): ReadInitData {
  const key = createSecretKey(createHmac("sha256", "WebAppData").update(botToken).digest());

  return (initData) => {
    if (initData.length > MAX_LENGTH) return null;
    const pairs = [...new URLSearchParams(initData)];
    if (new Set(pairs.map(([name]) => name)).size < pairs.length) return null;
    if (pairs.some(([name, value]) => !/^\w+$/.test(name) || value.includes("\n"))) return null;
    const read = fields.safeParse(Object.fromEntries(pairs));
    if (!read.success) return null;
    const { hash, auth_date, user } = read.data;
    const signed = pairs
      .filter(([name]) => name !== "hash")
      .map(([name, value]) => `${name}=${value}`);
    const right = createHmac("sha256", key).update(signed.sort().join("\n")).digest();
    if (!timingSafeEqual(right, Buffer.from(hash, "hex"))) return null;
    const age = Math.floor(clock.now() / 1000) - auth_date;
    return age <= MAX_AGE_S && age >= -MAX_AHEAD_S ? user.id : null;
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
