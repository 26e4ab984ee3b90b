import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Door } from "./door.ts";
import { BrokenConnection } from "./refusal.ts";

/** The Bot API as routes, for `app.route("/telegram", ...)`: `POST <prefix>/bot<token>/<method>` and the file path. */
export function createHttp(door: Door): Hono {
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>();
  app.all("/*", async (context) => {
    const request = context.req.raw;
    const url = new URL(request.url);
    // The prefix is whatever comes before the token.
    const at = url.pathname.search(/\/(?:file\/)?bot\d/);
    try {
      const reply = await door({
        path: at < 0 ? url.pathname : url.pathname.slice(at),
        query: url.searchParams,
        contentType: request.headers.get("content-type") ?? "",
        body: Buffer.from(await request.arrayBuffer()),
        signal: request.signal,
      });
      return new Response(new Uint8Array(reply.body), {
        status: reply.status,
        headers: { "content-type": reply.contentType },
      });
    } catch (error) {
      // The client went away, or is to think that the network did.
      if (!(error instanceof BrokenConnection) && !request.signal.aborted) throw error;
      context.env.outgoing?.destroy();
      return RESPONSE_ALREADY_SENT;
    }
  });
  // Whoever mounts it need not know which bindings it looks for.
  return app as unknown as Hono;
}
