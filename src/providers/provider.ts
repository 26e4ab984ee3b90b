import type {
  Credential,
  CredentialKind,
  CredentialSlot,
  ProviderName,
} from "../domain/credential.ts";
import type { Reason } from "../domain/errors.ts";
import type { LaunchRequest, Minted } from "../domain/launch.ts";
import type { WireAnswer } from "../http/wire.ts";
import type { OpenBody } from "./open-body.ts";

/** A picture in the form in which it travels: bytes in the request, or a link that the provider reads itself. */
export type WirePicture =
  | { readonly form: "bytes"; readonly bytes: Buffer; readonly mime: string }
  | { readonly form: "link"; readonly url: string };

/** A launch written out as its provider takes it, all but the credentials. Checked, and without any secret. */
export interface Written {
  readonly request: LaunchRequest;
  readonly contentType: string;
  readonly body: OpenBody;
  /** Credentials that are opened when it is sent. */
  readonly needs: readonly CredentialKind[];
}

/** One launch as a provider needs it. */
export interface LaunchOrder {
  readonly written: Written;
  /** Id of the region to send to; null for providers without regions. */
  readonly region: string | null;
}

/** The provider took it: either it is done, or there is a ticket to poll with. */
export type Receipt =
  ({ readonly kind: "live" } & Minted) | { readonly kind: "accepted"; readonly eventId: string };

/** What a poll said. `pending` for every word that is not final, known or not. */
export type Progress =
  | { readonly kind: "pending" }
  | ({ readonly kind: "live" } & Minted)
  | { readonly kind: "failed"; readonly reason: Reason };

/** What a look-up needs to find a launch whose answer was lost. */
export interface Trace {
  readonly request: LaunchRequest;
  readonly eventId: string | null;
  /** When the request left, ms since the epoch; what is clearly older is not ours. */
  readonly sentAt: number;
  /** Mints that belong to other launches of this owner, so that an older token of the same name is not taken for this one. */
  readonly knownMints: readonly string[];
}

/** Where a provider without regions is reached. */
export interface Home {
  readonly base: string;
  /** What may be asked there again and again, without a login; null: nothing that is documented. */
  readonly ping: {
    readonly path: string;
    readonly isWell: (answer: WireAnswer) => boolean;
  } | null;
}

/**
 * One provider. Shared code never asks which one it holds: it reads what the provider declares and calls what it has.
 *
 * Every call @throws {CallError} with its fate, {InputError} for what it refuses before sending, {VaultError}.
 */
export interface Provider {
  readonly name: ProviderName;
  readonly slots: readonly CredentialSlot[];
  /** Region ids this provider can be reached in, best documented first; absent where there are none. */
  readonly regions?: readonly string[];
  /** Absent where there are regions. */
  readonly home?: Home;
  /**
   * The region a request must go to, given the one that would be chosen.
   * @throws {InputError} `region-missing` when the request needs a region that is not configured.
   */
  route?(request: LaunchRequest, preferred: string): string;
  /** Writes a launch out, as often as one likes. @throws {InputError} for whatever the contract refuses. */
  write(request: LaunchRequest, picture: WirePicture | null): Written;
  /**
   * Does beforehand what a launch would have to do first, so that one within the next minutes need not: signs in. As often
   * as one likes; absent where there is nothing to do.
   */
  ready?(credential: Credential): Promise<void>;
  /**
   * Sends a launch that it has written, once. Not idempotent: nobody calls it twice for one attempt.
   * @param sent To be told when the request's last byte has left.
   */
  launch(order: LaunchOrder, credential: Credential, sent?: () => void): Promise<Receipt>;
  /** Asks how an accepted launch is doing. Reading only; may be repeated. */
  poll?(trace: Trace & { readonly eventId: string }, credential: Credential): Promise<Progress>;
  /** Looks for a launch whose outcome is unclear or whose mint is still to follow. Null: not found so far. */
  find?(trace: Trace, credential: Credential): Promise<Minted | null>;
  /** Whether a mint is a token of this owner, where the provider can tell. */
  owns?(mint: string, credential: Credential): Promise<boolean>;
  /** Tries a stored credential with a call that changes nothing. Null: works. A reason: refused. */
  check?(credential: Credential): Promise<Reason | null>;
  /** Drops what it keeps in memory of an owner whose keys changed or went; absent where that is nothing. */
  forget?(ownerId: number): void;
}

export type Providers = Readonly<Record<ProviderName, Provider>>;
