import type { DraftContent } from "../../domain/draft.ts";
import { leftOut } from "../../domain/draft.ts";
import type { Launch, Links, Picture } from "../../domain/launch.ts";
import { formatAmount, type Unit } from "../../domain/money.ts";
import { optionsFor, type LaunchOptions, type OptionKey } from "../../domain/options.ts";
import type { Problem } from "../../domain/problem.ts";
import { TARGETS } from "../../domain/targets.ts";
import { cut } from "../../domain/text.ts";
import { h, lines, type Html } from "../html.ts";
import { chainName, fieldNames, optionWords, providerNames } from "./names.ts";
import { problemWords } from "./problems.ts";
import { reasonWords, type ReasonAbout } from "./reasons.ts";
import { formatSpan, formatWait } from "./times.ts";

/** A caption holds 1024 characters, so long texts are cut in the card. The full text is what is sent. */
const CARD_DESCRIPTION = 200;

/** What the preview knows besides the draft. */
export interface PreviewFacts {
  readonly problems: readonly Problem[];
  /** `abc…xyz` of the paying wallet, or the key's fingerprint. */
  readonly wallet: string | null;
  readonly region: { readonly id: string; readonly p50Ms: number | null } | null;
  readonly warnings: readonly Html[];
}

export function previewWords(content: DraftContent, facts: PreviewFacts): Html {
  const target = TARGETS[content.target];
  const buy = target.buy && content.buy !== null ? BigInt(content.buy) : null;
  const dropped = leftOut(content, content.target);
  return lines(
    title(content),
    h`${target.label} · ${chainName(target.chain)}`,
    "",
    target.buy &&
      h`First buy: ${buy === null || buy === 0n ? "none" : formatAmount(buy, target.buy)}`,
    h`Picture: ${pictureWords(content.picture)}`,
    content.description !== null &&
      target.description !== null &&
      h`Description: ${cut(content.description, CARD_DESCRIPTION)}`,
    linkWords(content.links, target.links),
    optionsLine(optionsFor(target.id, content.options), target.buy),
    facts.wallet !== null && h`Pays: ${facts.wallet}`,
    h`To be spent: ${spending(buy, target.buy, target.cost)}`,
    facts.region && regionLine(facts.region),
    dropped.length > 0 &&
      h`Not sent, ${target.label} has no place for it: ${dropped.map(droppedName).join(", ")}`,
    ...(facts.problems.length + facts.warnings.length > 0 ? [""] : []),
    ...facts.problems.map((problem) => h`⚠️ ${problemWords(problem)}`),
    ...facts.warnings.map((warning) => h`⚠️ ${warning}`),
    "",
    facts.problems.length > 0
      ? h`Fix this first; the buttons below help.`
      : h`A launch cannot be undone.`,
  );
}

function title(token: { readonly name: string | null; readonly ticker: string | null }): Html {
  const ticker = token.ticker === null ? "" : ` $${token.ticker.replace(/^\$/, "")}`;
  return h`<b>${token.name ?? "No name yet"}</b>${ticker}`;
}

const droppedName = (name: string): string =>
  fieldNames[name as keyof typeof fieldNames].toLowerCase();

function pictureWords(picture: Picture | null): string {
  if (picture === null) return "none";
  if (picture.kind === "link") return `by link, handed on unseen: ${cut(picture.url, 80)}`;
  return `${picture.width} × ${picture.height}, ${Math.ceil(picture.bytes / 1024)} KB`;
}

function linkWords(links: Links, taken: readonly (keyof Links)[]): Html | null {
  const shown = taken.flatMap((key) => links[key] ?? []).map((url) => cut(url, 60));
  return shown.length > 0 ? h`Links: ${shown.join(", ")}` : null;
}

function regionLine(region: { readonly id: string; readonly p50Ms: number | null }): Html {
  return region.p50Ms === null
    ? h`Region: ${region.id}`
    : h`Region: ${region.id}, ${Math.round(region.p50Ms)} ms away`;
}

function spending(buy: bigint | null, unit: Unit | null, cost: bigint | null): string {
  if (cost !== null) return "about 0.04 SOL for the launch itself";
  if (unit === null) return "nothing that the provider names";
  return `${formatAmount(buy ?? 0n, unit)} plus network and platform fees`;
}

function optionsLine(options: LaunchOptions, unit: Unit | null): Html | null {
  const set = Object.entries(options)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([key, value]) => optionText(key as OptionKey, value, unit));
  return set.length > 0 ? h`Options: ${cut(set.join(", "), 200)}` : null;
}

/** `Gas price 5`, or only the label for a switch that is on. */
export function optionText(
  key: OptionKey,
  value: LaunchOptions[OptionKey],
  unit: Unit | null,
): string {
  const { label } = optionWords[key];
  if (value === true) return label;
  if (Array.isArray(value)) return `${label} (${value.length})`;
  if (key === "multiDeployBuy" && unit)
    return `${label} ${formatAmount(BigInt(String(value)), unit)}`;
  return `${label} ${String(value)}`;
}

/** The status card, and the text of the final message. `now` for the seconds that count up while it is open. */
export function statusWords(launch: Launch, now: number): Html {
  const target = TARGETS[launch.request.target];
  return lines(
    headline(launch),
    title(launch.request),
    h`${target.label} · ${chainName(target.chain)} · #${launch.id}`,
    "",
    body(launch, now),
  );
}

function headline(launch: Launch): Html {
  switch (launch.status) {
    case "queued":
      return launch.tries > 0 ? h`🔁 <b>Not sent yet</b>` : h`⏳ <b>Queued</b>`;
    case "sending":
      return h`📡 <b>Sending</b>`;
    case "accepted":
      return h`⏳ <b>Accepted</b>`;
    case "live":
      return h`✅ <b>Live</b>`;
    case "failed":
      return launch.resolvedBy === "owner"
        ? h`❌ <b>Did not happen</b>, as you said`
        : h`❌ <b>Not launched</b>`;
    case "unclear":
      return h`❓ <b>Unclear</b>`;
    case "cancelled":
      return h`✖️ <b>Cancelled</b>`;
    case "expired":
      return h`⌛ <b>Expired</b>`;
  }
}

function body(launch: Launch, now: number): Html {
  const who = providerNames[launch.provider];
  switch (launch.status) {
    case "queued":
      return launch.reason
        ? lines(reasonWords(launch.reason, aboutOf(launch)), h`Trying again in a moment.`)
        : h`Confirmed. On its way in a moment.`;
    case "sending":
      return h`Sent to ${who}${launch.region === null ? "" : ` (${launch.region})`}. Waiting for its answer${waited(launch.sentAt, now)}.`;
    case "accepted":
      return launch.needsSignIn
        ? h`${who} took it, but asking how it goes needs your key. Add it in /keys and I go on by myself.`
        : h`${who} took it and is launching${waited(launch.acceptedAt, now)}. This card changes by itself.`;
    case "live":
      return lines(
        launch.mint === null
          ? h`The token exists. Its address is still to come; this card will show it.`
          : h`<code>${launch.mint}</code>`,
        launch.resolvedBy === "owner" && h`Confirmed by you.`,
        timings(launch),
      );
    case "failed":
      return launch.resolvedBy === "owner"
        ? h`You can launch it again from here.`
        : lines(launch.reason && reasonWords(launch.reason, aboutOf(launch)), timings(launch));
    case "unclear":
      return lines(
        launch.reason && reasonWords(launch.reason, aboutOf(launch)),
        "",
        h`I cannot tell whether this launched, so I will not send it again. Look in your wallet or at ${who} before you decide.`,
      );
    case "cancelled":
      return h`Nothing was sent.`;
    case "expired":
      return h`It waited too long to be sent, so nothing was. The market may have moved: confirm it again if you still want it.`;
  }
}

/** The first second is not worth a number. */
function waited(since: number | null, now: number): string {
  return since === null || now - since < 1_000 ? "" : `, ${formatWait(now - since)} so far`;
}

function aboutOf({ provider, request }: Launch): ReasonAbout {
  return { provider, name: request.name, ticker: request.ticker };
}

function timings({ confirmedAt, sentAt, answeredAt }: Launch): Html | null {
  if (sentAt === null || answeredAt === null) return null;
  return h`Tap to sent ${formatSpan(sentAt - confirmedAt)}, sent to answer ${formatSpan(answeredAt - sentAt)}.`;
}
