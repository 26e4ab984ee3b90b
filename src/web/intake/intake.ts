/**
 * The intake page: `/intake`, where a key is typed that then never stands in a chat.
 *
 * Its address is the same for everybody and says nothing: the pass stands behind the `#`, which no browser sends, so it
 * is in no log of a proxy and no referrer. A look at the page uses nothing up, since previews and scanners look too.
 */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createLimiter } from "../../kit/limiter.ts";
import { callerOf } from "./caller.ts";
import { readPageFiles } from "./files.ts";
import type { Answer, AnswerWords, IntakePort, PageWords } from "./port.ts";
import { MAX_BODY_BYTES, readBody, type ReadBody } from "./read-body.ts";

export interface IntakeDeps {
  /** Null until the bot is built. */
  readonly port: () => IntakePort | null;
  readonly words: PageWords & AnswerWords;
  /** Who may show the page in a frame, as a CSP source: Telegram's web client shows Mini Apps in one. */
  readonly frameAncestors: string;
}

/** Requests of one caller a minute; a person needs two or three for a key. */
const TRIES = 60;
const MINUTE_MS = 60_000;
const STATUS = { stored: 200, wrong: 422, closed: 410, busy: 429 } as const;

export function createIntake(deps: IntakeDeps): Hono {
  const { words } = deps;
  const files = readPageFiles(words);
  const limiter = createLimiter({ tries: TRIES, windowMs: MINUTE_MS });
  const intake = new Hono();
  const headers = { "content-security-policy": policyOf(deps.frameAncestors) };

  intake.get("/intake", (c) => c.html(files.html, 200, headers));
  intake.get("/intake/page.css", (c) =>
    c.body(files.css, 200, { "content-type": "text/css; charset=utf-8" }),
  );
  intake.get("/intake/page.js", (c) =>
    c.body(files.js, 200, { "content-type": "text/javascript; charset=utf-8" }),
  );

  const onPost = (
    path: string,
    answer: (c: Context, port: IntakePort, asked: ReadBody) => Promise<Response>,
  ) =>
    intake.post(
      path,
      bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => say(c, 413, words.tooLarge) }),
      async (c) => {
        if (!(await limiter.allows(callerOf(c)))) return say(c, 429, words.tooMany);
        // No form of another site can send this type without asking first.
        if (c.req.header("content-type") !== "application/octet-stream")
          return say(c, 415, words.later);
        const port = deps.port();
        if (!port) return say(c, 503, words.later);
        const body = Buffer.from(await c.req.arrayBuffer());
        try {
          const asked = readBody(body);
          return asked ? await answer(c, port, asked) : say(c, 410, words.closed);
        } finally {
          // What the HTTP server copied on the way is collected, not wiped.
          body.fill(0);
        }
      },
    );

  onPost("/intake/look", async (c, port, { pass }) => {
    const question = await port.look(pass);
    return question ? c.json(question) : say(c, 410, words.closed);
  });
  onPost("/intake/key", async (c, port, { pass, typed }) => {
    if (typed === null) return say(c, 410, words.closed);
    const { kind, said }: Answer = await port.store(pass, typed);
    return say(c, STATUS[kind], said);
  });

  intake.all("/intake/*", (c) => c.text("not found\n", 404));
  return intake;
}

const say = (c: Context, status: 200 | 410 | 413 | 415 | 422 | 429 | 503, said: string) =>
  c.json({ said }, status);

const policyOf = (frameAncestors: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    // The empty icon, or browsers would ask for one.
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors}`,
  ].join("; ");
