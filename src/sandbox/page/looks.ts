import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { SimMessage, TelegramSim } from "../telegram/world.ts";
import type { Feed } from "./feed.ts";
import { type PanelProvider, viewOf } from "./panel.ts";

interface Deps {
  readonly telegram: TelegramSim;
  readonly providers: readonly PanelProvider[];
  readonly banner: string;
  readonly feed: Feed;
  readonly signal?: AbortSignal;
}

/** What the page reads: the state of one chat, the panel, files, and the stream of what happens. */
export function createLooks(deps: Deps): Hono {
  const { telegram, providers, feed } = deps;
  const looks = new Hono();

  looks.get("/state", (c) => c.json(stateFor(deps, c.req.query("person"), c.req.query("chat"))));
  looks.get("/providers", (c) => c.json({ providers: providers.map(viewOf) }));
  looks.get("/events", (c) => streamFeed(c, feed, deps.signal));
  looks.get("/file/:fileId", (c) => {
    const file = telegram.file(c.req.param("fileId"));
    if (!file) return c.json({ error: "There is no such file." }, 404);
    // Only pictures may be shown in place; anything else that somebody uploaded could be a page with a script.
    const shown = /^image\/(png|jpeg|gif|webp)$/.test(file.mime);
    return c.body(Uint8Array.from(file.bytes), 200, {
      "Content-Type": shown ? file.mime : "application/octet-stream",
      "Content-Disposition": shown ? "inline" : "attachment",
      "Cache-Control": "private, max-age=3600",
    });
  });
  return looks;
}

/** All that a page needs to draw itself. `eventId` tells which events of the stream are already in it. */
function stateFor({ telegram, providers, banner, feed }: Deps, asWhom = "", where = "") {
  const people = telegram.people();
  const person = people.find(({ id }) => id === Number(asWhom)) ?? people[0];
  const me = person?.id ?? 0;
  const groups = telegram
    .groups()
    .filter(({ members }) => members.some(({ personId }) => personId === me));
  const chat = groups.find(({ chatId }) => chatId === Number(where))?.chatId ?? me;
  const isShown = ({ onlyFor }: SimMessage) => onlyFor === undefined || onlyFor === me;
  return {
    eventId: feed.lastId(),
    banner,
    bot: telegram.bot,
    people,
    person: person?.id ?? null,
    groups,
    chat,
    messages: telegram.messages(chat).filter(isShown),
    commands: person ? telegram.commandsFor(person.id) : [],
    providers: providers.map(viewOf),
  };
}

/**
 * The stream starts with `hello` at each connection, upon which the page reads the state anew: nothing is replayed, since
 * the state already holds what was missed.
 */
function streamFeed(c: Context, feed: Feed, signal?: AbortSignal): Response {
  return streamSSE(c, async (stream) => {
    const ended = new Promise<void>((resolve) => {
      stream.onAbort(resolve);
      signal?.addEventListener("abort", () => resolve(), { once: true });
    });
    const stop = feed.listen(({ id, event }) => {
      void stream.writeSSE({ id: String(id), data: JSON.stringify(event) });
    });
    await stream.writeSSE({ event: "hello", id: String(feed.lastId()), data: "{}", retry: 1000 });
    if (!signal?.aborted) await ended;
    stop();
  });
}
