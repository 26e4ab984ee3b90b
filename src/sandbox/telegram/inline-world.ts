import type { Queued, QueuedMessage } from "./world.ts";

/** A result as a client lists it. */
export interface SimInlineResult {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  /** File id of its picture. */
  readonly thumb?: string;
}

/** What a client shows above the message field while somebody types `@bot …`. */
export interface SimInlineAnswer {
  readonly results: readonly SimInlineResult[];
  /** The button above the results, which opens the private chat with `/start <startParameter>`. */
  readonly button?: { readonly text: string; readonly startParameter: string };
  /** Null at the end of the list. */
  readonly nextOffset: string | null;
}

export interface SimInlineQuery {
  readonly queryId: string;
  /** Null when an earlier answer was kept and the bot was not asked. */
  readonly updateId: number | null;
  /** Resolves when the bot answers; waits for ever if it never does. */
  readonly answer: Promise<SimInlineAnswer>;
}

export interface SimChosen extends QueuedMessage {
  /** Null when the result has no buttons: such a message is out of the bot's reach. */
  readonly inlineMessageId: string | null;
  /** How the bot is told; null when the feedback is off. */
  readonly feedback: Queued | null;
}

/** The bot in inline mode, which works in chats that it is not in as well. */
export interface InlineSim {
  /** Types `@bot query`. @param where Where it is typed; the private chat with the bot when absent. */
  inline(
    personId: number,
    query: string,
    where?: { readonly chatId?: number; readonly offset?: string },
  ): SimInlineQuery;
  /**
   * Posts a result that was listed.
   *
   * @throws {SimError} when the query is not answered or has no such result.
   */
  choose(
    personId: number,
    queryId: string,
    resultId: string,
    where?: { readonly chatId?: number; readonly topic?: number },
  ): SimChosen;
  /** BotFather's /setinlinefeedback: whether the bot is told what was chosen. On at first. */
  setInlineFeedback(on: boolean): void;
}
