import type { MiddlewareHandler } from "hono";

/**
 * Answers only requests that name this host as one of `names` (without port), so that a page in the operator's browser
 * cannot reach a loopback server by pointing its own name at 127.0.0.1.
 */
export function knownHosts(names: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header("host") ?? "";
    const url = URL.parse(`http://${host}`);
    if (url === null || !names.has(url.hostname)) return c.text("unknown host\n", 421);
    return next();
  };
}
