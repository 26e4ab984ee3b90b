import { InlineKeyboard } from "grammy";
import type { CredentialInfo, CredentialKind } from "../domain/credential.ts";
import { fitDraft, type DraftContent } from "../domain/draft.ts";
import { OPTION_CREDENTIALS, optionsFor, optionsOf, type OptionKey } from "../domain/options.ts";
import type { Field, Problem } from "../domain/problem.ts";
import { TARGET_IDS, TARGETS, type Target } from "../domain/targets.ts";
import type { Draft } from "../launches/draft-store.ts";
import { draftData } from "./callback-data.ts";
import type { BotDeps } from "./deps.ts";
import type { Html } from "./html.ts";
import {
  buttonWords,
  draftWords,
  fieldLabel,
  optionText,
  optionWords,
  previewWords,
  providerNames,
  slotNames,
} from "./words/words.ts";
import { formatAgo, formatInstant, formatSpan } from "./words/times.ts";

/** What a preview card can show below its text. */
export type View = "main" | "edit" | "options" | "more" | "targets";

export interface Card {
  readonly text: Html;
  readonly keyboard: InlineKeyboard;
}

type Deps = Pick<
  BotDeps,
  "cabinet" | "launches" | "regions" | "store" | "providers" | "around" | "clock"
>;

/** A session token that ends sooner than this is worth a warning. */
const ENDS_SOON_MS = 10 * 60_000;

/** Draws the preview card of a draft: everything that would be sent, what is missing, and what can be done. */
export async function drawPreview(deps: Deps, draft: Draft, view: View): Promise<Card> {
  const target = TARGETS[draft.content.target];
  const stored = (await deps.cabinet.list(draft.ownerId)).filter(
    (info) => info.provider === target.provider,
  );
  const problems = problemsOf(deps, draft.content, stored);
  const text = previewWords(draft.content, {
    problems,
    wallet: payingWallet(target, stored),
    region: await usedRegion(deps, draft, target),
    warnings: await warningsOf(deps, draft, target, stored),
  });
  return { text, keyboard: keyboardFor(deps, draft, view, problems) };
}

/** All that keeps this draft from being sent: its content, and keys that are missing or over. */
function problemsOf(
  deps: Deps,
  content: DraftContent,
  stored: readonly CredentialInfo[],
): readonly Problem[] {
  const fit = fitDraft(content, content.target, deps.around);
  const now = deps.clock.now();
  const keys = neededKinds(content).flatMap((kind): Problem[] => {
    const info = stored.find((one) => one.kind === kind);
    if (!info) return [{ code: "credential-missing", kind }];
    return info.expiresAt !== null && info.expiresAt <= now
      ? [{ code: "credential-expired", kind, expiredAt: info.expiresAt }]
      : [];
  });
  return [...(fit.ok ? [] : fit.problems), ...keys];
}

function neededKinds(content: DraftContent): readonly CredentialKind[] {
  const options = optionsFor(content.target, content.options);
  const byOption = Object.entries(OPTION_CREDENTIALS).flatMap(([key, kind]) =>
    options[key as OptionKey] === true ? [kind] : [],
  );
  return [...TARGETS[content.target].credentials, ...byOption];
}

/** The wallet that pays: its address where we know it, else the fingerprint of the key that stands for it. */
function payingWallet(target: Target, stored: readonly CredentialInfo[]): string | null {
  const info = stored.find((one) => one.kind === target.credentials.at(-1));
  if (!info) return null;
  return info.address === null
    ? `${slotNames[info.kind]} ${info.fingerprint}`
    : `${info.address.slice(0, 4)}…${info.address.slice(-4)}`;
}

async function usedRegion(
  deps: Deps,
  draft: Draft,
  target: Target,
): Promise<{ id: string; p50Ms: number | null } | null> {
  const provider = deps.providers[target.provider];
  if (provider.regions === undefined) return null;
  const person = await deps.store.person(draft.ownerId, deps.clock.now());
  const preferred = person.region ?? deps.regions.best();
  const sniper = optionsFor(target.id, draft.content.options).sniper === true;
  const id = sniper ? "na-east" : preferred;
  return { id, p50Ms: deps.regions.board().find((row) => row.id === id)?.p50Ms ?? null };
}

async function warningsOf(
  deps: Deps,
  draft: Draft,
  target: Target,
  stored: readonly CredentialInfo[],
): Promise<readonly Html[]> {
  const now = deps.clock.now();
  const { ticker } = draft.content;
  const [used] =
    ticker === null ? [] : await deps.launches.withTicker(draft.ownerId, target.id, ticker);
  const needed = stored.filter(({ kind }) => target.credentials.includes(kind));
  const ends = needed.find(({ kind }) => kind === "session-jwt")?.expiresAt ?? null;
  const refused = needed.find(({ refusedAt }) => refusedAt !== null);
  const limit = await usedUpUntil(deps, draft.ownerId, target);
  return [
    ...(used ? [draftWords.tickerUsed(formatAgo(used.confirmedAt, now))] : []),
    ...(ends !== null && ends > now && ends - now < ENDS_SOON_MS
      ? [draftWords.tokenEnds(formatSpan(ends - now))]
      : []),
    ...(refused
      ? [draftWords.keyRefused(slotNames[refused.kind], formatAgo(refused.refusedAt ?? now, now))]
      : []),
    ...(limit === null
      ? []
      : [draftWords.limitUsed(providerNames[target.provider], formatInstant(limit))]),
  ];
}

/** How many of the latest refusals are looked through for a limit; a person who meets one does not go on for long. */
const REFUSALS_READ = 20;

/** When the provider's daily limit is lifted, if it refused this person because of it; ms since the epoch. */
async function usedUpUntil(deps: Deps, ownerId: number, target: Target): Promise<number | null> {
  const failed = await deps.launches.list({ ownerId, statuses: ["failed"], limit: REFUSALS_READ });
  const met = failed.find(
    ({ provider, reason }) =>
      provider === target.provider &&
      reason?.code === "daily-limit" &&
      (reason.resetAt ?? 0) > deps.clock.now(),
  );
  return met?.reason?.resetAt ?? null;
}

function keyboardFor(
  deps: Deps,
  draft: Draft,
  view: View,
  problems: readonly Problem[],
): InlineKeyboard {
  switch (view) {
    case "main":
      return mainButtons(draft, problems);
    case "edit":
      return editButtons(draft);
    case "options":
    case "more":
      return optionButtons(draft, view);
    case "targets":
      return targetButtons(deps, draft);
  }
}

function mainButtons(draft: Draft, problems: readonly Problem[]): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  if (problems.length === 0) {
    keyboard.text(buttonWords.launch, draftData(draft, "go")).success().row();
  }
  const fixes = new Map(problems.flatMap((problem) => fixesFor(draft, problem)));
  for (const [data, label] of fixes) keyboard.text(label, data).primary().row();
  return keyboard
    .text(buttonWords.edit, draftData(draft, "edit"))
    .text(buttonWords.options, draftData(draft, "options"))
    .row()
    .text(buttonWords.otherTarget, draftData(draft, "targets"))
    .text(buttonWords.cancel, draftData(draft, "cancel"));
}

/** Buttons that mend a problem, as data and label: data is unique, so that two problems of one field give one button. */
function fixesFor(draft: Draft, problem: Problem): readonly (readonly [string, string])[] {
  const edit = (field: Field) =>
    [draftData(draft, "ask", field), buttonWords.fix(fieldLabel(field).toLowerCase())] as const;
  switch (problem.code) {
    case "credential-missing":
    case "credential-expired": {
      const add = draftData(draft, "key", problem.kind);
      const made = draftData(draft, "make", problem.kind);
      const label = buttonWords.addKey(slotNames[problem.kind]);
      return problem.kind === "sign-in-wallet"
        ? [[made, buttonWords.makeWallet] as const, [add, label] as const]
        : [[add, label] as const];
    }
    case "picture-needs-link":
      return [
        edit("picture"),
        [draftData(draft, "clear", "picture"), buttonWords.removePicture] as const,
      ];
    case "shares-total":
    case "option-needs": {
      const label = optionWords[problem.option as OptionKey].label.toLowerCase();
      return [[draftData(draft, "opt", problem.option), buttonWords.fix(label)] as const];
    }
    case "ticker-emoji":
    case "ticker-alphabet":
      return [edit("ticker")];
    default:
      return "field" in problem ? [edit(problem.field)] : [];
  }
}

/** What can be said about a token at this target. */
export function fieldsOf(target: Target): readonly Field[] {
  return [
    "name",
    "ticker",
    "picture",
    ...(target.description ? (["description"] as const) : []),
    ...(target.buy ? (["buy"] as const) : []),
    ...target.links,
  ];
}

function editButtons(draft: Draft): InlineKeyboard {
  const fields = fieldsOf(TARGETS[draft.content.target]);
  const keyboard = new InlineKeyboard();
  fields.forEach((field, index) => {
    keyboard.text(fieldLabel(field), draftData(draft, "ask", field));
    if (index % 2 === 1) keyboard.row();
  });
  keyboard.row();
  for (const field of fields) {
    if (isSet(draft.content, field) && field !== "name" && field !== "ticker") {
      keyboard.text(buttonWords.clear(fieldLabel(field)), draftData(draft, "clear", field)).row();
    }
  }
  return keyboard.text(buttonWords.back, draftData(draft, "main"));
}

function isSet(content: DraftContent, field: Field): boolean {
  if (field === "website" || field === "twitter" || field === "telegram") {
    return content.links[field] !== undefined;
  }
  return field !== "option" && content[field] !== null;
}

function optionButtons(draft: Draft, view: "options" | "more"): InlineKeyboard {
  const { content } = draft;
  const unit = TARGETS[content.target].buy;
  const keyboard = new InlineKeyboard();
  const all = optionsOf(content.target);
  for (const { key, how, level } of all) {
    if ((level === "more") !== (view === "more")) continue;
    const value = content.options[key];
    const { label } = optionWords[key];
    const shown =
      how.kind === "switch"
        ? value === true
          ? buttonWords.on(label)
          : buttonWords.off(label)
        : value === undefined
          ? label
          : buttonWords.chosen(optionText(key, value, unit));
    keyboard.text(shown, draftData(draft, "opt", key)).row();
  }
  if (view === "options" && all.some(({ level }) => level === "more")) {
    keyboard.text(buttonWords.more, draftData(draft, "more")).row();
  }
  return keyboard.text(buttonWords.back, draftData(draft, view === "more" ? "options" : "main"));
}

/** The ten targets: ready ones marked; the card shows what the others lack once they are chosen. */
function targetButtons(deps: Deps, draft: Draft): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  TARGET_IDS.forEach((id, index) => {
    const { label } = TARGETS[id];
    const ready = fitDraft(draft.content, id, deps.around).ok;
    const shown =
      id === draft.content.target
        ? buttonWords.chosen(label)
        : ready
          ? buttonWords.ready(label)
          : buttonWords.notReady(label);
    keyboard.text(shown, draftData(draft, "to", id));
    if (index % 2 === 1) keyboard.row();
  });
  return keyboard.row().text(buttonWords.back, draftData(draft, "main"));
}
