import type { InlineKeyboardMarkup } from "@grammyjs/types";
import type { SimInlineAnswer, SimInlineResult } from "./inline-world.ts";
import type { Content } from "./sending.ts";
import type { Stored } from "./state.ts";

/** A result with the message that it becomes. */
export interface ReadyResult {
  readonly face: SimInlineResult;
  readonly content: Content & Pick<Stored, "preview">;
  readonly markup: InlineKeyboardMarkup | null;
}

export interface InlineAnswer {
  readonly face: SimInlineAnswer;
  readonly results: ReadonlyMap<string, ReadyResult>;
}

export interface InlineAsked {
  readonly personId: number;
  readonly query: string;
  readonly offset: string;
  readonly askedAt: number;
  /** Null until the bot has answered. */
  answer: InlineAnswer | null;
  answered(answer: InlineAnswer): void;
}

export interface InlineState {
  /** By query id. */
  readonly asked: Map<string, InlineAsked>;
  /** Answers that clients need not ask for again, by {@link cacheKey}; until then, ms since the epoch. */
  readonly kept: Map<string, { readonly answer: InlineAnswer; readonly until: number }>;
  /** Where what was posted through the bot stands, by inline_message_id. */
  readonly posted: Map<string, { readonly chatId: number; readonly messageId: number }>;
  feedback: boolean;
}

export const createInlineState = (): InlineState => ({
  asked: new Map(),
  kept: new Map(),
  posted: new Map(),
  feedback: true,
});

/** @param personId Null for an answer that everybody gets. */
export const cacheKey = (personId: number | null, query: string, offset: string): string =>
  JSON.stringify([personId, query, offset]);
