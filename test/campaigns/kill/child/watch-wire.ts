import { subscribe } from "node:diagnostics_channel";
import type { Reach } from "./points.ts";

interface Message {
  readonly request: { readonly method: string; readonly path: string };
}

/** Node's and undici's own announcements; each is made in the middle of the deed, and waits for whoever listens. */
const CALLS = [
  ["undici:client:sendHeaders", "before the first byte of"],
  ["undici:request:bodySent", "after the last byte of"],
  ["undici:request:headers", "at the first byte of the answer to"],
  ["undici:request:trailers", "after the whole answer to"],
  ["http.client.request.created", "before"],
  ["http.client.response.finish", "at the answer to"],
] as const;

/** Points around each call to a provider and to Telegram. */
export function watchWire(reach: Reach): void {
  for (const [channel, when] of CALLS) {
    subscribe(channel, (message) => {
      const call = nameOf((message as Message).request);
      if (call !== null) reach(`${when} ${call}`);
    });
  }
}

/** @returns Null for what goes on all the time, whatever else happens: pings and waiting for updates. */
function nameOf({ method, path }: Message["request"]): string | null {
  const telegram = /^\/bot[^/]+\/(\w+)/.exec(path)?.[1];
  if (telegram === "getUpdates" || path.endsWith("/ping") || path === "/health") return null;
  if (telegram !== undefined) return `Telegram's ${telegram}`;
  return `${method} ${path.replace(/\?.*/, "").replace(/[0-9a-f-]{36}/, "…")}`;
}
