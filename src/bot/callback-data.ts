import type { Bounds } from "../domain/limits.ts";

/**
 * What the buttons carry. At most 64 bytes, never a secret, and never authority: a client can send any text, so every
 * handler checks the row's owner.
 *
 * - `d:<draft>:<version>:<action>[:<argument>]` on preview cards,
 * - `l:<launch>:<action>` on status cards,
 * - `k:<provider>:<kind>:<action>` on the keys page,
 * - `f:<step>:<answer>` on questions of a flow,
 * - `h:…` and `r:…` on the history and regions pages,
 * - `s:<action>:<unit>[:<per launch>:<per day>]` on the settings page; amounts in base units,
 * - `security…` and `forget:…` on the pages of these commands,
 * - `admin:<action>[:<argument>…]` on the operator's, where an invitation's code stands beside the link that holds it.
 */
export interface DraftPress {
  readonly draftId: string;
  readonly version: number;
  readonly action: string;
  readonly argument: string;
}

export function draftData(
  draft: { readonly id: string; readonly version: number },
  action: string,
  argument = "",
): string {
  return `d:${draft.id}:${draft.version}:${action}${argument && `:${argument}`}`;
}

export function readDraftData(data: string): DraftPress | null {
  const match = /^d:([a-z0-9]{12}):(\d{1,6}):([a-z]+)(?::([\w-]{1,30}))?$/i.exec(data);
  if (!match) return null;
  const [, draftId = "", version = "", action = "", argument = ""] = match;
  return { draftId, version: Number(version), action, argument };
}

export function launchData(launchId: string, action: string): string {
  return `l:${launchId}:${action}`;
}

export function readLaunchData(data: string): { launchId: string; action: string } | null {
  const match = /^l:([a-z0-9]{12}):([a-z]+)$/.exec(data);
  return match && { launchId: match[1] ?? "", action: match[2] ?? "" };
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

/** What an admin's button does, with the form of its arguments. */
const ADMIN_ACTIONS = {
  home: /^$/,
  invite: /^:\d{1,4}:\d{1,4}$/,
  invites: /^$/,
  revoke: /^:[2-9a-z]{24}$/,
  people: /^$/,
  allow: /^:\d{1,16}$/,
  deny: /^:\d{1,16}$/,
  stats: /^$/,
  health: /^$/,
} as const;

export type AdminAction = keyof typeof ADMIN_ACTIONS;

export function adminData(action: AdminAction, ...args: readonly (string | number)[]): string {
  return ["admin", action, ...args].join(":");
}

/** The action and its arguments. */
export function readAdminData(data: string): readonly [AdminAction, ...string[]] | null {
  const [, word = "", rest = ""] = /^admin:([a-z]+)(.*)$/.exec(data) ?? [];
  const action = (Object.keys(ADMIN_ACTIONS) as AdminAction[]).find((one) => one === word);
  if (!action || !ADMIN_ACTIONS[action].test(rest)) return null;
  return [action, ...rest.split(":").slice(1)];
}
