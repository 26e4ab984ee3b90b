/** What the page shows; the bot room holds the words and decides what is stored. */

/** What shows that a request may answer the question: a one-time link's token, or what Telegram signed. */
export type Pass =
  | { readonly token: string }
  | { readonly initData: string; readonly question?: string | undefined };

/** What is asked for, in words. */
export interface Question {
  /** Names this question; an answer brings it back. */
  readonly question: string;
  readonly label: string;
  readonly powers: string;
  readonly source: string;
  readonly form: string;
  readonly manyLines: boolean;
}

export interface Answer {
  readonly kind: "stored" | "wrong" | "closed" | "busy";
  /** The sentence for the person. */
  readonly said: string;
}

/** Who decides about passes and keys. */
export interface IntakePort {
  /** Null when the pass is not good. */
  look(pass: Pass): Promise<Question | null>;
  /** Wipes `typed`. */
  store(pass: Pass, typed: Buffer): Promise<Answer>;
}

/** The page's words by the names that stand in its HTML as `{{name}}`. */
export type PageWords = Readonly<Record<string, string>>;

/** The sentences that the HTTP side itself needs. */
export interface AnswerWords {
  readonly closed: string;
  readonly tooMany: string;
  readonly later: string;
  readonly tooLarge: string;
}
