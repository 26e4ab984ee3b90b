import { refuse } from "./errors.ts";
import type { LinkField } from "./problem.ts";

const SITES = {
  twitter: { name: "x.com", hosts: /^(www\.|mobile\.)?(x|twitter)\.com$/ },
  telegram: { name: "t.me", hosts: /^(www\.)?(t\.me|telegram\.me|telegram\.dog)$/ },
} as const;

/** Longest link we hand on where a provider names no bound. Our own. */
const MAX_LINK = 500;

/**
 * Reads a link that is handed on to a provider and never fetched by us: https, no credentials, a host with a dot.
 *
 * `@name` is taken for the X and Telegram fields. @throws {InputError} `link-*`, `empty` or `too-long`.
 */
export function parseLink(field: LinkField | "picture", typed: string, max = MAX_LINK): string {
  const text = typed.trim();
  if (text === "") refuse({ code: "empty", field });
  const site = field === "twitter" || field === "telegram" ? SITES[field] : null;
  const handle = site && /^@(\w{1,50})$/.exec(text)?.[1];
  const full = handle
    ? `https://${site.name}/${handle}`
    : /^[a-z][a-z0-9+.-]*:/i.test(text)
      ? text
      : `https://${text}`;
  if (!URL.canParse(full) || /\s/.test(text)) refuse({ code: "link-unreadable", field });
  const url = new URL(full);
  if (url.protocol !== "https:") refuse({ code: "link-not-https", field });
  if (url.username !== "" || url.password !== "") refuse({ code: "link-credentials", field });
  if (!/^[^.].*\.[^.]+\.?$/.test(url.hostname)) refuse({ code: "link-unreadable", field });
  if (site && !site.hosts.test(url.hostname)) {
    refuse({ code: "link-wrong-site", field, site: site.name });
  }
  if (url.href.length > max) refuse({ code: "too-long", field, max, got: url.href.length });
  return url.href;
}

/** What a link is for, by its form alone: a page on X or Telegram, a file that is named like a picture, or any other page. */
export function purposeOf(link: string): "picture" | LinkField {
  const { hostname, pathname } = new URL(link);
  if (SITES.twitter.hosts.test(hostname)) return "twitter";
  if (SITES.telegram.hosts.test(hostname)) return "telegram";
  return /\.(png|jpe?g|webp|gif)$/i.test(pathname) ? "picture" : "website";
}
