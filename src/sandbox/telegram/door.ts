import { answerTo, type Api } from "./api.ts";
import { readCall } from "./read-call.ts";
import { BrokenConnection, Refusal } from "./refusal.ts";
import type { State } from "./state.ts";
import type { ApiResponse } from "./world.ts";

/** A request to the Bot API, from a socket or from a function call. */
export interface Knock {
  /** Below the API's root: `/bot<token>/<method>` or `/file/bot<token>/<path>`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
  readonly signal?: AbortSignal | undefined;
}

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

const MAX_BODY_BYTES = 50 * 1024 * 1024;

/** @throws {BrokenConnection} when there is to be no answer. */
export type Door = (knock: Knock) => Promise<Reply>;

/** The Bot API's wire: tokens, paths and status codes. */
export function createDoor(state: State, api: Api): Door {
  const download = (token: string, path: string): Reply => {
    const file = token === state.token ? state.files.download(path) : null;
    if (!file) return json(refused(404, "Not Found"));
    return { status: 200, contentType: "application/octet-stream", body: file.bytes };
  };

  return async ({ path: encoded, query, contentType, body, signal }) => {
    const path = encoded.replace(/%3a/i, ":");
    const [, fileToken, filePath] = /^\/file\/bot([^/]+)\/(.+)$/.exec(path) ?? [];
    if (fileToken !== undefined && filePath !== undefined) return download(fileToken, filePath);
    const [, token, method] = /^\/bot([^/]+)\/([^/]+)$/.exec(path) ?? [];
    // What does not even look like a token is no path of the real one.
    if (token === undefined || method === undefined || !/^\d+:[\w-]+$/.test(token)) {
      return json(refused(404, "Not Found"));
    }
    if (token !== state.token) return json(refused(401, "Unauthorized"));
    if (body.length > MAX_BODY_BYTES) return json(refused(413, "Request Entity Too Large"));
    const read = (name: string) => readCall({ method: name, query, contentType, body });
    return json(await api.call(method, read, signal));
  };
}

const refused = (code: number, why: string) => answerTo(new Refusal(code, why));

function json(answer: ApiResponse): Reply {
  return {
    status: answer.ok ? 200 : answer.error_code,
    contentType: "application/json",
    body: Buffer.from(JSON.stringify(answer)),
  };
}

/** The door as a `fetch` function, without sockets. */
export function fetchThrough(door: Door): typeof fetch {
  return async (input, init) => {
    const request = input instanceof Request ? input : null;
    const url = new URL(input instanceof Request ? input.url : input);
    // Response reads every body that fetch takes, and Node's streams, which grammY uploads with.
    const sent = new Response(init?.body ?? request?.body ?? null);
    const headers = new Headers(init?.headers ?? request?.headers);
    try {
      const reply = await door({
        path: url.pathname,
        query: url.searchParams,
        contentType: headers.get("content-type") ?? sent.headers.get("content-type") ?? "",
        body: Buffer.from(await sent.arrayBuffer()),
        signal: init?.signal ?? request?.signal,
      });
      return new Response(new Uint8Array(reply.body), {
        status: reply.status,
        headers: { "content-type": reply.contentType },
      });
    } catch (error) {
      if (error instanceof BrokenConnection) throw new TypeError("fetch failed", { cause: error });
      throw error;
    }
  };
}
