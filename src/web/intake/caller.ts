import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

const LOOPBACK = /^(::1|(::ffff:)?127\.)/;

/**
 * Who asks, for counting: the address of the connection, or what a proxy on this machine says of its own caller.
 *
 * The last entry is the one that the nearest proxy wrote; those before it can be made up. Fit for limits, not for rights.
 */
export function callerOf(c: Context): string {
  const address = addressOf(c);
  if (!LOOPBACK.test(address)) return address;
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return forwarded === "" ? address : forwarded.slice(0, 64);
}

/** Tests ask without a connection. */
function addressOf(c: Context): string {
  const env = c.env as { readonly incoming?: object } | undefined;
  return env?.incoming ? (getConnInfo(c).remote.address ?? "") : "";
}
