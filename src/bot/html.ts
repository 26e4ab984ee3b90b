/** Text in Telegram's HTML that is safe to send: everything that came from people or providers is escaped. */
export interface Html {
  readonly html: string;
}

type Piece = Html | string | number;

/** What turns a line around, breaks it or is not seen at all. Our own words use line feeds. */
const UNSEEN = /[\p{Bidi_Control}\p{Zl}\p{Zp}[\p{Cc}--\n]]/gv;

function escape(text: string): string {
  const seen = text.toWellFormed().replace(UNSEEN, "");
  return seen.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * Tag for templates: `` h`<b>${name}</b>` `` escapes `name`, drops marks that turn text around, and keeps the markup.
 * Html values go in as they are.
 */
export function h(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const html = parts.reduce((text, part, index) => {
    const piece = pieces[index - 1];
    if (piece === undefined) return text + part;
    return text + (typeof piece === "object" ? piece.html : escape(String(piece))) + part;
  });
  return { html };
}

/** Joins lines, leaving out those that are not there. An empty string makes an empty line. */
export function lines(...all: readonly (Html | string | null | false)[]): Html {
  const kept = all.filter((line) => line !== null && line !== false);
  return {
    html: kept.map((line) => (typeof line === "string" ? escape(line) : line.html)).join("\n"),
  };
}

/** The most that stands under a picture, in characters as Telegram counts them: after markup. */
export const CAPTION_LENGTH = 1024;

/**
 * Draws a card with as much as fits under a picture: with the first of `rooms` that is small enough, else with the last.
 * Cards are the same with and without a picture, so that one that loses its picture keeps its words.
 */
export function fitting<Room>(rooms: readonly [Room, ...Room[]], draw: (room: Room) => Html): Html {
  const [first, ...rest] = rooms;
  let drawn = draw(first);
  for (const room of rest) {
    if (plain(drawn).length <= CAPTION_LENGTH) break;
    drawn = draw(room);
  }
  return drawn;
}

/** What a person sees of it: markup gone, entities read. For toasts, which know no markup. */
export function plain(text: Html): string {
  return text.html
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
