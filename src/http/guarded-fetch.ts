import { Client } from "undici";
import { systemClock, type Clock } from "../kit/clock.ts";
import { guardedConnector, NotPublicError, OPEN_INTERNET, type Guard } from "./guarded-connect.ts";

/**
 * Why nothing came of a URL: `form` is not https, or holds a password; `not-public` leads to an address or a port of no
 * open host; `redirects` too many; `answer` any status but 200; `too-large`; `late`; `unreachable` everything else.
 */
export type FetchFailure =
  "form" | "not-public" | "redirects" | "answer" | "too-large" | "late" | "unreachable";

/** Holds neither the URL nor a cause, which could name it. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  readonly why: FetchFailure;

  constructor(why: FetchFailure) {
    super(`not fetched: ${why}`);
    this.why = why;
  }
}

/** @throws {FetchError} */
export type GuardedFetch = (url: string) => Promise<Buffer>;

const MAX_REDIRECTS = 3;
const REDIRECTS = [301, 302, 303, 307, 308];
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Loads what a stranger's URL points at, from the open internet only: https on port 443, every hop checked anew, at most
 * 3 redirects, 10 MB and 10 s in all. Nothing is sent that says who asks, and no connection is kept or shared with the
 * ones that launches use.
 *
 * What comes back is bytes; what they are, they have to show themselves. A compressed answer stays compressed.
 */
export function createGuardedFetch(
  options: {
    readonly clock?: Clock;
    readonly guard?: Guard;
    readonly maxBytes?: number;
    readonly timeoutMs?: number;
  } = {},
): GuardedFetch {
  const { clock = systemClock, guard = OPEN_INTERNET } = options;
  const { maxBytes = 10 * 1024 * 1024, timeoutMs = 10_000 } = options;

  async function follow(typed: string, open: (client: Client) => Client): Promise<Buffer> {
    let url = readUrl(typed);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const port = url.port === "" ? 443 : Number(url.port);
      const client = open(
        new Client(url.origin, {
          connect: guardedConnector(guard, port, timeoutMs),
          maxHeaderSize: MAX_HEADER_BYTES,
          // The deadline of the whole stands in for both.
          headersTimeout: 0,
          bodyTimeout: 0,
        }),
      );
      const { statusCode, headers, body } = await client.request({
        method: "GET",
        path: url.pathname + url.search,
        headers: { accept: "image/*", "accept-encoding": "identity", "user-agent": "Launchgram" },
      });
      if (!REDIRECTS.includes(statusCode)) {
        if (statusCode !== 200) throw new FetchError("answer");
        return await collect(body, maxBytes);
      }
      const { location } = headers;
      if (typeof location !== "string") throw new FetchError("answer");
      url = readUrl(location, url);
    }
    throw new FetchError("redirects");
  }

  return async (typed) => {
    const clients: Client[] = [];
    const over = Promise.withResolvers<never>();
    const callOff = clock.after(timeoutMs, () => over.reject(new FetchError("late")));
    const open = (client: Client): Client => {
      clients.push(client);
      return client;
    };
    try {
      return await Promise.race([follow(typed, open), over.promise]);
    } catch (error) {
      if (error instanceof FetchError) throw error;
      throw new FetchError(error instanceof NotPublicError ? "not-public" : "unreachable");
    } finally {
      callOff();
      await Promise.all(clients.map((client) => client.destroy()));
    }
  };
}

function readUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  const fits = url?.protocol === "https:" && url.username === "" && url.password === "";
  if (!fits) throw new FetchError("form");
  return url;
}

async function collect(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new FetchError("too-large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
