import { refuse } from "../domain/errors.ts";
import { parseAmount } from "../domain/money.ts";
import { optionsSchema, type OptionSpec, type LaunchOptions } from "../domain/options.ts";
import { TARGETS, type TargetId } from "../domain/targets.ts";
import { optionWords } from "./words/words.ts";

/**
 * Reads the typed value of an option.
 *
 * @throws {InputError} `option-value` with what would be right, or an amount's own problems.
 */
export function parseOption(spec: OptionSpec, typed: string, target: TargetId): LaunchOptions {
  const text = typed.trim();
  const value = read(spec, text, target);
  const parsed = optionsSchema.safeParse({ [spec.key]: value });
  if (!parsed.success) {
    refuse({ code: "option-value", option: spec.key, expected: optionWords[spec.key].hint });
  }
  return parsed.data;
}

function read(spec: OptionSpec, text: string, target: TargetId): unknown {
  const { how } = spec;
  switch (how.kind) {
    case "switch":
      return ["on", "yes", "true"].includes(text.toLowerCase());
    case "choice":
      return how.values.find((value) => value.toLowerCase() === text.toLowerCase());
    case "whole":
      return wholeNumber(text);
    case "decimal":
      return /^\d{1,6}([.,]\d{1,9})?$/.test(text) ? Number(text.replace(",", ".")) : null;
    case "amount": {
      const unit = TARGETS[target].buy;
      return unit && parseAmount(text, unit).toString();
    }
    case "text":
      return /^\S{1,64}$/.test(text) ? text : null;
    case "uuid":
      return text.toLowerCase();
    case "shares":
      return readLines(text, share);
    case "claimers":
      return readLines(text, claimer);
  }
}

/** One entry a line, its words parted by blanks or colons. What is no entry becomes null, which the schema refuses. */
function readLines(text: string, read: (words: readonly string[]) => unknown): readonly unknown[] {
  const rows = text.split("\n").filter((line) => line.trim() !== "");
  return rows.map((line) => read(line.trim().split(/[\s:]+/)));
}

const bare = (name: string): string => name.replace(/^@/, "");
const wholeNumber = (text: string): number | null => (/^\d{1,6}$/.test(text) ? Number(text) : null);

/** `wallet 9xQe…sFin 6000` */
function share([to = "", who = "", bps = "", ...rest]: readonly string[]): unknown {
  return rest.length > 0 ? null : { to: to.toLowerCase(), who: bare(who), bps: wholeNumber(bps) };
}

/** `someone 6000`, `someone 6000 twitter` */
function claimer([name = "", bps = "", provider, ...rest]: readonly string[]): unknown {
  const base = { username: bare(name), bps: wholeNumber(bps) };
  if (rest.length > 0) return null;
  return provider === undefined ? base : { ...base, provider };
}
