import { PROVIDER_NAMES, type ProviderName } from "../domain/credential.ts";
import type { Bounds } from "../domain/limits.ts";
import { isTarget, type TargetId } from "../domain/targets.ts";
import { actionOf, type ActionOf } from "./button-actions.ts";

/**
 * What the buttons carry. At most 64 bytes, never a secret, and never authority: a client can send any text, so every
 * handler checks the row's owner.
 *
 * - `d:<draft>:<version>:<action>[:<argument>]` on preview cards,
 * - `v:<draft>:<version>:<action>` on preview cards in groups, for everybody but the draft's owner,
 * - `g:<action>[:<value>]` on a group's settings page; the group is the one where the page stands,
 * - `l:<launch>:<action>` on status cards,
 * - `w:<launch>:<action>` there too, where others read them, for everybody but the launch's owner,
 * - `i:<offer>:<target>:open` on cards that were just posted through inline mode,
 * - `k:<provider>:<kind>:<action>` on the keys page,
 * - `f:pick:<answer>` on questions of a flow,
 * - `h:…` and `r:…` on the history and regions pages,
 * - `s:<action>:<unit>[:<per launch>:<per day>]` on the settings page; amounts in base units,
 * - `n:<action>[:<value>]` on the page of what is told, which means whoever presses them,
 * - `p:<action>:<name>` on the presets page,
 * - `security…` and `forget:…` on the pages of these commands,
 * - `admin:<action>[:<argument>…]` on the operator's, where an invitation's code stands beside the link that holds it.
 */
export interface DraftPress {
  readonly draftId: string;
  readonly version: number;
  readonly action: ActionOf<"d">;
  readonly argument: string;
}

export function draftData(
  draft: { readonly id: string; readonly version: number },
  action: ActionOf<"d">,
  argument = "",
): string {
  return `d:${draft.id}:${draft.version}:${action}${argument && `:${argument}`}`;
}

/** Those that say more than their name. */
const WITH_ARGUMENT: readonly ActionOf<"d">[] = [
  "ask",
  "to",
  "clear",
  "opt",
  "key",
  "make",
  "limits",
];

export function readDraftData(data: string): DraftPress | null {
  const match = /^d:([a-z0-9]{12}):(\d{1,6}):([a-z]+)(?::([\w-]{1,30}))?$/i.exec(data);
  if (!match) return null;
  const [, draftId = "", version = "", word = "", argument = ""] = match;
  const action = actionOf("d", word);
  if (!action || WITH_ARGUMENT.includes(action) !== (argument !== "")) return null;
  return { draftId, version: Number(version), action, argument };
}

export interface VotePress {
  readonly draftId: string;
  readonly version: number;
  readonly action: ActionOf<"v">;
}

export function voteData(
  draft: { readonly id: string; readonly version: number },
  action: ActionOf<"v">,
): string {
  return `v:${draft.id}:${draft.version}:${action}`;
}

export function readVoteData(data: string): VotePress | null {
  const [, draftId, version = "", word = ""] =
    /^v:([a-z0-9]{12}):(\d{1,6}):([a-z]+)$/.exec(data) ?? [];
  const action = actionOf("v", word);
  return draftId === undefined || !action ? null : { draftId, version: Number(version), action };
}

/** The forms of a group setting's value; those that are not named take none. */
const GROUP_VALUES: Partial<Record<ActionOf<"g">, RegExp>> = {
  launch: /^:(admins|listed|everybody)$/,
  approve: /^:(admins|listed|everybody)$/,
  need: /^:[0-5]$/,
  until: /^:(10|20|30)$/,
  cool: /^:(0|1|10|60)$/,
  uncap: /^:[A-Z]{2,5}$/,
  add: /^:\d{1,16}$/,
  drop: /^:\d{1,16}$/,
  announce: /^:(on|off)$/,
};

export function groupData(action: ActionOf<"g">, value: string | number = ""): string {
  return value === "" ? `g:${action}` : `g:${action}:${value}`;
}

export function readGroupData(
  data: string,
): { readonly action: ActionOf<"g">; readonly value: string } | null {
  const [, word = "", rest = ""] = /^g:([a-z]+)(.*)$/.exec(data) ?? [];
  const action = actionOf("g", word);
  if (!action || !(GROUP_VALUES[action] ?? /^$/).test(rest)) return null;
  return { action, value: rest.slice(1) };
}

export function launchData(launchId: string, action: ActionOf<"l">): string {
  return `l:${launchId}:${action}`;
}

export function readLaunchData(
  data: string,
): { readonly launchId: string; readonly action: ActionOf<"l"> } | null {
  const [, launchId, word = ""] = /^l:([a-z0-9]{12}):([a-z]+)$/.exec(data) ?? [];
  const action = actionOf("l", word);
  return launchId === undefined || !action ? null : { launchId, action };
}

export const followData = (launchId: string): string => `w:${launchId}:follow`;

/** The launch. */
export function readFollowData(data: string): string | null {
  const [, launchId, word = ""] = /^w:([a-z0-9]{12}):([a-z]+)$/.exec(data) ?? [];
  return launchId === undefined || !actionOf("w", word) ? null : launchId;
}

export interface OfferPress {
  readonly offerId: string;
  readonly target: TargetId;
}

/** Also the id of the result that becomes the card, since either of them may be what the bot hears of first. */
export function offerData(offerId: string, target: TargetId): string {
  return `i:${offerId}:${target}:open`;
}

export function readOfferData(data: string): OfferPress | null {
  const [, offerId, target = "", word = ""] =
    /^i:([a-z0-9]{12}):([a-z\d]+):([a-z]+)$/.exec(data) ?? [];
  const known = isTarget(target) && actionOf("i", word) !== undefined;
  return offerId === undefined || !known ? null : { offerId, target };
}

/** `provider` is null where the button is about all of them. */
export interface KeyPress {
  readonly action: ActionOf<"k">;
  readonly provider: ProviderName | null;
  readonly kind: string;
  /** Of the very key that `sure` may delete; null for the others. */
  readonly version: number | null;
}

export function readKeyData(data: string): KeyPress | null {
  const [, first = "", kind = "", word = "", digits] =
    /^k:([a-z\d]+)(?::([a-z-]+):([a-z]+)(?::(\d{1,9}))?)?$/.exec(data) ?? [];
  if (kind === "" && (first === "all" || first === "cancel")) {
    return { action: first, provider: null, kind, version: null };
  }
  const provider = PROVIDER_NAMES.find((name) => name === first);
  const action = kind === "" ? "provider" : actionOf("k", word);
  if (!provider || !action || (action === "sure") !== (digits !== undefined)) return null;
  return { action, provider, kind, version: digits === undefined ? null : Number(digits) };
}

/** When the question was asked stands behind `yes`, and only there; ms since the epoch. */
export function readForgetData(
  data: string,
): { readonly action: ActionOf<"forget">; readonly askedAt: number | null } | null {
  const [, word = "", time] = /^forget:([a-z]+)(?::([\da-z]{1,10}))?$/.exec(data) ?? [];
  const action = actionOf("forget", word);
  if (!action || (action === "yes") !== (time !== undefined)) return null;
  return { action, askedAt: time === undefined ? null : Number.parseInt(time, 36) };
}

export function limitData(action: "show" | "undo", unit: string): string {
  return `s:${action}:${unit}`;
}

/** A button that sets both bounds says them, so that a second tap does nothing new. At most 59 bytes in any unit. */
export function boundsData(unit: string, { perLaunch, perDay }: Bounds): string {
  return `s:set:${unit}:${perLaunch}:${perDay}`;
}

export type LimitPress =
  | { readonly action: "show" | "undo"; readonly unit: string }
  | { readonly action: "set"; readonly unit: string; readonly bounds: Bounds };

export function readLimitData(data: string): LimitPress | null {
  const plain = /^s:(show|undo):([A-Z]{2,5})$/.exec(data);
  if (plain) return { action: plain[1] === "undo" ? "undo" : "show", unit: plain[2] ?? "" };
  const set = /^s:set:([A-Z]{2,5}):(\d{1,24}):(\d{1,24})$/.exec(data);
  if (!set) return null;
  const [, unit = "", perLaunch = "0", perDay = "0"] = set;
  return {
    action: "set",
    unit,
    bounds: { perLaunch: BigInt(perLaunch), perDay: BigInt(perDay) },
  };
}

/** The forms of a wish's value; those that are not named take none. */
const WISH_VALUES: Partial<Record<ActionOf<"n">, RegExp>> = {
  told: /^:(on|off)$/,
  follow: /^:(on|off)$/,
  digest: /^:(on|off)$/,
  quiet: /^:(on|off)$/,
  pick: /^:(from|until|hour|clock)$/,
  from: /^:(1?\d|2[0-3])$/,
  until: /^:(1?\d|2[0-3])$/,
  hour: /^:(1?\d|2[0-3]|any)$/,
  clock: /^:-?\d{1,3}$/,
};

export function wishData(action: ActionOf<"n">, value: string | number = ""): string {
  return value === "" ? `n:${action}` : `n:${action}:${value}`;
}

export function readWishData(
  data: string,
): { readonly action: ActionOf<"n">; readonly value: string } | null {
  const [, word = "", rest = ""] = /^n:([a-z]+)(.*)$/.exec(data) ?? [];
  const action = actionOf("n", word);
  if (!action || !(WISH_VALUES[action] ?? /^$/).test(rest)) return null;
  return { action, value: rest.slice(1) };
}

export function readPresetData(
  data: string,
): { readonly action: ActionOf<"p">; readonly name: string } | null {
  const [, word = "", name] = /^p:([a-z]+):([a-z\d_]{1,32})$/.exec(data) ?? [];
  const action = actionOf("p", word);
  return name === undefined || !action ? null : { action, name };
}

/** The forms of an admin button's arguments; those that are not named take none. */
const ADMIN_ARGUMENTS: Partial<Record<ActionOf<"admin">, RegExp>> = {
  invite: /^:\d{1,4}:\d{1,4}$/,
  revoke: /^:[2-9a-z]{24}$/,
  allow: /^:\d{1,16}$/,
  deny: /^:\d{1,16}$/,
};

export function adminData(
  action: ActionOf<"admin">,
  ...args: readonly (string | number)[]
): string {
  return ["admin", action, ...args].join(":");
}

/** The action and its arguments. */
export function readAdminData(data: string): readonly [ActionOf<"admin">, ...string[]] | null {
  const [, word = "", rest = ""] = /^admin:([a-z]+)(.*)$/.exec(data) ?? [];
  const action = actionOf("admin", word);
  if (!action || !(ADMIN_ARGUMENTS[action] ?? /^$/).test(rest)) return null;
  return [action, ...rest.split(":").slice(1)];
}
