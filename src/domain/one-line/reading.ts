import type { Choice, Found, Line, LineField, Settled, Unread } from "./line.ts";
import type { Part } from "./words.ts";

/** A line while it is read: its parts, which of them count as bare words, and what came of it so far. */
export interface Reading {
  readonly parts: readonly Part[];
  /** Bare words that nothing claimed yet, and parts that turned out to mean no more than a word. */
  readonly words: Set<Part>;
  /** Bare words that are the ticker. */
  readonly ticker: Set<Part>;
  ofKind<Kind extends Part["is"]>(kind: Kind): readonly Extract<Part, { readonly is: Kind }>[];
  /**
   * Finds a field's value among its candidates: the only one, or the one that the person chose.
   * @returns Null when it is something else; undefined when there is none, or while the field {@link isOpen}.
   */
  settle(field: LineField, candidates: readonly (string | null)[]): string | null | undefined;
  readonly isOpen: (field: LineField) => boolean;
  miss(parts: readonly Part[]): void;
  result(): Line;
}

export function createReading(parts: readonly Part[], settled: Settled): Reading {
  const found: Partial<Record<LineField, string>> = {};
  const choices: Choice[] = [];
  const unread: Unread[] = [];
  return {
    parts,
    words: new Set(parts.filter(({ is }) => is === "word")),
    ticker: new Set(),
    ofKind: <Kind extends Part["is"]>(kind: Kind) =>
      parts.filter((part): part is Extract<Part, { readonly is: Kind }> => part.is === kind),
    settle(field, candidates) {
      const distinct = [...new Set(candidates)];
      const chosen = settled[field];
      const isChosen = chosen !== undefined && distinct.includes(chosen);
      if (distinct.length > 1 && !isChosen) {
        choices.push({ field, candidates: distinct });
        return undefined;
      }
      const value = isChosen ? chosen : distinct[0];
      if (typeof value === "string") found[field] = value;
      return value;
    },
    isOpen: (field) => choices.some((choice) => choice.field === field),
    miss(all) {
      for (const part of all) {
        unread.push({ text: part.text, problem: part.is === "bad" ? part.problem : null });
      }
    },
    result: () => ({ found: found as Found, choices, unread }),
  };
}
