import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";

/** A body of Telegram's: an update, whose other fields are the bot's to read. */
export interface IncomingUpdate {
  readonly update_id: number;
}

export interface WebhookDeps {
  /** Whether this is the secret that we gave Telegram; in constant time. */
  readonly isSecret: (given: string) => boolean;
  /** Resolves when the update needs no second delivery. @returns False when it is to come again later. */
  readonly take: (update: IncomingUpdate) => Promise<boolean>;
}

const SECRET_HEADER = "x-telegram-bot-api-secret-token";
const MAX_BYTES = 1024 * 1024;

/**
 * `POST /telegram`: updates as Telegram delivers them. Who does not know the secret learns nothing but that, and nothing
 * of what they sent is read for meaning.
 */
export function createWebhook({ isSecret, take }: WebhookDeps): Hono {
  const app = new Hono();
  app.post(
    "/telegram",
    async (c, next) => {
      if (!isSecret(c.req.header(SECRET_HEADER) ?? "")) return c.body(null, 401);
      if (!/^application\/json\s*(;|$)/i.test(c.req.header("content-type") ?? "")) {
        return c.body(null, 415);
      }
      await next();
    },
    bodyLimit({ maxSize: MAX_BYTES, onError: (c) => c.body(null, 413) }),
    async (c) => {
      const update = readUpdate(await c.req.text());
      if (update === null) return c.body(null, 400);
      return c.body(null, (await take(update)) ? 200 : 503);
    },
  );
  return app;
}

function readUpdate(text: string): IncomingUpdate | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof body !== "object" || body === null || !("update_id" in body)) return null;
  const { update_id: id } = body;
  return Number.isSafeInteger(id) && Number(id) >= 0 ? { ...body, update_id: Number(id) } : null;
}
