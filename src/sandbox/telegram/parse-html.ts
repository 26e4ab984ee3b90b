import type { MessageEntity } from "@grammyjs/types";
import { inOrder, webUrl, type Formatted } from "./entities.ts";
import { fail, readerOf, type Reader } from "./html-reader.ts";

type Simple = MessageEntity.CommonMessageEntity["type"];

const SIMPLE: Readonly<Record<string, Simple>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  span: "spoiler",
  code: "code",
  blockquote: "blockquote",
};
const TAGS = new Set([...Object.keys(SIMPLE), "a", "pre", "tg-emoji", "tg-time"]);

interface OpenTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly offset: number;
}

/**
 * Reads `parse_mode: "HTML"` the way Telegram's server does, with its complaints.
 *
 * @throws {Refusal} 400 "can't parse entities: ..."; its byte offsets count UTF-8, as the real ones do.
 */
export function parseHtml(source: string): Formatted {
  const reader = readerOf(source);
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = "";
  while (!reader.atEnd()) {
    if (reader.peek() !== "<") {
      text += reader.character();
      continue;
    }
    const at = reader.byteOffset();
    if (reader.startsWith("</")) {
      const tag = open.pop() ?? fail(`Unexpected end tag at byte offset ${at}`);
      readEndTag(reader, tag.name, at);
      const entity = entityOf(tag, text);
      if (entity) entities.push(entity);
    } else {
      open.push({ ...readStartTag(reader, at), offset: text.length });
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) fail(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities: inOrder(joinPreWithCode(entities)) };
}

function readStartTag(reader: Reader, at: number): Omit<OpenTag, "offset"> {
  reader.skip(1);
  const name = reader.run(/[^\s>]*/y).toLowerCase();
  if (reader.atEnd()) fail(`Unclosed start tag at byte offset ${at}`);
  if (!TAGS.has(name)) fail(`Unsupported start tag "${name}" at byte offset ${at}`);
  const attributes = new Map<string, string>();
  for (;;) {
    reader.run(/\s*/y);
    if (reader.peek() === ">") break;
    if (reader.atEnd()) fail(`Unclosed start tag "${name}" at byte offset ${at}`);
    const attribute = reader.run(/[^\s=>]*/y);
    if (attribute === "") fail(`Empty attribute name in the tag "${name}" at byte offset ${at}`);
    reader.run(/\s*/y);
    attributes.set(attribute.toLowerCase(), readValue(reader, name, attribute, at));
  }
  reader.skip(1);
  if (name === "span" && attributes.get("class") !== "tg-spoiler") {
    fail(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`);
  }
  return { name, attributes };
}

function readValue(reader: Reader, tag: string, attribute: string, at: number): string {
  if (reader.peek() !== "=") {
    if (tag === "blockquote" && attribute.toLowerCase() === "expandable") return "";
    fail(
      `Expected equal sign in declaration of an attribute of the tag "${tag}" at byte offset ${at}`,
    );
  }
  reader.skip(1);
  reader.run(/\s*/y);
  if (reader.atEnd()) fail(`Unclosed start tag "${tag}" at byte offset ${at}`);
  const quote = reader.peek();
  if (quote !== '"' && quote !== "'") {
    const token = reader.byteOffset();
    const value = reader.run(/[a-z\d.-]*/iy);
    if (!/[\s>]/.test(reader.peek())) fail(`Unexpected end of name token at byte offset ${token}`);
    return value.toLowerCase();
  }
  reader.skip(1);
  let value = "";
  while (reader.peek() !== quote) {
    if (reader.atEnd()) fail(`Unclosed start tag at byte offset ${at}`);
    value += reader.character();
  }
  reader.skip(1);
  return value;
}

/** An end tag without a name closes whatever is open. */
function readEndTag(reader: Reader, expected: string, at: number): void {
  reader.skip(2);
  const name = reader.run(/[^\s>]*/y).toLowerCase();
  reader.run(/\s*/y);
  if (reader.peek() !== ">") fail(`Unclosed end tag at byte offset ${at}`);
  reader.skip(1);
  if (name !== "" && name !== expected) {
    fail(`Unmatched end tag at byte offset ${at}, expected "</${expected}>", found "</${name}>"`);
  }
}

function entityOf(tag: OpenTag, text: string): MessageEntity | null {
  const place = { offset: tag.offset, length: text.length - tag.offset };
  if (place.length === 0) return null;
  const attribute = (name: string) => tag.attributes.get(name) ?? "";
  switch (tag.name) {
    case "a": {
      const mentioned = /^tg:\/\/user\?id=(\d+)$/.exec(attribute("href"))?.[1];
      if (mentioned !== undefined) {
        // Whose name that is, is known where messages are sent.
        const user = { id: Number(mentioned), is_bot: false, first_name: "" };
        return { type: "text_mention", ...place, user };
      }
      const url = webUrl(attribute("href") || text.slice(tag.offset));
      return url === null ? null : { type: "text_link", ...place, url };
    }
    case "pre":
      return { type: "pre", ...place };
    case "code": {
      // The language survives only until joinPreWithCode has looked at it.
      const language = /^language-(.+)$/.exec(attribute("class"))?.[1];
      return language
        ? ({ type: "code", ...place, language } as MessageEntity)
        : { type: "code", ...place };
    }
    case "tg-emoji":
      return { type: "custom_emoji", ...place, custom_emoji_id: attribute("emoji-id") };
    case "tg-time": {
      const format = attribute("format");
      if (!/^\d+$/.test(attribute("unix")) || !isDateFormat(format)) return null;
      const unix = Number(attribute("unix"));
      return { type: "date_time", ...place, unix_time: unix, date_time_format: format };
    }
    case "blockquote":
      return {
        type: tag.attributes.has("expandable") ? "expandable_blockquote" : "blockquote",
        ...place,
      };
    default: {
      const type = SIMPLE[tag.name];
      return type ? { type, ...place } : null;
    }
  }
}

type DateFormat = MessageEntity.DateTimeMessageEntity["date_time_format"];
const isDateFormat = (text: string): text is DateFormat => /^(?:r|w?[dD]?[tT]?)$/.test(text);

/** `<pre><code class="language-x">` over the same text is one entity with a language. */
function joinPreWithCode(entities: readonly MessageEntity[]): MessageEntity[] {
  const same = (one: MessageEntity, other: MessageEntity) =>
    one.offset === other.offset && one.length === other.length;
  const languageOf = (one: MessageEntity) =>
    one.type === "code" && "language" in one ? String(one.language) : null;
  return entities.flatMap((entity): MessageEntity[] => {
    const { type, offset, length } = entity;
    if (type === "pre") {
      const code = entities.find((other) => languageOf(other) !== null && same(entity, other));
      const language = code && languageOf(code);
      return language ? [{ type, offset, length, language }] : [entity];
    }
    if (type !== "code") return [entity];
    const swallowed =
      languageOf(entity) !== null &&
      entities.some((other) => other.type === "pre" && same(entity, other));
    return swallowed ? [] : [{ type, offset, length }];
  });
}
