import type {
  Credential,
  CredentialInfo,
  CredentialKind,
  ProviderName,
  SecretForm,
} from "../domain/credential.ts";
import type { Surroundings } from "../domain/draft.ts";
import type { KeptImage, Picture } from "../domain/picture.ts";
import type { LooksLike } from "../domain/problem.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { DraftStore } from "../launches/draft-store.ts";
import type { GroupStore } from "../launches/group-store.ts";
import type { LaunchStore } from "../launches/launch-store.ts";
import type { LimitStore } from "../launches/limit-store.ts";
import type { Pauses } from "../launches/pauses.ts";
import type { Standby } from "../launches/standby.ts";
import type { Desk } from "../launches/submit.ts";
import type { Providers } from "../providers/provider.ts";
import type { AdmissionStore } from "./admission-store.ts";
import type { BotStore, ConversationStore } from "./bot-store.ts";
import type { ForgetStore } from "./forget-store.ts";
import type { IntakeLinkStore } from "./intake-link-store.ts";
import type { NoticeStore } from "./notice-store.ts";
import type { OfferStore } from "./offer-store.ts";
import type { PresetStore } from "./preset-store.ts";
import type { Pace } from "./update-pace.ts";
import type { WishStore } from "./wish-store.ts";

/** One use of a stored key. `launchId` is null for a test, or a sign-in without a launch. */
export interface KeyUse {
  readonly id: number;
  readonly provider: ProviderName;
  readonly kind: CredentialKind;
  readonly launchId: string | null;
  readonly at: number;
}

/** The vault as the bot may see it: secrets go in, and never come out. */
export interface KeyCabinet {
  /**
   * Checks the form and seals; wipes `typed`. `link`: hash of the one-time link it came through, used up if it is stored.
   * @throws {InputError} `secret-form`, `secret-expired`, …; `intake-closed` when that link is not good.
   */
  seal(
    slot: {
      readonly ownerId: number;
      readonly provider: ProviderName;
      readonly kind: CredentialKind;
    },
    form: SecretForm,
    typed: Buffer,
    link?: string,
  ): Promise<CredentialInfo>;
  makeWallet(slot: {
    readonly ownerId: number;
    readonly provider: ProviderName;
    readonly kind: CredentialKind;
  }): Promise<CredentialInfo>;
  list(ownerId: number): Promise<readonly CredentialInfo[]>;
  remove(slot: {
    readonly ownerId: number;
    readonly provider: ProviderName;
    readonly kind: CredentialKind;
  }): Promise<boolean>;
  /** Uses of this person's keys, newest first, those before `before` when given. */
  uses(
    ownerId: number,
    limit: number,
    before?: { readonly at: number; readonly id: number },
  ): Promise<readonly KeyUse[]>;
  /** Drops what is remembered of a person whose data key was destroyed. */
  forget(ownerId: number): void;
  /** For a test of a stored key; the handle goes to the provider's `check` and nowhere else. */
  credentialOf(ownerId: number, provider: ProviderName, launchId: string | null): Credential;
}

/** Seals what conversations store, bound to its owner and key. */
export interface StateBox {
  sealState(ownerId: number, label: string, plain: Buffer): Promise<Buffer>;
  /** Null when it will not open. */
  openState(ownerId: number, label: string, box: Buffer): Promise<Buffer | null>;
}

export interface Pictures {
  /** @throws {InputError} `picture-*`. */
  takeIn(bytes: Buffer): Promise<Picture>;
  /**
   * The picture behind a link of this person's, or the link alone where it cannot be looked at.
   * @throws {InputError} `picture-*` when it is no picture.
   */
  lookAtLink(url: string, ownerId: number): Promise<Picture>;
  bytesOf(hash: string): Promise<{ readonly bytes: Buffer; readonly mime: string } | null>;
  /** The public link of a kept picture, which is there by then. @throws {InputError} `picture-host-down`, `picture-gone`. */
  linkOf(image: KeptImage): Promise<string>;
}

/** One row of the region board: a region, or a provider that has none. Ms; null where nothing was measured yet. */
export interface RegionRow {
  readonly id: string;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly lastWarmAt: number | null;
  readonly healthy: boolean;
  /** Connections that are open and free. */
  readonly warm: number;
  /** Connections with a launch under way. */
  readonly inUse: number;
  /** When the other side last closed one. */
  readonly lastCloseAt: number | null;
}

export interface RegionBoard {
  board(): readonly RegionRow[];
  /** Providers without regions, by their names. */
  others(): readonly RegionRow[];
  best(): string;
}

/** Where a key can be entered outside the chat. */
export interface IntakeWay {
  /** Of the page, without a token. */
  readonly url: string;
  /** Telegram opens it as a Mini App, and signs who it is. */
  readonly asMiniApp: boolean;
}

export interface About {
  readonly version: string;
  readonly commit: string | null;
  readonly sandbox: boolean;
  readonly adminIds: readonly number[];
}

/** A made-up secret of this form, in bytes for the caller to wipe. */
export type SampleKey = (form: SecretForm, now: number) => Promise<Buffer>;

/** Everything the bot is built from. */
export interface BotDeps {
  readonly store: BotStore;
  readonly conversations: ConversationStore;
  readonly drafts: DraftStore;
  readonly launches: LaunchStore;
  readonly groups: GroupStore;
  readonly limits: LimitStore;
  readonly pauses: Pauses;
  readonly pace: Pace;
  readonly presets: PresetStore;
  readonly notices: NoticeStore;
  readonly wishes: WishStore;
  readonly forgetting: ForgetStore;
  readonly intakeLinks: IntakeLinkStore;
  readonly offers: OfferStore;
  /** Null where no page can be reached: keys come by message. */
  readonly intakeWay: IntakeWay | null;
  /** Whom Telegram says a Mini App was opened by; null when its data is forged or old. */
  readonly readInitData: (initData: string) => number | null;
  readonly admissions: AdmissionStore;
  /** Clears what was deleted out of the database's log. @returns False when that has to wait. */
  readonly emptyLog: () => Promise<boolean>;
  readonly desk: Desk;
  readonly cabinet: KeyCabinet;
  readonly stateBox: StateBox;
  readonly pictures: Pictures;
  readonly regions: RegionBoard;
  readonly standby: Pick<Standby, "drawn" | "gone">;
  readonly providers: Providers;
  readonly around: Surroundings;
  /** Base units that a Solana address holds; null when nobody can tell. Null altogether without an RPC. */
  readonly balanceOf: ((address: string) => Promise<bigint | null>) | null;
  /** What kind of secret stands somewhere in a text; null when none does. */
  readonly findSecret: (text: string) => LooksLike | null;
  /** Offered beside each question for a key; null where keys are real. */
  readonly sampleKey: SampleKey | null;
  /** `allowlist`: admins, and whom they let in; `open`: everybody but whom they shut out. */
  readonly access: "allowlist" | "open";
  /** Writes something to the database that changes nothing. @throws {StorageError} While it takes nothing. */
  readonly probe: () => Promise<void>;
  readonly about: About;
  readonly clock: Clock;
  readonly log: Log;
}
