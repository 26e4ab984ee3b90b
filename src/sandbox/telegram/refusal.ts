/** Telegram says no. The text is what a bot reads in `description`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: number;
  readonly retryAfter: number | null;

  constructor(code: number, description: string, retryAfter: number | null = null) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** Throws a 400 in the words of the real Bot API. */
export function refuse(why: string): never {
  throw new Refusal(400, `Bad Request: ${why}`);
}

/** Throws for what the real Bot API would do and the sandbox does not. */
export function notPlayed(what: string): never {
  throw new Refusal(400, `Bad Request: ${what} is not played by the sandbox`);
}

/** The connection broke: there is no answer at all. */
export class BrokenConnection extends Error {
  override readonly name = "BrokenConnection";
}
