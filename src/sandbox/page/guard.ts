import type { Context, MiddlewareHandler } from "hono";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

const HEADERS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/**
 * Lets in only what the sandbox's own page asks: it drives a process on somebody's machine, and every web site that this
 * person visits can send requests to loopback.
 *
 * - The Host must be a loopback name, or a site could bind its own name to 127.0.0.1 and become "same origin".
 * - A request that says where it comes from (`Origin`, `Sec-Fetch-Site`) must name this origin.
 * - One that changes something must say where it comes from.
 */
export function ownOriginOnly(): MiddlewareHandler {
  return async (c, next) => {
    const refusal = whyRefused(c);
    if (refusal) return c.json({ error: refusal }, 403);
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  };
}

function whyRefused(c: Context): string | null {
  const host = c.req.header("host") ?? "";
  if (!LOOPBACK.test(host)) return "This host name is not served.";

  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const reads = c.req.method === "GET";
  if (origin !== undefined) return origin === `http://${host}` ? null : "Another origin asked.";
  if (site === undefined) return reads ? null : "The request does not say where it comes from.";
  if (site === "same-origin" || (site === "none" && reads)) return null;
  // A link from elsewhere may open the page: that shows the other site nothing and does nothing.
  return reads && c.req.path === "/" ? null : "Another site asked.";
}
