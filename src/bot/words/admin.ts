import type { Status } from "../../domain/launch.ts";
import type { Admission, Census, Invite } from "../admission-store.ts";
import { h, lines, type Html } from "../html.ts";
import { formatAgo, formatInstant, formatSpan } from "./times.ts";

/** Offered to admins besides everybody's commands. */
export const adminMenu = [
  { command: "admin", description: "Operator: people, invitations, health" },
];

export interface Health {
  /** How long a write took; null when the database took none. */
  readonly databaseMs: number | null;
  readonly telegramMs: number;
  readonly updates: {
    readonly how: "polling" | "webhook";
    readonly waiting: number;
    /** What Telegram says of its last failed delivery. */
    readonly lastError: { readonly at: number; readonly said: string } | null;
  };
  readonly regions: readonly {
    readonly id: string;
    readonly healthy: boolean;
    readonly p50Ms: number | null;
  }[];
  readonly version: string;
  readonly commit: string | null;
  readonly node: string;
  readonly since: number;
}

const number = (count: number | undefined): number => count ?? 0;

const underWay = ({ queued, sending, accepted }: Census["launches"]): number =>
  number(queued) + number(sending) + number(accepted);

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  queued: "Waiting to be sent",
  sending: "Being sent",
  accepted: "With the provider",
  live: "Live",
  failed: "Not launched",
  unclear: "Unclear",
  cancelled: "Cancelled",
  expired: "Expired",
};

const mark = (state: Admission["state"]): string => (state === "allowed" ? "✅" : "⛔");

export const adminWords = {
  home: (census: Census, access: "allowlist" | "open", stopped: boolean): Html =>
    lines(
      h`<b>🛠 Operator's page</b>`,
      "",
      stopped && h`⏸ <b>Everybody's launches are stopped.</b>`,
      access === "open"
        ? h`Everybody may use this bot, but for those you deny.`
        : h`Only those whom you let in may use this bot.`,
      h`People: ${census.people}, allowed: ${census.allowed}, denied: ${census.denied}`,
      h`Launches under way: ${underWay(census.launches)}, unclear: ${number(census.launches.unclear)}`,
      "",
      adminWords.forms,
    ),
  forms: lines(
    h`<code>/admin allow 12345</code>, <code>/admin deny 12345</code>, or either as a reply to a message that you forwarded from that person, or to their contact`,
    h`<code>/admin invite 10 48</code>: a link for 10 people, good for 48 hours`,
    h`<code>/admin pause</code> and <code>/admin resume</code>: everybody's launches`,
  ),
  buttons: {
    inviteOne: "➕ Invite one",
    inviteTen: "➕ Invite ten",
    invites: "🔗 Invitations",
    people: "👥 Who is in",
    stats: "📊 Launches",
    health: "🩺 Health",
    pause: "⏸ Stop all launches",
    resume: "▶️ Let launches go on",
    back: "◀️ Back",
    allow: "✅ Allow",
    deny: "⛔ Deny",
    revoke: (at: number): string => `✖️ Revoke ${at}`,
  },
  who: h`Whom do you mean? Give their number, or reply to a message that you forwarded from them.`,
  hidden: h`That person hides who they are in forwarded messages. Ask them for their number: the bot tells it to everybody who writes to it.`,
  nobody: h`That number is no person's.`,
  isAdmin: h`That is an admin of this bot, by its settings. Nothing was changed.`,
  unchanged: (userId: number, state: Admission["state"]): Html =>
    h`${mark(state)} <code>${userId}</code> was ${state} already.`,
  said: (userId: number, state: Admission["state"], told: boolean, cancelled: number): Html =>
    lines(
      h`${mark(state)} <code>${userId}</code> is ${state === "allowed" ? "let in" : "shut out"}.`,
      cancelled > 0 && h`Launches of theirs that waited and will not be sent: ${cancelled}.`,
      told
        ? h`They were told.`
        : h`I could not tell them: they have not written to me yet, or have blocked me.`,
    ),
  /** A person that was forwarded or sent as a contact. */
  person: (userId: number, admission: Admission | null, now: number): Html =>
    lines(
      h`<b>Person</b> <code>${userId}</code>`,
      admission ? saidOf(admission, now) : h`Nothing was said of them yet.`,
    ),
  people: (latest: readonly Admission[], now: number): Html =>
    lines(
      h`<b>👥 Let in and shut out</b>, newest first`,
      "",
      ...(latest.length > 0
        ? latest.map((one) => h`<code>${one.userId}</code> ${saidOf(one, now)}`)
        : [h`Nobody yet.`]),
    ),

  badInvite: (most: { readonly uses: number; readonly hours: number }): Html =>
    h`<code>/admin invite 10 48</code> makes a link for 10 people, good for 48 hours; at most ${most.uses} people and ${most.hours} hours.`,
  invited: (invite: Omit<Invite, "used">, link: string): Html =>
    lines(
      h`<b>🔗 Invitation</b> for ${people(invite.uses)}, until ${formatInstant(invite.expiresAt).replace(/^on /, "")}`,
      "",
      h`${link}`,
      "",
      h`Whoever opens it first is in, so send it to nobody else.`,
    ),
  invites: (open: readonly Invite[], linkOf: (code: string) => string, now: number): Html =>
    lines(
      h`<b>🔗 Open invitations</b>, newest first`,
      ...(open.length > 0
        ? open.flatMap((one, at) => [
            "",
            h`${at + 1}. ${one.used} of ${people(one.uses)} came, ${formatSpan(one.expiresAt - now)} left, made by <code>${one.by}</code>`,
            h`${linkOf(one.code)}`,
          ])
        : ["", h`None.`]),
    ),
  revoked: "Revoked. Who came by it stays in.",

  paused: (found: { readonly cancelled: number; readonly underWay: number }): Html =>
    lines(
      h`⏸ <b>Stopped.</b> Nobody launches until you send /admin resume, also after a restart.`,
      h`Launches that waited, now cancelled: ${found.cancelled}. On the way, which nobody can call back: ${found.underWay}.`,
    ),
  resumed: (resumed: boolean): Html =>
    resumed
      ? h`▶️ Launching goes on. What was cancelled stays so.`
      : h`Nobody had stopped everybody's launches.`,

  stats: (census: Census): Html =>
    lines(
      h`<b>📊 Launches so far</b>`,
      "",
      ...Object.entries(STATUS_WORDS).map(
        ([status, words]) => h`${words}: ${number(census.launches[status as Status])}`,
      ),
    ),
  health: (health: Health, now: number): Html =>
    lines(
      h`<b>🩺 Health</b>`,
      "",
      health.databaseMs === null
        ? h`⛔ Database: takes nothing`
        : h`✅ Database: writes in ${formatSpan(health.databaseMs)}`,
      h`✅ Telegram: answers in ${formatSpan(health.telegramMs)}; updates by ${health.updates.how}, ${health.updates.waiting} waiting`,
      health.updates.lastError &&
        h`⚠️ Its last failed delivery, ${formatAgo(health.updates.lastError.at, now)}: ${health.updates.lastError.said}`,
      ...health.regions.map(
        ({ id, healthy, p50Ms }) =>
          h`${healthy ? "✅" : "⛔"} Region ${id}: ${p50Ms === null ? "not measured yet" : `${Math.round(p50Ms)} ms`}`,
      ),
      "",
      h`Launchgram ${health.version}${health.commit === null ? "" : ` (${health.commit})`}, Node ${health.node}, up for ${formatSpan(now - health.since)}`,
    ),
};

const people = (count: number): string => (count === 1 ? "1 person" : `${count} people`);

function saidOf({ state, by, invite, at }: Admission, now: number): Html {
  const how = invite === null ? "by" : "through an invitation of";
  return h`${mark(state)} ${state} ${how} <code>${by}</code>, ${formatAgo(at, now)}`;
}
