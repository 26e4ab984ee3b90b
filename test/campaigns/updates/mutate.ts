import type { Update } from "@grammyjs/types";
import { checkUpdate } from "../../../src/sandbox/telegram/check-call.ts";
import { hostileNumber, hostileText } from "./hostile.ts";
import type { Random } from "./random.ts";
import type { Json, JsonObject } from "./shapes.ts";

type Path = readonly (string | number)[];

const TRIES = 8;

/** A copy of an update that differs in one to three places and is still one that Telegram might send. */
export function mutated(random: Random, update: Update): Update {
  for (let at = 0; at < TRIES; at += 1) {
    let changed = structuredClone(update) as unknown as JsonObject;
    const changes = 1 + random.below(3);
    for (let done = 0; done < changes; done += 1) changed = changedOnce(random, changed);
    if (isPossible(changed) && !hasMarksWithoutWords(changed)) {
      return (random.chance(0.2) ? withNews(random, changed) : changed) as unknown as Update;
    }
  }
  return withNews(random, update as unknown as JsonObject) as unknown as Update;
}

function isPossible(update: JsonObject): boolean {
  try {
    checkUpdate(update as unknown as Update);
    return true;
  } catch {
    return false;
  }
}

/** Telegram marks commands and links only in words that are there; grammY takes its word for it. */
function hasMarksWithoutWords(value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  const named = value as JsonObject;
  const bare =
    ("entities" in named && !("text" in named)) ||
    ("caption_entities" in named && !("caption" in named));
  return bare || Object.values(named).some(hasMarksWithoutWords);
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field that the next Bot API may bring. */
function withNews(random: Random, update: JsonObject): JsonObject {
  const [kind] = Object.keys(update).filter((name) => name !== "update_id");
  const held = kind === undefined ? undefined : update[kind];
  if (kind === undefined || !isObject(held)) return update;
  return { ...update, [kind]: { ...held, brand_new: { text: hostileText(random) } } };
}

function changedOnce(random: Random, update: JsonObject): JsonObject {
  const inside = pathsOf(update).filter((path) => path.length > 1);
  if (inside.length === 0) return update;
  const path = random.pick(inside);
  return replaced(update, path, (value) => {
    if (random.chance(0.3)) return undefined;
    if (typeof value === "string") return otherText(random, value).slice(0, mostOf(path));
    if (typeof value === "number") return hostileNumber(random);
    if (typeof value === "boolean") return !value;
    return value;
  }) as JsonObject;
}

/** Telegram takes no longer ones. */
export const MOST_NAME = 64;
const MOST_TEXT = 4096;

const mostOf = (path: Path): number =>
  /name$|^title$/.test(String(path.at(-1))) ? MOST_NAME : MOST_TEXT;

function otherText(random: Random, text: string): string {
  switch (random.weighed({ hostile: 4, cut: 2, flipped: 2, longer: 1 })) {
    case "hostile":
      return hostileText(random);
    case "cut":
      return text.slice(0, random.below(text.length + 1));
    case "flipped": {
      const at = random.below(text.length + 1);
      return text.slice(0, at) + String.fromCharCode(33 + random.below(90)) + text.slice(at + 1);
    }
    case "longer":
      return text + text;
  }
}

/** Ways to everything below, the value itself left out. */
export function pathsOf(value: Json, above: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const path = [...above, Array.isArray(value) ? Number(name) : name];
    return [path, ...pathsOf(item, path)];
  });
}

/** With another value at the end of the path; `undefined` takes it out. */
export function replaced(
  value: Json,
  [step, ...rest]: Path,
  change: (value: Json) => Json | undefined,
): Json {
  if (step === undefined || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as JsonObject).flatMap(([name, item]): [string, Json][] => {
    if (name !== String(step)) return [[name, item]];
    const next = rest.length > 0 ? replaced(item, rest, change) : change(item);
    return next === undefined ? [] : [[name, next]];
  });
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}
