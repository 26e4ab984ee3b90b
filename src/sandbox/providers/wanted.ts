import type { Call } from "./fault.ts";

/** Name and ticker of each token that a call asks for, to count how often a launch arrived. */
export function wantedTokens(
  call: Call | null,
  content: unknown,
): readonly (readonly [name: string, ticker: string])[] {
  if (call === "launch") return wantedBy(content);
  if (call !== "batch" || !isObject(content) || !Array.isArray(content["tokens"])) return [];
  return content["tokens"].flatMap(wantedBy);
}

function wantedBy(content: unknown): readonly (readonly [string, string])[] {
  if (!isObject(content)) return [];
  const { name, ticker } = content;
  if (typeof name !== "string" && typeof ticker !== "string") return [];
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return [[text(name), text(ticker)]];
}

function isObject(
  value: unknown,
): value is { readonly [key: string]: unknown; name?: unknown; ticker?: unknown } {
  return typeof value === "object" && value !== null;
}
