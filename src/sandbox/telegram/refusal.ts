/** What a refusal tells a program besides its words. */
interface RefusalParameters {
  /** Seconds. */
  readonly retry_after?: number;
  readonly migrate_to_chat_id?: number;
}

/** Telegram says no. The text is what a bot reads in `description`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: number;
  readonly parameters: RefusalParameters | null;

  constructor(code: number, description: string, parameters: RefusalParameters | null = null) {
    super(description);
    this.code = code;
    this.parameters = parameters;
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
