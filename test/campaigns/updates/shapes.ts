import { resolve } from "../../../src/sandbox/telegram/check-call.ts";
import { schema, type Shape } from "../../../src/sandbox/telegram/schema.ts";
import { hostileNumber, hostileText } from "./hostile.ts";
import type { Random } from "./random.ts";

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Below this, optional fields are left out and lists are empty: rich texts contain rich texts. */
const DEEPEST = 5;
const OPTIONAL = 0.12;

/** A value of this shape, with hostile texts and numbers in it. */
export function aValue(random: Random, numbered: Shape, depth = 0): Json {
  const shape = resolve(numbered);
  if (shape === "string" || shape === "file") return hostileText(random).slice(0, 256);
  if (shape === "number") return hostileNumber(random);
  if (shape === "boolean") return random.chance(0.5);
  if ("only" in shape) return random.pick(shape.only);
  if ("list" in shape) {
    const length = depth >= DEEPEST ? 0 : random.below(4);
    return Array.from({ length }, () => aValue(random, shape.list, depth + 1));
  }
  if ("any" in shape) return aValue(random, oneOf(random, shape.any, depth), depth + 1);
  return Object.fromEntries(
    Object.entries(shape.fields)
      .filter(([name]) => !name.endsWith("?") || (depth < DEEPEST && random.chance(OPTIONAL)))
      .map(([name, field]) => [name.replace("?", ""), aValue(random, field, depth + 1)]),
  );
}

/** Deep down the simplest of several shapes, so that every value ends. */
function oneOf(random: Random, shapes: readonly Shape[], depth: number): Shape {
  const flat = shapes.find((one) => typeof resolve(one) === "string");
  return depth >= DEEPEST && flat !== undefined ? flat : random.pick(shapes);
}

type Fields = Readonly<Record<string, Shape>>;

/** The fields of a shape that has some. */
export function fieldsOf(numbered: Shape): Fields {
  const shape = resolve(numbered);
  if (typeof shape === "object" && "fields" in shape) return shape.fields;
  throw new TypeError("this shape has no fields");
}

const kinds = Object.entries(fieldsOf(schema.update)).filter(([name]) => name.endsWith("?"));

/** Every kind of update there is, with the shape of what it holds. */
export const UPDATE_KINDS: ReadonlyMap<string, Shape> = new Map(
  kinds.map(([name, shape]) => [name.replace("?", ""), shape]),
);

const MESSAGE = fieldsOf(UPDATE_KINDS.get("message") ?? "string");
const PLAIN = ["message_id", "from", "date", "chat", "sender_chat?", "reply_markup?"];

/** What a message may hold: text, pictures, service notes, and how it came. */
export const MESSAGE_CONTENTS = Object.keys(MESSAGE).filter((name) => !PLAIN.includes(name));

export function aContent(random: Random, name: string): JsonObject {
  const shape = MESSAGE[name];
  if (shape === undefined) throw new RangeError(`a message has no ${name}`);
  return { [name.replace("?", "")]: aValue(random, shape, 1) };
}
