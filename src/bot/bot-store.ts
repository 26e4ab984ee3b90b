import type { CredentialKind, ProviderName } from "../domain/credential.ts";

/** A secret that the next private message of this person is expected to hold. */
export interface PendingIntake {
  readonly userId: number;
  readonly provider: ProviderName;
  readonly kind: CredentialKind;
  readonly expiresAt: number;
  /** The question's message, so that it can be cleared up. */
  readonly promptMessageId: number | null;
}

/** What we remember about a person. */
export interface Person {
  readonly id: number;
  /** Picked region of j7tracker; null: chosen by measured round trip. */
  readonly region: string | null;
  readonly firstSeenAt: number;
}

/** Small things the bot keeps. Each method is one transaction. */
export interface BotStore {
  /** Whether this update was handled before. Ids are kept for at least a week. */
  wasHandled(updateId: number): Promise<boolean>;
  markHandled(updateId: number, at: number): Promise<void>;
  /** At most `limit` of those handled before this. @returns How many. */
  forgetUpdates(before: number, limit: number): Promise<number>;

  /** Replaces whatever was expected of this person. */
  expectSecret(intake: PendingIntake): Promise<void>;
  expectedSecret(userId: number): Promise<PendingIntake | null>;
  dropExpectedSecret(userId: number): Promise<void>;

  /** Adds the person when new. */
  person(id: number, now: number): Promise<Person>;
  setRegion(id: number, region: string | null): Promise<void>;
}

/** Sealed conversation state by key. */
export interface ConversationStore {
  read(key: string): Promise<Buffer | null>;
  /** Also marks the update that led here as handled, so that the same answer never counts for two questions. */
  write(key: string, box: Buffer, at: number, updateId: number): Promise<void>;
  /** The same, for a conversation that is over. */
  remove(key: string, at: number, updateId: number): Promise<void>;
  /** A page of all of them, by key: those whose key is after `after`. */
  page(
    after: string,
    limit: number,
  ): Promise<readonly { readonly key: string; readonly box: Buffer }[]>;
  /** All of this person's. */
  ofPerson(personId: number): Promise<readonly { readonly key: string; readonly box: Buffer }[]>;
  /** Removes those of a chat that is no more. @returns How many. */
  leaveChat(chatId: number): Promise<number>;
  /** At most `limit` rows that nobody touched since: abandoned flows and states of older releases. @returns How many. */
  forget(before: number, limit: number): Promise<number>;
}
