import { retarget, type DraftContent } from "../domain/draft.ts";
import { InputError } from "../domain/errors.ts";
import { parseAmount } from "../domain/money.ts";
import type { Found } from "../domain/one-line/line.ts";
import { LINK_FIELDS, type Field, type Problem } from "../domain/problem.ts";
import { TARGETS } from "../domain/targets.ts";
import { parseText, parseTicker } from "../domain/text.ts";
import { merge, type Change } from "./answers.ts";

/** A piece of a line that breaks a rule of the target; the field stays as it was. */
export interface Misfit {
  readonly field: Field;
  readonly problem: Problem;
}

export interface Filled {
  readonly content: DraftContent;
  readonly misfits: readonly Misfit[];
}

/** Puts what a line says into a draft, by the rules of its target. The picture is not among it: it has to be loaded. */
export function fill(draft: DraftContent, { target: to, ...found }: Found): Filled {
  const base = to === undefined ? draft : retarget(draft, to);
  const target = TARGETS[base.target];
  const misfits: Misfit[] = [];
  const read = (field: Field, give: () => Change): Change => {
    try {
      return give();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      misfits.push({ field, problem: error.problem });
      return {};
    }
  };
  const { name, ticker, buy } = found;
  const { buy: unit } = target;
  const changes = [
    name === undefined ? {} : read("name", () => ({ name: parseText("name", name, target.name) })),
    ticker === undefined
      ? {}
      : read("ticker", () => ({ ticker: parseTicker(ticker, target.ticker) })),
    // A target without a first buy is no misfit of the amount: the card says that it is left out.
    buy === undefined || unit === null
      ? {}
      : read("buy", () => ({ buy: parseAmount(buy, unit).toString() })),
    ...LINK_FIELDS.map((field) => {
      const link = found[field];
      return link === undefined ? {} : { links: { [field]: link } };
    }),
  ];
  return { content: changes.reduce<DraftContent>(merge, base), misfits };
}

/** The fields that are still to be asked for when a line said most of it: what the target cannot do without. */
export function lacking({ target: id, name, ticker, description }: DraftContent): readonly Field[] {
  const target = TARGETS[id];
  return [
    ...(name === null ? (["name"] as const) : []),
    ...(ticker === null ? (["ticker"] as const) : []),
    ...(target.description?.required && description === null ? (["description"] as const) : []),
  ];
}
