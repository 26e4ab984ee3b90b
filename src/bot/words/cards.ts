import { CHAINS } from "../../domain/chains.ts";
import type { DraftContent } from "../../domain/draft.ts";
import { leftOut, type Surroundings } from "../../domain/draft.ts";
import type { Launch, Links } from "../../domain/launch.ts";
import { formatAmount, type Unit } from "../../domain/money.ts";
import { optionsFor } from "../../domain/options.ts";
import { otherSize, routePicture, type PictureRoute } from "../../domain/picture.ts";
import { canOnlyWait, type Problem } from "../../domain/problem.ts";
import { outlayOfRequest } from "../../domain/spending.ts";
import { TARGETS, type Target } from "../../domain/targets.ts";
import { cut } from "../../domain/text.ts";
import { fitting, h, lines, type Html } from "../html.ts";
import type { GroupFacts } from "../group-facts.ts";
import { groupWords } from "./groups.ts";
import { roundTrips } from "./buttons.ts";
import { chainName, fieldNames, providerNames } from "./names.ts";
import { problemWords } from "./problems.ts";
import { reasonWords, type ReasonAbout } from "./reasons.ts";
import { optionsWords, spendingWords } from "./spending.ts";
import { formatInstant, formatSpan, formatSplit, formatWait } from "./times.ts";

/** How much of long texts a card shows, so that it fits under a picture. The full text is what is sent. */
interface Room {
  readonly name: number;
  readonly text: number;
  readonly link: number;
  /** How many problems, warnings or complaints are told; the rest is counted. */
  readonly told: number;
  /** How many entries of a fee split; the rest is summed. */
  readonly shares: number;
  /** Whether more than the bare size of a picture is told: the price of another, which its button has too, and its way. */
  readonly sizes: boolean;
  /** Links and people are counted instead of shown, except for who pays. */
  readonly counts: boolean;
}
const ROOMS: readonly [Room, ...Room[]] = [
  { name: 255, text: 200, link: 60, told: 10, shares: 8, sizes: true, counts: false },
  { name: 100, text: 80, link: 30, told: 4, shares: 8, sizes: true, counts: false },
  { name: 40, text: 40, link: 20, told: 2, shares: 8, sizes: false, counts: false },
  { name: 20, text: 20, link: 12, told: 1, shares: 3, sizes: false, counts: false },
  // The longest draft of test/bot/words/cards.test.ts fits into this one.
  { name: 20, text: 12, link: 12, told: 1, shares: 1, sizes: false, counts: true },
];

const MOST_TICKER = 40;

/** What the preview knows besides the draft. */
export interface PreviewFacts {
  readonly problems: readonly Problem[];
  /** The wallet behind the launch: `abc…xyz`, or its key's fingerprint. Balance in base units, where it is known. */
  readonly wallet: {
    readonly pays: boolean;
    readonly shown: string;
    readonly balance: bigint | null;
  } | null;
  readonly region: { readonly id: string; readonly p50Ms: number | null } | null;
  readonly warnings: readonly Html[];
  /** The card stands where others read it. */
  readonly posted: boolean;
  /** What its group says; null for a draft of no group. */
  readonly group: GroupFacts | null;
  readonly around: Surroundings;
}

export function previewWords(content: DraftContent, facts: PreviewFacts): Html {
  return fitting(ROOMS, (room) => drawPreview(content, facts, room));
}

function drawPreview(content: DraftContent, facts: PreviewFacts, room: Room): Html {
  const target = TARGETS[content.target];
  const buy = target.buy && content.buy !== null ? BigInt(content.buy) : null;
  const options = optionsFor(content.target, content.options);
  const dropped = leftOut(content, content.target);
  return lines(
    title(content, room),
    h`${target.label} · ${chainName(target.chain)}`,
    "",
    target.buy &&
      h`First buy: ${buy === null || buy === 0n ? "none" : formatAmount(buy, target.buy)}`,
    h`Picture: ${pictureWords(content, facts, room)}`,
    content.description !== null &&
      target.description !== null &&
      h`Description: ${cut(content.description, room.text)}`,
    linkWords(content.links, target.links, room),
    optionsWords(options, target.buy, room),
    facts.posted && paysSomething(target) && payerLine(facts, room),
    facts.wallet && walletLine(facts.wallet, CHAINS[target.chain].unit),
    spendingWords(target, buy, options),
    facts.region && regionLine(facts.region),
    dropped.length > 0 &&
      h`Not sent, ${target.label} has no place for it: ${dropped.map(droppedName).join(", ")}`,
    ...(facts.problems.length + facts.warnings.length > 0 ? [""] : []),
    ...counted(
      [...problemsTold(facts), ...facts.warnings].map((one) => h`⚠️ ${one}`),
      room,
    ),
    "",
    ...votesLines(facts.group, room),
    closing(facts),
  );
}

const paysSomething = ({ buy, cost }: Target): boolean => buy !== null || cost !== null;

const payerLine = ({ group }: PreviewFacts, { text }: Room): Html =>
  group ? groupWords.payer(cut(group.payer, text)) : h`Pays: the wallet of whoever posted this`;

function votesLines(group: GroupFacts | null, { told, counts }: Room): readonly Html[] {
  if (group === null) return [];
  const { approvedBy, objectedBy, needed, until, waitsFor } = group;
  const named = counts ? 0 : told;
  const late = waitsFor?.code === "group-late" ? waitsFor : null;
  return [
    ...(needed > 0 ? [groupWords.approved(approvedBy, named, needed)] : []),
    ...(until !== null && late === null ? [groupWords.agreeBy(until)] : []),
    ...(objectedBy.length > 0 ? [groupWords.objected(objectedBy, named)] : []),
    ...(late ? [problemWords(late)] : []),
  ];
}

function closing({ problems, posted, group }: PreviewFacts): Html {
  if (problems.length > 0) {
    return problems.every(canOnlyWait)
      ? h`Not now; the reason stands above.`
      : h`Fix this first; the buttons below help.`;
  }
  if (group?.waitsFor) return groupWords.waits;
  if (group) return groupWords.mayLaunch;
  return posted
    ? h`Only whoever posted this can launch it. A launch cannot be undone.`
    : h`A launch cannot be undone.`;
}

function problemsTold({ problems, posted }: PreviewFacts): readonly Html[] {
  if (!posted) return problems.map(problemWords);
  const told = problems.map((problem) => ownersAffair(problem) ?? problemWords(problem));
  return [...new Map(told.map((one) => [one.html, one])).values()];
}

/** What a person has stored and may spend is nobody else's business, and no reader of a card is its "you". */
export function ownersAffair(problem: Problem): Html | null {
  switch (problem.code) {
    case "credential-missing":
    case "credential-expired":
      return h`Its owner has a key to add or renew.`;
    case "over-limit":
    case "too-many-launches":
      return h`A limit of its owner's own holds it up.`;
    case "paused":
      return problem.by === "owner" ? h`Its owner has paused launching.` : null;
    default:
      return null;
  }
}

/** As many as there is room for, and how many more there are. */
function counted(all: readonly Html[], { told }: Room): readonly Html[] {
  const more = all.length - told;
  return more > 0 ? [...all.slice(0, told), h`…and ${more} more.`] : all;
}

function title(
  token: { readonly name: string | null; readonly ticker: string | null },
  room: Room,
): Html {
  const { ticker: typed } = token;
  const ticker =
    typed === null ? "" : ` $${cut(typed.replace(/^\$/, ""), Math.min(room.name, MOST_TICKER))}`;
  return h`<b>${cut(token.name ?? "No name yet", room.name)}</b>${ticker}`;
}

const droppedName = (name: string): string =>
  fieldNames[name as keyof typeof fieldNames].toLowerCase();

function pictureWords({ picture, target }: DraftContent, facts: PreviewFacts, room: Room): string {
  if (picture === null) return "none";
  if (picture.kind === "link") {
    return `I could not look at it. Handed on unseen: ${cut(picture.url, room.link)}`;
  }
  const rules = TARGETS[target].picture;
  const { hostedLinkLength } = facts.around;
  const route = routePicture(picture, rules, hostedLinkLength);
  const { width, height, bytes, mime } = route && route.by !== "link" ? route.image : picture;
  const parts = [`${width} × ${height}`, kilobytes(bytes)];
  if (mime === "image/gif") parts.push("animated; you see its first frame");
  else if (picture.moves) parts.push("the first frame of the animation");
  const other = otherSize(picture, rules, hostedLinkLength);
  return (
    parts.join(", ") +
    wayWords(route, room) +
    (other && room.sizes ? sizeWords(other, facts.region) : "")
  );
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`;

/** What the larger of two sizes costs, whichever is the one that is sent. */
function sizeWords(
  { image, moreRoundTrips: more }: NonNullable<ReturnType<typeof otherSize>>,
  region: PreviewFacts["region"],
): string {
  if (more === 0) return "";
  const trips = Math.abs(more);
  const ms = region?.p50Ms ?? null;
  const cost = roundTrips(trips) + (ms === null ? "" : `, about ${formatSpan(trips * ms)},`);
  return more > 0
    ? `. Full size, ${kilobytes(image.bytes)}, takes ${cost} more`
    : `. It takes ${cost} more than ${kilobytes(image.bytes)} would`;
}

function wayWords(route: PictureRoute | null, { link, sizes }: Room): string {
  if (route?.by === "hosting") return sizes ? ", under a public link of mine" : ", hosted";
  if (route?.by !== "link") return "";
  return `. Handed on by your link, where it may change: ${cut(route.url, link)}`;
}

function linkWords(links: Links, taken: readonly (keyof Links)[], room: Room): Html | null {
  const set = taken.flatMap((key) => links[key] ?? []);
  if (set.length === 0) return null;
  return h`Links: ${room.counts ? set.length : set.map((url) => cut(url, room.link)).join(", ")}`;
}

function regionLine(region: { readonly id: string; readonly p50Ms: number | null }): Html {
  return region.p50Ms === null
    ? h`Region: ${region.id}`
    : h`Region: ${region.id}, ${Math.round(region.p50Ms)} ms away`;
}

export function walletLine(wallet: NonNullable<PreviewFacts["wallet"]>, unit: Unit): Html {
  const { pays, shown, balance } = wallet;
  if (!pays) return h`Signs in: ${shown}`;
  return balance === null
    ? h`Pays: ${shown}`
    : h`Pays: ${shown}, holding ${formatAmount(balance, unit)}`;
}

/** The status card, and the text of the final message. `now` for the seconds that count up while it is open. */
export function statusWords(launch: Launch, now: number): Html {
  return fitting(ROOMS, (room) => drawStatus(launch, now, room));
}

function drawStatus(launch: Launch, now: number, room: Room): Html {
  const target = TARGETS[launch.request.target];
  return lines(
    headline(launch),
    title(launch.request, room),
    h`${target.label} · ${chainName(target.chain)} · #${launch.id}`,
    "",
    body(launch, now, room),
  );
}

/** What a launch that stays unclear is brought to mind with. `since`: when it became so. */
export function reminderWords(launch: Launch, since: number, now: number): Html {
  return fitting(ROOMS, (room) => drawReminder(launch, since, now, room));
}

function drawReminder(launch: Launch, since: number, now: number, room: Room): Html {
  const target = TARGETS[launch.request.target];
  return lines(
    h`🔔 <b>Still unclear</b>, for ${formatSpan(now - since)} now`,
    title(launch.request, room),
    h`${target.label} · ${chainName(target.chain)} · #${launch.id}`,
    "",
    launch.reason && reasonWords(launch.reason, aboutOf(launch, room)),
    launch.sentAt !== null && h`It was sent ${formatInstant(launch.sentAt)}.`,
    "",
    h`Look in your wallet or at ${providerNames[launch.provider]}, and tell me below: I close it as you say. Until then it stays open, and I never send it again by myself.`,
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

function body(launch: Launch, now: number, room: Room): Html {
  const who = providerNames[launch.provider];
  const why = () => launch.reason && reasonWords(launch.reason, aboutOf(launch, room));
  switch (launch.status) {
    case "queued":
      return launch.reason
        ? lines(why(), h`Trying again in a moment.`)
        : h`Confirmed. On its way in a moment.`;
    case "sending":
      return h`Sending to ${who}${launch.region === null ? "" : ` (${launch.region})`} and waiting for its answer${waited(launch.sentAt, now)}.`;
    case "accepted":
      return launch.needsSignIn
        ? h`${who} took it, but asking how it goes needs your key. Add it in /keys and I go on by myself.`
        : h`${who} took it and is launching${waited(launch.acceptedAt, now)}. This card changes by itself.`;
    case "live":
      return lines(
        mintWords(launch, who),
        launch.resolvedBy === "owner" && h`Confirmed by you.`,
        timings(launch),
      );
    case "failed":
      return launch.resolvedBy === "owner"
        ? h`You can launch it again from here.`
        : lines(why(), timings(launch));
    case "unclear":
      return lines(
        why(),
        "",
        h`I cannot tell whether this launched, so I will not send it again. Look in your wallet or at ${who} before you decide.`,
        atStake(launch),
      );
    case "cancelled":
      return lines(why(), h`Nothing was sent.`);
    case "expired":
      if (launch.reason?.code === "restored") {
        return lines(
          why(),
          "",
          h`I do not send it any more. Look further up in this chat, in your wallet or at ${who} before you launch it again.`,
        );
      }
      return h`It waited too long to be sent, so nothing was. The market may have moved: confirm it again if you still want it.`;
  }
}

/** What is gone from the wallet if it did launch. */
function atStake({ request }: Launch): Html | null {
  const outlay = outlayOfRequest(request);
  return outlay === null || outlay.sum === 0n
    ? null
    : h`If it did, it spent ${formatAmount(outlay.sum, outlay.unit)} and fees. I count that as reserved until this is settled.`;
}

function mintWords({ mint, nextAt }: Launch, who: string): Html {
  if (mint !== null) return h`<code>${mint}</code>`;
  return nextAt === null
    ? h`The token exists, but its address never came. Look for it at ${who}.`
    : h`The token exists. Its address is still to come; this card will show it.`;
}

/** The first second is not worth a number. */
function waited(since: number | null, now: number): string {
  return since === null || now - since < 1_000 ? "" : `, ${formatWait(now - since)} so far`;
}

function aboutOf({ provider, request }: Launch, { name, text, told }: Room): ReasonAbout {
  return {
    provider,
    name: cut(request.name, name),
    ticker: cut(request.ticker, MOST_TICKER),
    room: { said: text, fields: told },
  };
}

/** Of the launch, as it was measured; of one before that was kept, nothing. */
function timings({ tapToSentMs, sentToAnswerMs, roundTripMs, region }: Launch): Html | null {
  if (tapToSentMs === null) return null;
  const answered = sentToAnswerMs === null ? "" : `, sent to answer ${formatSplit(sentToAnswerMs)}`;
  const place = region === null ? "" : ` to ${region}`;
  const trip =
    roundTripMs === null ? "" : ` A round trip${place} took ${formatSplit(roundTripMs)} then.`;
  return h`Tap to sent ${formatSplit(tapToSentMs)}${answered}.${trip}`;
}
