import type { CredentialInfo, CredentialKind } from "../domain/credential.ts";
import { fitDraft, type DraftContent, type Fit } from "../domain/draft.ts";
import { InputError } from "../domain/errors.ts";
import { formatAmount } from "../domain/money.ts";
import { OPTION_CREDENTIALS, optionsFor, type OptionKey } from "../domain/options.ts";
import { routePicture } from "../domain/picture.ts";
import type { Problem } from "../domain/problem.ts";
import { outlayOf, type Outlay } from "../domain/spending.ts";
import { spendingIn, whyNot, type Standing } from "../domain/standing.ts";
import { TARGETS, type Target } from "../domain/targets.ts";
import { isInline, type Draft } from "../launches/draft-store.ts";
import type { BotDeps } from "./deps.ts";
import { readGroupFacts } from "./group-facts.ts";
import type { Members } from "./group-members.ts";
import type { Html } from "./html.ts";
import { formatAgo, formatInstant, formatSpan } from "./words/times.ts";
import { draftWords, providerNames, slotNames, type PreviewFacts } from "./words/words.ts";

export type FactDeps = Pick<
  BotDeps,
  | "cabinet"
  | "pictures"
  | "launches"
  | "groups"
  | "limits"
  | "regions"
  | "store"
  | "providers"
  | "around"
  | "balanceOf"
  | "clock"
> & { readonly members: Members };

/** A session token that ends sooner than this is worth a warning. */
const ENDS_SOON_MS = 10 * 60_000;
/** How many of the latest refusals are looked through for a limit; a person who meets one does not go on for long. */
const REFUSALS_READ = 20;

/**
 * Everything a preview card tells besides the draft itself: what keeps it from being sent, who pays, where it goes. On a
 * posted card, which others read as well, nothing of the owner's wallet, keys, limits and history.
 */
export async function readFacts(deps: FactDeps, draft: Draft): Promise<PreviewFacts> {
  const facts = await readOwnFacts(deps, draft);
  return isInline(draft.card) || draft.groupId !== null
    ? { ...facts, posted: true, wallet: null, warnings: [] }
    : facts;
}

/** All of it, for nobody but its owner. */
export async function readOwnFacts(deps: FactDeps, draft: Draft): Promise<PreviewFacts> {
  const target = TARGETS[draft.content.target];
  const stored = (await deps.cabinet.list(draft.ownerId)).filter(
    (info) => info.provider === target.provider,
  );
  const fit = fitDraft(draft.content, target.id, deps.around);
  const region = await routeOf(deps, draft, fit, target);
  const wallet = await walletOf(deps, target, stored);
  const standing = await deps.limits.standing(draft.ownerId);
  const outlay = outlayOfDraft(draft, target);
  const held = whyNot(standing, outlay);
  const group = await readGroupFacts(deps, draft, outlay);
  return {
    problems: [
      ...(fit.ok ? [] : fit.problems),
      ...(await hostingProblems(deps, draft.content)),
      ...keyProblems(draft.content, stored, deps.clock.now()),
      ...("code" in region ? [region] : []),
      ...(held ? [held] : []),
      ...(group?.problem ? [group.problem] : []),
    ],
    wallet,
    region: "code" in region ? null : region.used,
    around: deps.around,
    posted: false,
    group,
    warnings: [
      ...(await warningsOf(deps, draft, target, stored)),
      ...moneyWarnings(outlay, standing, wallet),
    ],
  };
}

/** Hosts the picture now where it must be hosted: the tap on Launch shall not wait for it. */
async function hostingProblems(
  { pictures, around }: FactDeps,
  { picture, target }: DraftContent,
): Promise<readonly Problem[]> {
  const route = picture && routePicture(picture, TARGETS[target].picture, around.hostedLinkLength);
  if (route?.by !== "hosting") return [];
  try {
    await pictures.linkOf(route.image);
    return [];
  } catch (error) {
    if (error instanceof InputError) return [error.problem];
    throw error;
  }
}

/** Keys that the target or an option needs, and that are missing or over. */
export function keyProblems(
  content: DraftContent,
  stored: readonly CredentialInfo[],
  now: number,
): readonly Problem[] {
  return neededKinds(content).flatMap((kind): Problem[] => {
    const info = stored.find((one) => one.kind === kind);
    if (!info) return [{ code: "credential-missing", kind }];
    return info.expiresAt !== null && info.expiresAt <= now
      ? [{ code: "credential-expired", kind, expiredAt: info.expiresAt }]
      : [];
  });
}

function neededKinds(content: DraftContent): readonly CredentialKind[] {
  const options = optionsFor(content.target, content.options);
  const byOption = Object.entries(OPTION_CREDENTIALS).flatMap(([key, kind]) =>
    options[key as OptionKey] === true ? [kind] : [],
  );
  return [...TARGETS[content.target].credentials, ...byOption];
}

/** The wallet behind the launch: its address where we know it, else the fingerprint of the key that stands for it. */
async function walletOf(
  deps: FactDeps,
  target: Target,
  stored: readonly CredentialInfo[],
): Promise<PreviewFacts["wallet"]> {
  const info = stored.find((one) => one.kind === target.credentials.at(-1));
  if (!info) return null;
  const pays = target.buy !== null || target.cost !== null;
  if (info.address === null) {
    return { pays, shown: `${slotNames[info.kind]} ${info.fingerprint}`, balance: null };
  }
  const shown = `${info.address.slice(0, 4)}…${info.address.slice(-4)}`;
  const balance = pays && deps.balanceOf ? await deps.balanceOf(info.address) : null;
  return { pays, shown, balance };
}

/** What the wallet may not be able to pay: it holds too little, or launches without an end may have spent it already. */
function moneyWarnings(
  outlay: Outlay | null,
  standing: Standing,
  wallet: PreviewFacts["wallet"],
): readonly Html[] {
  if (outlay === null) return [];
  const { reserved } = spendingIn(standing, outlay.unit);
  const balance = wallet?.balance ?? null;
  return [
    ...(balance !== null && balance < outlay.sum ? [draftWords.shortOfFunds] : []),
    ...(reserved > 0n ? [draftWords.reserved(formatAmount(reserved, outlay.unit))] : []),
  ];
}

export function outlayOfDraft({ content }: Pick<Draft, "content">, target: Target): Outlay | null {
  const buy = content.buy === null ? null : BigInt(content.buy);
  return outlayOf(target, buy, optionsFor(target.id, content.options));
}

/** Where the launch would go, as the provider itself routes it; or why it cannot. */
async function routeOf(
  deps: FactDeps,
  draft: Draft,
  fit: Fit,
  target: Target,
): Promise<{ readonly used: PreviewFacts["region"] } | Problem> {
  const provider = deps.providers[target.provider];
  if (provider.regions === undefined) return { used: null };
  const { region } = await deps.store.person(draft.ownerId, deps.clock.now());
  const picked = region !== null && provider.regions.includes(region) ? region : null;
  const preferred = picked ?? deps.regions.best();
  try {
    const id = (fit.ok ? provider.route?.(fit.request, preferred) : null) ?? preferred;
    const row = deps.regions.board().find((one) => one.id === id);
    return { used: { id, p50Ms: row?.p50Ms ?? null } };
  } catch (error) {
    if (error instanceof InputError) return error.problem;
    throw error;
  }
}

async function warningsOf(
  deps: FactDeps,
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

/** When the provider's daily limit is lifted, if it refused this person because of it; ms since the epoch. */
async function usedUpUntil(
  deps: FactDeps,
  ownerId: number,
  target: Target,
): Promise<number | null> {
  const failed = await deps.launches.list({ ownerId, statuses: ["failed"], limit: REFUSALS_READ });
  const met = failed.find(
    ({ provider, reason }) =>
      provider === target.provider &&
      reason?.code === "daily-limit" &&
      (reason.resetAt ?? 0) > deps.clock.now(),
  );
  return met?.reason?.resetAt ?? null;
}
