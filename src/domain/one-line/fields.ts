import type { Reading } from "./reading.ts";
import type { Part } from "./words.ts";

const CAPITALS = /^(?=.*\p{Lu})[\p{Lu}\p{N}]{2,20}$/u;
const LETTERS = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]{0,19}$/u;

/** Of two targets, the one that is not meant becomes a word: in `pump BONK` it may be the ticker. */
export function readTarget(reading: Reading): void {
  const named = reading.ofKind("target");
  const ids = named.map(({ id }) => id);
  const target = reading.settle("target", ids);
  if (target === undefined) return;
  for (const one of named) if (one.id !== target) reading.words.add(one);
}

export function readPreset(reading: Reading): void {
  const named = reading.ofKind("preset");
  const names = named.map(({ name }) => name);
  const preset = reading.settle("preset", names);
  if (preset !== undefined) reading.miss(named.filter(({ name }) => name !== preset));
}

export function readLinks(reading: Reading): void {
  for (const field of ["picture", "website", "twitter", "telegram"] as const) {
    const links = reading.ofKind("link").filter((link) => link.field === field);
    const hosts = reading.ofKind("host").filter((host) => host.field === field);
    const urls = [...links, ...hosts].map(({ url }) => url);
    const inDoubt = hosts.length > 0 && links.length === 0 && !hasQuoted(reading);
    const url = reading.settle(field, inDoubt ? [...urls, null] : urls);
    if (url === undefined) continue;
    reading.miss(links.filter((link) => link.url !== url));
    for (const host of hosts) if (host.url !== url) reading.words.add(host);
  }
}

export function readTicker(reading: Reading): void {
  const tags = reading.ofKind("cashtag");
  if (tags.length === 0) {
    readBareTicker(reading);
    return;
  }
  const spelled = new Map(tags.map(({ ticker }) => [ticker.toUpperCase(), ticker]));
  const ticker = reading.settle("ticker", [...spelled.values()]);
  if (typeof ticker !== "string") return;
  reading.miss(tags.filter((tag) => tag.ticker.toUpperCase() !== ticker.toUpperCase()));
}

function readBareTicker(reading: Reading): void {
  // One of the targets may turn out to be a word in capitals.
  if (reading.isOpen("target")) return;
  const bare = [...reading.words];
  const capitals = bare.filter(({ text }) => CAPITALS.test(text));
  const onlyOne = hasQuoted(reading) && bare.length === 1;
  const lone = onlyOne ? bare.filter(({ text }) => LETTERS.test(text)) : [];
  const able = capitals.length > 0 ? capitals : lone;
  const texts = able.map(({ text }) => text);
  const ticker = reading.settle("ticker", texts);
  for (const part of able) {
    if (part.text !== ticker) continue;
    reading.words.delete(part);
    reading.ticker.add(part);
  }
}

/** A whole number beside bare words is an amount or one of them; nobody but the person can tell. */
export function readBuy(reading: Reading): void {
  const { parts, words } = reading;
  const isWord = (part: Part | undefined) => part !== undefined && words.has(part);
  const isInDoubt = (part: Part, at: number) =>
    part.is === "amount" && part.plain && (isWord(parts[at - 1]) || isWord(parts[at + 1]));
  const inDoubt = new Set(hasQuoted(reading) ? [] : parts.filter(isInDoubt));
  const amounts = reading.ofKind("amount");
  const readings = amounts.flatMap((amount) => amount.readings);
  const allInDoubt = amounts.length > 0 && inDoubt.size === amounts.length;
  const buy = reading.settle("buy", allInDoubt ? [...readings, null] : readings);
  if (buy === undefined) return;
  const others = amounts.filter((amount) => buy === null || !amount.readings.includes(buy));
  for (const amount of others) if (inDoubt.has(amount)) words.add(amount);
  reading.miss(others.filter((amount) => !inDoubt.has(amount)));
}

const hasQuoted = (reading: Reading): boolean => reading.ofKind("quoted").length > 0;
