import type { Problem } from "../problem.ts";
import type { TargetId } from "../targets.ts";

/** What a line can say. Nothing of it is checked against a target's rules yet. */
export interface Found {
  readonly target?: TargetId;
  /** In small letters, without its `@`. */
  readonly preset?: string;
  /** Without its `$`. */
  readonly ticker?: string;
  readonly name?: string;
  /** With a dot, and with its unit where one was typed: `0.5`, `0.5 SOL`. */
  readonly buy?: string;
  readonly picture?: string;
  readonly website?: string;
  readonly twitter?: string;
  readonly telegram?: string;
}
export type LineField = keyof Found;

/** Answers to choices. `null`: none of what was offered is one, it is something else. */
export type Settled = Readonly<Partial<Record<LineField, string | null>>>;

export interface Choice {
  readonly field: LineField;
  /** At least two, as {@link Found} would hold them; `null` offers that it is something else. */
  readonly candidates: readonly (string | null)[];
}

/** A piece that was not understood, and why where that is known. */
export interface Unread {
  readonly text: string;
  readonly problem: Problem | null;
}

export interface Line {
  readonly found: Found;
  /** What can be read in more than one way, in the order to ask in: the answer to one can settle those behind it. */
  readonly choices: readonly Choice[];
  readonly unread: readonly Unread[];
}
