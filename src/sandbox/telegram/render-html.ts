import type { MessageEntity } from "@grammyjs/types";
import { webUrl, type Formatted } from "./entities.ts";

const TAG_OF: Readonly<Partial<Record<MessageEntity["type"], string>>> = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  spoiler: "tg-spoiler",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

interface Mark {
  readonly open: string;
  readonly close: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Turns text and entities into HTML that a page can show as it is: everything escaped, only b, i, u, s, code, pre, a,
 * blockquote and tg-spoiler, links only to http(s), mailto and tg. A command links to `tg://bot_command?command=...`.
 */
export function renderHtml({ text, entities }: Formatted): string {
  const marks = entities
    .flatMap((entity) => markOf(entity, text))
    .sort((one, other) => one.from - other.from || other.to - one.to);
  const edges = new Set([0, text.length, ...marks.flatMap((mark) => [mark.from, mark.to])]);
  const stops = [...edges].sort((one, other) => one - other);
  let html = "";
  let open: Mark[] = [];
  for (const [index, stop] of stops.entries()) {
    // Entities that overlap are closed and opened again around the edge, so that tags always nest.
    const firstEnded = open.findIndex((mark) => mark.to <= stop);
    const kept = firstEnded < 0 ? open : open.slice(0, firstEnded);
    const closed = firstEnded < 0 ? [] : open.slice(firstEnded);
    html += closed
      .toReversed()
      .map((mark) => mark.close)
      .join("");
    const opened = [
      ...closed.filter((mark) => mark.to > stop),
      ...marks.filter((mark) => mark.from === stop && mark.to > stop),
    ];
    html += opened.map((mark) => mark.open).join("");
    open = [...kept, ...opened];
    html += escapeHtml(text.slice(stop, stops[index + 1] ?? stop));
  }
  return html;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function markOf(entity: MessageEntity, text: string): Mark[] {
  const place = { from: entity.offset, to: entity.offset + entity.length };
  const tag = TAG_OF[entity.type];
  if (tag !== undefined) return [{ open: `<${tag}>`, close: `</${tag}>`, ...place }];
  const link = linkOf(entity, text.slice(place.from, place.to));
  return link === null ? [] : [{ open: `<a href="${escapeHtml(link)}">`, close: "</a>", ...place }];
}

function linkOf(entity: MessageEntity, text: string): string | null {
  switch (entity.type) {
    case "text_link":
      return safe(entity.url);
    case "url":
      return safe(text);
    case "email":
      return `mailto:${text}`;
    case "text_mention":
      return `tg://user?id=${entity.user.id}`;
    case "bot_command":
      return `tg://bot_command?command=${encodeURIComponent(text.slice(1))}`;
    default:
      return null;
  }
}

function safe(address: string): string | null {
  const url = webUrl(address);
  return url !== null && /^(https?|mailto|tg):/i.test(url) ? url : null;
}
