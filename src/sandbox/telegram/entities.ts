import type { MessageEntity } from "@grammyjs/types";

/** Text with its marks; offsets and lengths in UTF-16 units, as everywhere in Telegram. */
export interface Formatted {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** Outer before inner, and each kind once per stretch of text. */
export function inOrder(entities: readonly MessageEntity[]): MessageEntity[] {
  const sorted = [...entities].sort(
    (one, other) => one.offset - other.offset || other.length - one.length,
  );
  return sorted.filter(
    (entity, at) =>
      !sorted
        .slice(0, at)
        .some(
          (outer) =>
            outer.type === entity.type &&
            entity.type !== "text_link" &&
            outer.offset <= entity.offset &&
            outer.offset + outer.length >= entity.offset + entity.length,
        ),
  );
}

/** The address as Telegram keeps it, or null for what it takes as no link at all: `http` is added, `/` too. */
export function webUrl(address: string): string | null {
  if (/^(tg|ton|tonsite|mailto|tel):/i.test(address)) return address;
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  return /\.[^.]|^\[|^localhost$/.test(url.hostname) ? url.href : null;
}
