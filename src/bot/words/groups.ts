import type { Circle, Policy } from "../../domain/governance.ts";
import { LIMITED_UNITS } from "../../domain/limits.ts";
import { h, lines, type Html } from "../html.ts";
import { boundsText } from "./amounts.ts";
import { generalWords } from "./general.ts";
import { circleNames, namesOf } from "./governance.ts";
import { formatInstant, formatSpan } from "./times.ts";

const circleLabels: Readonly<Record<Circle, string>> = {
  admins: "admins",
  listed: "listed",
  everybody: "all members",
};

const UNITS = LIMITED_UNITS.map(({ symbol }) => symbol).join(", ");

/** What is said in groups, and on their cards. */
export const groupWords = {
  /** The lines of a card that are about its group. */
  payer: (name: string): Html =>
    name === ""
      ? h`Pays: the wallet of whoever started this`
      : h`Pays: the wallet of ${namesOf([name])}`,
  /** `most`: how many are named; with 0 they are only counted. */
  approved: (by: readonly string[], most: number, needed: number): Html =>
    by.length === 0
      ? h`Approved by nobody yet (0 of ${needed})`
      : h`Approved${most > 0 ? ` by ${namesOf(by, most)}` : ""} (${by.length} of ${needed})`,
  agreeBy: (until: number): Html =>
    h`After that it has to be asked anew: ${formatInstant(until).replace(/^on /, "")}`,
  objected: (by: readonly string[], most: number): Html =>
    h`✋ Objected: ${most > 0 ? namesOf(by, most) : by.length}`,
  mayLaunch: h`Only whoever started this can launch it. A launch cannot be undone.`,
  waits: h`It can be launched when the others have agreed. A change makes them agree anew.`,
  buttons: {
    approve: "👍 Approve",
    object: "✋ Object",
    back: "↩️ Take it back",
    anew: "🔁 Ask anew",
  },
  /** To who tapped, at most 200 characters. */
  counted: {
    approve: "You approve it as it is now. If it changes, you are asked again.",
    object: "You object. It cannot be launched until you take that back, or it is changed.",
    back: "Taken back.",
  },
  notCounted: {
    own: "It is your own launch. The others have to agree.",
    "no-say": "You have no say in that: this group's rules, or this bot, give you none.",
    unasked: "Telegram did not tell me who you are in this group. Please try again in a moment.",
    "stale-button": generalWords.staleCard,
    "draft-closed": "That is closed already.",
    late: "The time to agree is over. Whoever started it can ask anew.",
  },
  held: "This group's rules hold it up, so nothing was sent. The card says why.",

  /** What the bot says about itself in a group. */
  hello: h`Hello. /launch starts a launch here; what is private is asked in private. Until you change it, only this group's admins launch: /settings`,
  /** Questions were open when the group got another id; replies to them cannot be told from talk any more. */
  questionsLost: h`This group became a supergroup, so I closed the questions that were open. Nothing was sent. /launch starts again; cards go on.`,
  backAgain: h`I am back. This group's rules are as they were: /settings`,

  rules: (policy: Policy): Html =>
    lines(
      h`<b>Launches in this group</b>`,
      "",
      h`Who launches: ${circleNames[policy.launchers]}`,
      h`Who pays: always who presses Launch, from their own wallet`,
      policy.approvals === 0
        ? h`Approvals: none needed`
        : h`Approvals: ${policy.approvals}, of ${circleNames[policy.approvers]}, never of who launches`,
      policy.approvals > 0 &&
        h`Time to agree: ${formatSpan(policy.deadlineMs)} after the last change`,
      h`Objecting: ${circleNames[policy.approvers]}, with one tap`,
      policy.cooldownMs > 0 && h`Pause between two launches: ${formatSpan(policy.cooldownMs)}`,
      ...policy.caps.map((cap) => h`Cap of this group: ${boundsText(cap.unit, cap)}`),
      policy.listed.length > 0 && h`Listed: ${namesOf(policy.listed.map(({ name }) => name))}`,
      policy.announces && h`What is live is announced here, with everything its creator did`,
      cannotBeMet(policy) && h`⚠️ So few are listed that no launch can have that many approvals.`,
      "",
      h`Everybody's own limits hold as well. Whatever an admin changes here holds at once, also for drafts that wait.`,
    ),
  howTo: h`Caps: <code>/limit SOL 0.5 2</code> sets the most for one launch and for one day (UTC) of all members together. To list somebody, reply to them with /settings.`,
  listPage: (policy: Policy): Html =>
    lines(
      h`<b>Listed people</b>`,
      "",
      policy.listed.length === 0
        ? h`Nobody yet. Reply to somebody's message with /settings.`
        : h`Tap to take somebody off the list.`,
    ),
  labels: {
    launch: (circle: Circle) => `Who launches: ${circleLabels[circle]}`,
    approve: (circle: Circle) => `Who approves: ${circleLabels[circle]}`,
    need: (count: number) => `Approvals: ${count === 0 ? "none" : count}`,
    until: (minutes: number) => `Time to agree: ${minutes} min`,
    cool: (minutes: number) => (minutes === 0 ? "No pause" : `Pause: ${minutes} min`),
    uncap: (unit: string) => `🗑 Remove the cap in ${unit}`,
    announce: (on: boolean) => `Announce what is live: ${on ? "yes" : "no"}`,
    list: (count: number) => `Listed people: ${count}`,
    add: (name: string) => `➕ List ${namesOf([name])}`,
    drop: (name: string) => `✖️ ${namesOf([name])}`,
    back: "◀️ Back",
  },
  adminsOnly: "Only this group's admins change its rules.",
  unasked: "Telegram did not tell me who you are in this group, so I changed nothing. Try again.",
  taken: "Set.",
  notAMember: "They are no member of this group, or may not use this bot.",
  fullList: "The list is full.",
  noSuchUnit: h`I know caps in ${UNITS}. Like this: <code>/limit SOL 0.5 2</code>`,
};

/** Approvals by listed people, and too few of them: whoever launches may be one of them. */
function cannotBeMet({ approvers, approvals, listed }: Policy): boolean {
  return approvers === "listed" && approvals > listed.length;
}
