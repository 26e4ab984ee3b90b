import type { CredentialKind, ProviderName } from "../domain/credential.ts";

/** A way to the intake page for one person and one slot, by the hash of what stands in the link. */
export interface IntakeLink {
  readonly hash: string;
  readonly userId: number;
  readonly provider: ProviderName;
  readonly kind: CredentialKind;
  readonly expiresAt: number;
}

/**
 * Links to the intake page. Each method is one transaction. What stores a key through a link uses it up in the same
 * transaction, see `CredentialStore.put`.
 */
export interface IntakeLinkStore {
  /** Opens a link; every earlier one of this person is void, since one key is asked for at a time. */
  open(link: IntakeLink): Promise<void>;
  /** The link, while it is good: neither used, nor void, nor over at `now`. */
  byHash(hash: string, now: number): Promise<IntakeLink | null>;
  /** The link of this person that is good at `now`. */
  ofUser(userId: number, now: number): Promise<IntakeLink | null>;
  /** Voids what is open for this person. */
  close(userId: number): Promise<void>;
}
