import type { CredentialInfo, CredentialKind, ProviderName } from "../../domain/credential.ts";
import { h, lines, type Html } from "../html.ts";
import { capital, providerNames, slotNames } from "./names.ts";
import { formatAgo, formatInstant } from "./times.ts";

export interface UseRow {
  readonly provider: ProviderName;
  readonly kind: CredentialKind;
  /** Null: a test of the key, or a sign-in without a launch. */
  readonly launchId: string | null;
  readonly at: number;
}

export const securityWords = {
  page: (
    stored: readonly CredentialInfo[],
    uses: readonly UseRow[],
    first: boolean,
    now: number,
  ): Html =>
    lines(
      h`<b>🔒 What I keep for you</b>`,
      ...(stored.length > 0 ? stored.map((info) => storedRow(info, now)) : [h`No key is stored.`]),
      "",
      first ? h`<b>Every use, newest first</b>` : h`<b>Earlier uses</b>`,
      ...(uses.length > 0 ? uses.map(useRow) : [first ? h`None yet.` : h`No earlier ones.`]),
      "",
      h`Besides keys I keep your launches (/history), your presets (/presets), what you follow, what you set (/settings) and drafts for half an hour.`,
      h`Each key is sealed for you alone and opens only for your launches. I never ask for a seed phrase, nor for a key outside /keys, and nobody from here writes to you first about money.`,
    ),
  keys: "🔑 Keys",
  forget: "🧹 Forget me",
  older: "Older ▶️",
  newest: "⏮ Newest",
};

function storedRow(info: CredentialInfo, now: number): Html {
  const used = info.lastUsedAt === null ? "never used" : `used ${formatAgo(info.lastUsedAt, now)}`;
  const refused = info.refusedAt === null ? "" : `, ⚠️ refused ${formatAgo(info.refusedAt, now)}`;
  return h`● ${providerNames[info.provider]}, ${slotNames[info.kind]} <code>${info.fingerprint}</code>: since ${formatAgo(info.createdAt, now)}, ${used}${refused}`;
}

function useRow({ provider, kind, launchId, at }: UseRow): Html {
  const what = launchId === null ? h`test or sign-in` : h`launch <code>${launchId}</code>`;
  return h`${capital(formatInstant(at).replace(/^on /, ""))}: ${providerNames[provider]}, ${slotNames[kind]}, ${what}`;
}
