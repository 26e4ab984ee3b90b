import { setTimeout as sleep } from "node:timers/promises";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import { SimError, type TelegramSim } from "../telegram/world.ts";
import type { Feed } from "./feed.ts";
import type { PanelProvider } from "./panel.ts";
import { DOCUMENT_LIMIT, JSON_LIMIT, PHOTO_LIMIT, requests, uploadSchema } from "./requests.ts";

interface Deps {
  readonly telegram: TelegramSim;
  readonly providers: readonly PanelProvider[];
  readonly feed: Feed;
}

/** What people do on the page: each POST is one act of one person, or a turn of a fault's switch. */
export function createActs({ telegram, providers, feed }: Deps): Hono {
  const acts = new Hono();

  const onJson = <T>(path: string, schema: z.ZodType<T>, act: (asked: T) => unknown) =>
    acts.post(path, limit(JSON_LIMIT), async (c) => {
      const read = schema.safeParse(await c.req.json().catch(() => null));
      return read.success ? answer(c, () => act(read.data)) : notUnderstood(c, read.error);
    });

  const onUpload = (path: string, most: number, act: (asked: Upload) => unknown) =>
    acts.post(path, limit(most + JSON_LIMIT), async (c) => {
      const form = await c.req.formData().catch(() => new FormData());
      const read = uploadSchema.safeParse(Object.fromEntries(form));
      if (!read.success) return notUnderstood(c, read.error);
      const bytes = Buffer.from(await read.data.file.arrayBuffer());
      return answer(c, () => act({ ...read.data, bytes }));
    });

  onJson("/say", requests.say, ({ person, text, ...at }) => telegram.say(person, text, where(at)));
  onJson("/other", requests.other, ({ person, kind, ...at }) =>
    telegram.sendOther(person, kind, where(at)),
  );
  onJson("/edit", requests.edit, ({ person, chat, messageId, text }) =>
    telegram.editText(person, messageId, text, chat),
  );
  onJson("/delete", requests.delete, ({ person, chat, messageId }) => {
    telegram.deleteOwn(person, messageId, chat);
  });
  // The answer to the press reaches the page as a `toast` event, whenever the bot gets to it.
  onJson("/press", requests.press, async ({ person, chat, messageId, data }) => {
    const { callbackQueryId } = await telegram.press(person, chat ?? person, messageId, data);
    return { callbackQueryId };
  });
  onJson("/inline", requests.inline, async ({ person, query, ...at }) => {
    const { queryId, answer } = telegram.inline(person, query, where(at));
    return { queryId, ...(await Promise.race([answer, nothingListed()])) };
  });
  onJson("/choose", requests.choose, ({ person, queryId, resultId, ...at }) => {
    telegram.choose(person, queryId, resultId, where(at));
  });
  onJson("/web-app", requests.webApp, async ({ person, messageId, url }) => ({
    url: await telegram.openWebApp(person, messageId, url),
  }));
  onJson("/people", requests.people, ({ firstName }) => {
    const person = telegram.addPerson({ firstName });
    feed.publish({ type: "people" });
    return { person };
  });
  onJson("/faults", requests.faults, ({ provider: name, fault, on }) => {
    const provider = providers.find((one) => one.name === name);
    if (!provider) throw new SimError("There is no such provider.");
    const known = provider.faults.catalogue.some((one) => one.id === fault);
    if (fault === undefined ? on : !known) throw new SimError("There is no such fault.");
    if (on && fault !== undefined) provider.faults.add(fault);
    else provider.faults.clear(fault);
    feed.publish({ type: "provider", name });
  });

  onUpload("/photo", PHOTO_LIMIT, ({ person, bytes, caption, ...at }) =>
    telegram.sendPhoto(person, bytes, { ...where(at), ...(caption && { caption }) }),
  );
  onUpload("/document", DOCUMENT_LIMIT, ({ person, bytes, caption, file, ...at }) =>
    telegram.sendDocument(
      person,
      { bytes, name: file.name, mime: file.type || "application/octet-stream" },
      { ...where(at), ...(caption && { caption }) },
    ),
  );
  return acts;
}

type Upload = z.infer<typeof uploadSchema> & { readonly bytes: Buffer };

interface At {
  readonly chat?: number | undefined;
  readonly topic?: number | undefined;
  readonly replyTo?: number | undefined;
}

const where = ({ chat, topic, replyTo }: At) => ({
  ...(chat === undefined ? {} : { chatId: chat }),
  ...(topic === undefined ? {} : { topic }),
  ...(replyTo === undefined ? {} : { replyTo }),
});

/** Clients do not wait for a list much longer than this. */
const LIST_MS = 10_000;
const nothingListed = async () => {
  await sleep(LIST_MS, undefined, { ref: false });
  return { results: [], nextOffset: null };
};

const limit = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) => c.json({ error: `At most ${Math.floor(maxSize / 1024)} KB fit in.` }, 413),
  });

/** @returns What the act gave, or 409 with the words of a {@link SimError}; a bug rises. */
async function answer(c: Context, act: () => unknown): Promise<Response> {
  try {
    return c.json({ ok: true, ...((await act()) as object | undefined) });
  } catch (error) {
    if (error instanceof SimError) return c.json({ error: error.message }, 409);
    throw error;
  }
}

function notUnderstood(c: Context, error: z.ZodError): Response {
  const first = error.issues[0];
  return c.json({ error: `${first?.path.join(".") ?? "body"}: ${first?.message ?? "wrong"}` }, 400);
}
