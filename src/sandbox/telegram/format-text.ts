import type { MessageEntity, ParseMode } from "@grammyjs/types";
import { inOrder, webUrl, type Formatted } from "./entities.ts";
import { findEntities } from "./find-entities.ts";
import { parseHtml } from "./parse-html.ts";
import { notPlayed, refuse } from "./refusal.ts";

export interface Given {
  readonly text: string;
  readonly parseMode?: ParseMode | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
}

/** Inside these, Telegram looks for no links of its own. */
const CLOSED: readonly MessageEntity["type"][] = ["code", "pre", "text_link", "text_mention"];

/**
 * Makes what a bot sent into what a chat shows: marks read, white space at the ends gone, links and commands found.
 *
 * @throws {Refusal} 400 on marks that cannot be read.
 */
export function formatText(given: Given): Formatted {
  const marked = readMarks(given);
  const { text, entities } = trim(marked);
  const closed = entities.filter(({ type }) => CLOSED.includes(type));
  const found = findEntities(text).filter((one) => !closed.some((other) => overlap(one, other)));
  return { text, entities: inOrder([...entities, ...found]) };
}

function readMarks({ text, parseMode, entities }: Given): Formatted {
  const clean = text.replaceAll("\r", "");
  if (parseMode === "HTML") return parseHtml(clean);
  if (parseMode !== undefined) return notPlayed(`parse_mode ${parseMode}`);
  for (const entity of entities ?? []) checkEntity(entity, text.length);
  return { text: clean, entities: entities ?? [] };
}

function checkEntity(entity: MessageEntity, length: number): void {
  const { offset, length: own } = entity;
  if (offset < 0 || own <= 0 || offset + own > length) refuse("ENTITY_BOUNDS_INVALID");
  if (entity.type === "text_link" && webUrl(entity.url) === null) {
    refuse(`entity URL '${entity.url}' is invalid: Wrong HTTP URL`);
  }
}

/** Ends lose their white space; at the start only as far as no entity covers it. */
function trim({ text, entities }: Formatted): Formatted {
  const blank = text.length - text.trimStart().length;
  const start = Math.min(blank, ...entities.map(({ offset }) => offset));
  const trimmed = text.slice(start).trimEnd();
  return {
    text: trimmed,
    entities: entities.flatMap((entity) => {
      const offset = entity.offset - start;
      const length = Math.min(entity.length, trimmed.length - offset);
      return length > 0 ? [{ ...entity, offset, length }] : [];
    }),
  };
}

function overlap(one: MessageEntity, other: MessageEntity): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
