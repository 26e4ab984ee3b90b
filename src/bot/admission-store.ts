import type { Status } from "../domain/launch.ts";

/** What an admin said about a person, or what an invitation did. No admission: nothing was said. */
export interface Admission {
  readonly userId: number;
  readonly state: "allowed" | "denied";
  /** The admin who said so, or whose invitation it was. */
  readonly by: number;
  /** The code of that invitation; null when an admin said it. */
  readonly invite: string | null;
  readonly at: number;
}

/** A link that lets in as many people as it has uses. */
export interface Invite {
  /** Whoever knows it comes in: long enough that nobody guesses it. */
  readonly code: string;
  readonly by: number;
  readonly uses: number;
  readonly used: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/**
 * - `admitted`: let in, and one use of the invitation gone;
 * - `already`: was in before, no use gone;
 * - `denied`: an admin shut this person out, which no invitation undoes;
 * - `void`: no such invitation, or it is used up, revoked or too old.
 */
export type InviteUse = "admitted" | "already" | "denied" | "void";

/** How many there are of each. */
export interface Census {
  /** Whom the bot remembers anything about. */
  readonly people: number;
  readonly allowed: number;
  readonly denied: number;
  /** By status; one that no launch has may be absent. */
  readonly launches: Readonly<Partial<Record<Status, number>>>;
}

/** Who is let in and who is shut out. Each method is one transaction. */
export interface AdmissionStore {
  admissionOf(userId: number): Promise<Admission | null>;
  /** Replaces what was said before. @returns Whether that was something else. */
  admit(admission: Omit<Admission, "invite">): Promise<boolean>;
  /** The latest ones, newest first. */
  latest(limit: number): Promise<readonly Admission[]>;

  addInvite(invite: Omit<Invite, "used">): Promise<void>;
  /** Those that still let somebody in at `now`, newest first. */
  openInvites(now: number, limit: number): Promise<readonly Invite[]>;
  /** Lets nobody in from `at` on; who came before stays. @returns Whether it was open. */
  revokeInvite(code: string, at: number): Promise<boolean>;
  /** Lets a person in, unless that was done before: however many come at once, no more than its uses get in. */
  useInvite(code: string, userId: number, at: number): Promise<InviteUse>;

  census(): Promise<Census>;
}
