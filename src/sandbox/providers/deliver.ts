import { once } from "node:events";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { sleep, type Clock } from "../../kit/clock.ts";
import type { Reply } from "./reply.ts";

/** How an answer reaches the caller, or fails to. */
export type Manner =
  | { readonly kind: "whole" }
  /** The connection is cut before the first byte. */
  | { readonly kind: "lost" }
  /** The connection stays open and silent until the caller gives up. */
  | { readonly kind: "never" }
  /** The head promises more than comes; then the connection is cut. */
  | { readonly kind: "truncated" }
  /** The body comes after a megabyte of blanks, which JSON allows. */
  | { readonly kind: "padded" }
  /** The second half of the body comes `ms` after the first. */
  | { readonly kind: "slow"; readonly ms: number };

const PADDING = " ".repeat(1024 * 1024);

type Outgoing = HttpBindings["outgoing"];

export async function deliver(
  reply: Reply,
  manner: Manner,
  outgoing: Outgoing,
  clock: Clock,
): Promise<Response> {
  switch (manner.kind) {
    case "whole":
      return asResponse(reply);
    case "padded":
      return asResponse({ ...reply, text: PADDING + reply.text });
    case "lost":
      outgoing.destroy();
      break;
    case "never":
      if (!outgoing.destroyed) await once(outgoing, "close");
      break;
    case "truncated":
      await writeHalf(reply, outgoing);
      outgoing.destroy();
      break;
    case "slow": {
      const rest = await writeHalf(reply, outgoing);
      await sleep(clock, manner.ms);
      outgoing.end(rest);
      break;
    }
  }
  return RESPONSE_ALREADY_SENT;
}

function asResponse(reply: Reply): Response {
  return new Response(reply.text, {
    status: reply.status,
    headers: { ...reply.headers, "content-type": reply.contentType },
  });
}

/** Writes the head and half of the body. @returns The other half. */
async function writeHalf(reply: Reply, outgoing: Outgoing): Promise<Buffer> {
  const bytes = Buffer.from(reply.text);
  const half = Math.floor(bytes.length / 2);
  outgoing.writeHead(reply.status, {
    ...reply.headers,
    "content-type": reply.contentType,
    "content-length": bytes.length,
  });
  await new Promise<void>((resolve) => {
    outgoing.write(bytes.subarray(0, half), () => resolve());
  });
  return bytes.subarray(half);
}
