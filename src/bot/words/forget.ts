import type { CredentialInfo } from "../../domain/credential.ts";
import type { Launch } from "../../domain/launch.ts";
import type { Wiped } from "../forget-store.ts";
import { h, lines, type Html } from "../html.ts";
import { providerNames } from "./names.ts";
import { formatInstant } from "./times.ts";

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const tickers = (launches: readonly Launch[]): string =>
  launches.map(({ request }) => `$${request.ticker}`).join(", ");

/** What stays, and why. */
const STAYS = h`<b>Stays:</b> the record of your launches (token data, when, where, how it ended) without any key, so that none is ever sent twice, and pictures of tokens that are or may be live. Your spend limits, your pause and whether you are let in stay too, so that forgetting loosens nothing. Our chat itself lies with Telegram; delete it there.`;

export const forgetWords = {
  ask: (keys: readonly CredentialInfo[], queued: readonly Launch[]): Html =>
    lines(
      h`<b>Forget everything I keep of you?</b>`,
      "",
      h`<b>Goes for good:</b> your ${counted(keys.length, "stored key")} and the list of their uses, your drafts, unfinished flows, presets, what you follow, what you want to be told, the region you picked, and the pictures only you used.`,
      queued.length > 0 && h`<b>Will not be sent:</b> ${tickers(queued)}.`,
      ...keys
        .filter(({ kind }) => kind === "sign-in-wallet")
        .map(
          ({ provider, address }) =>
            h`⚠️ The ${providerNames[provider]} wallet <code>${address ?? ""}</code> goes too. If I made it, there is no other copy of its key, and what it controls (the fees of its launches) is lost.`,
        ),
      "",
      STAYS,
    ),
  yes: "Yes, forget me",
  no: "No, keep it",
  kept: h`Nothing was changed.`,
  underWay: (launches: readonly Launch[]): Html =>
    lines(
      h`<b>Not yet:</b> ${tickers(launches)} is on its way. Only your keys can ask how it ends, so I wait for that. It takes a few minutes at most; then send /forget again. Nothing was changed.`,
      h`A single key can go right now: /keys.`,
    ),
  closedDraft: h`✖️ Forgotten. Nothing was launched.`,
  receipt: (
    wiped: Wiped,
    at: number,
    kept: { readonly launches: number; readonly unclear: number },
    logEmptied: boolean,
  ): Html =>
    lines(
      h`<b>🧹 Forgotten</b> ${formatInstant(at)}`,
      "",
      h`Your data key is destroyed. Wiped: ${[
        counted(wiped.secrets, "stored key"),
        counted(wiped.uses, "use", "uses"),
        counted(wiped.drafts, "draft"),
        counted(wiped.conversations, "unfinished flow"),
        counted(wiped.pictures, "picture"),
      ].join(
        ", ",
      )}, your presets, what you followed and wanted to be told, and the region you picked.`,
      wiped.cancelled > 0 && h`Never sent: ${counted(wiped.cancelled, "launch", "launches")}.`,
      logEmptied
        ? h`Nothing of it is left in the database file or its log.`
        : h`⚠️ Another program is reading the database, so sealed leftovers may stand in its log for now. I go on trying to clear it, and without the data key nobody can open them.`,
      "",
      h`Kept: ${counted(kept.launches, "launch", "launches")} on record, without any key.`,
      kept.unclear > 0 &&
        h`⚠️ ${kept.unclear} of them unclear: without your keys I cannot look any more. Their cards still take your word.`,
      h`Backups made before now hold sealed copies. They are useless without the vault key, and gone for good once the operator has rotated it and retired the old one.`,
    ),
};
