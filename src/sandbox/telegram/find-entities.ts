import type { MessageEntity } from "@grammyjs/types";

type Found = MessageEntity.CommonMessageEntity;

/** Letters, digits and `_` of any script. */
const WORD = "[\\p{L}\\p{N}_]";

/** Bare host names become links only under a known ending; Telegram's own list is longer. */
const ENDINGS =
  "com|org|net|io|me|xyz|fun|app|dev|gg|finance|world|info|co|ai|tech|site|online|land|dog";

const PATTERNS: readonly (readonly [Found["type"], RegExp])[] = [
  ["url", /(?<![\p{L}\p{N}_@./-])https?:\/\/[^\s<>"]+/giu],
  ["email", /(?<![\w.@+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w@])/gi],
  [
    "url",
    new RegExp(
      `(?<![\\w@./-])(?:[a-z\\d-]+\\.)+(?:${ENDINGS})(?![\\w@-]|\\.\\w)(?:[/?#][^\\s<>"]*)?`,
      "gi",
    ),
  ],
  ["mention", /(?<![\w@])@\w{2,32}(?!\w)/g],
  ["bot_command", /(?<![\w/<>])\/\w{1,64}(?:@\w{3,32})?(?![\w/<>])/g],
  ["hashtag", new RegExp(`(?<!${WORD}|#)#(?=${WORD}*\\p{L})${WORD}{1,256}(?!${WORD}|#)`, "gu")],
  ["cashtag", new RegExp(`(?<!${WORD}|\\$)\\$[A-Z]{3,8}(?!${WORD}|\\$)`, "gu")],
];

/** What Telegram marks by itself: links, mail addresses, mentions, commands, hash and cash tags. None overlap. */
export function findEntities(text: string): Found[] {
  const found = PATTERNS.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map((match): Found => {
      const length = (type === "url" ? withoutTail(match[0]) : match[0]).length;
      return { type, offset: match.index, length };
    }),
  ).sort((one, other) => one.offset - other.offset || other.length - one.length);
  let end = 0;
  return found.filter((entity) => {
    if (entity.offset < end) return false;
    end = entity.offset + entity.length;
    return true;
  });
}

/** The full stop after a link is not part of it, nor is a bracket that was opened before it. */
function withoutTail(url: string): string {
  const bare = url.replace(/[.,:;!?'"…]+$/, "");
  if (bare.endsWith(")") && !bare.includes("(")) return withoutTail(bare.slice(0, -1));
  return bare;
}
