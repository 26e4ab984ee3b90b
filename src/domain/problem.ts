import type { CredentialKind, SecretForm } from "./credential.ts";
import type { Circle } from "./governance.ts";
import type { TargetId } from "./targets.ts";

export const LINK_FIELDS = ["website", "twitter", "telegram"] as const;
export type LinkField = (typeof LINK_FIELDS)[number];

export const isLinkField = (text: string): text is LinkField =>
  (LINK_FIELDS as readonly string[]).includes(text);

/** A field of a draft that a person fills in. */
export type Field = "name" | "ticker" | "description" | "picture" | "buy" | LinkField | "option";

/** How a pasted secret looks, as far as its shape tells. */
export type LooksLike =
  SecretForm | "seed-phrase" | "evm-private-key" | "address" | "text" | "empty";

/**
 * Everything that can be wrong with what a person gives us, as data. Domain rules say which; `bot/words` has the
 * sentence for each. Values are what a sentence needs and never a secret.
 */
export type Problem =
  | { readonly code: "text-expected"; readonly field: Field }
  | { readonly code: "empty"; readonly field: Field }
  | { readonly code: "too-short"; readonly field: Field; readonly min: number }
  | { readonly code: "too-long"; readonly field: Field; readonly max: number; readonly got: number }
  | { readonly code: "control-characters"; readonly field: Field }
  | { readonly code: "ticker-emoji" }
  | { readonly code: "ticker-alphabet"; readonly allowed: "latin" | "any"; readonly found: string }
  | { readonly code: "required"; readonly field: Field; readonly target: TargetId }
  | { readonly code: "amount-empty"; readonly unit: string }
  | { readonly code: "amount-negative" }
  | { readonly code: "amount-unreadable"; readonly unit: string }
  | { readonly code: "amount-ambiguous"; readonly typed: string }
  | { readonly code: "amount-too-large"; readonly unit: string }
  | { readonly code: "amount-too-fine"; readonly unit: string; readonly decimals: number }
  | { readonly code: "link-unreadable"; readonly field: Field }
  | { readonly code: "link-not-https"; readonly field: Field }
  | { readonly code: "link-credentials"; readonly field: Field }
  | { readonly code: "link-wrong-site"; readonly field: Field; readonly site: string }
  | { readonly code: "picture-expected" }
  | { readonly code: "file-not-given" }
  | { readonly code: "picture-too-large"; readonly maxMb: number }
  | { readonly code: "picture-unreadable" }
  | { readonly code: "picture-kind"; readonly found: string }
  | { readonly code: "picture-pixels"; readonly maxMegapixels: number }
  | { readonly code: "picture-needs-link"; readonly target: TargetId; readonly max: number }
  | { readonly code: "picture-gone" }
  | { readonly code: "picture-host-down" }
  | { readonly code: "option-not-here"; readonly option: string; readonly target: TargetId }
  | { readonly code: "option-value"; readonly option: string; readonly expected: string }
  | { readonly code: "shares-total"; readonly option: string; readonly got: number }
  | { readonly code: "option-needs"; readonly option: string; readonly needs: string }
  | { readonly code: "credential-missing"; readonly kind: CredentialKind }
  | {
      readonly code: "credential-expired";
      readonly kind: CredentialKind;
      readonly expiredAt: number;
    }
  | { readonly code: "secret-form"; readonly expected: SecretForm; readonly looksLike: LooksLike }
  | { readonly code: "secret-expired"; readonly expiredAt: number }
  | { readonly code: "wallet-halves-differ" }
  | { readonly code: "intake-closed" }
  | { readonly code: "mint-form"; readonly chain: string }
  | { readonly code: "mint-foreign" }
  | { readonly code: "region-missing"; readonly region: string }
  | { readonly code: "unknown-choice" }
  | { readonly code: "paused"; readonly by: "owner" | "operator" }
  | {
      readonly code: "too-many-launches";
      readonly span: "hour" | "day";
      readonly most: number;
      readonly until: number;
    }
  /** Amounts in base units of `unit`, as decimal text, since a problem may be stored as JSON. */
  | {
      readonly code: "over-limit";
      readonly span: "launch" | "day";
      readonly unit: string;
      readonly outlay: string;
      readonly bound: string;
      readonly reserved: string;
      readonly spent: string;
    }
  | { readonly code: "limit-order" }
  /** Of a group's rules. */
  | { readonly code: "group-circle"; readonly circle: Circle }
  | { readonly code: "group-unasked" }
  | { readonly code: "group-cooldown"; readonly until: number }
  | {
      readonly code: "group-cap";
      readonly span: "launch" | "day";
      readonly unit: string;
      readonly outlay: string;
      readonly bound: string;
      /** Held and spent today. */
      readonly used: string;
    }
  | { readonly code: "group-objection"; readonly by: readonly string[] }
  | { readonly code: "group-late"; readonly since: number }
  | { readonly code: "group-approvals"; readonly given: number; readonly needed: number };

const PASSING: readonly Problem["code"][] = [
  "paused",
  "too-many-launches",
  "picture-host-down",
  "group-circle",
  "group-unasked",
  "group-cooldown",
];

/** Whether it goes away by itself or by somebody else, so that all there is to do about it is to look again. */
export const canOnlyWait = ({ code }: Problem): boolean => PASSING.includes(code);
