import type { Circle, GroupProblem } from "../../domain/governance.ts";
import { cut } from "../../domain/text.ts";
import { h, type Html } from "../html.ts";
import { storedAmount } from "./amounts.ts";
import { formatInstant } from "./times.ts";

/** Whom a rule means, inside a sentence. */
export const circleNames: Readonly<Record<Circle, string>> = {
  admins: "this group's admins",
  listed: "members whom this group's admins listed",
  everybody: "all members who may use this bot",
};

/** Why a group's rules do not let this be launched now. */
export function governanceWords(problem: GroupProblem): Html {
  switch (problem.code) {
    case "group-circle":
      return h`In this group only ${circleNames[problem.circle]} launch.`;
    case "group-unasked":
      return h`Telegram did not tell me who is who in this group, so nothing is launched here. Please try again in a moment.`;
    case "group-cooldown":
      return h`This group pauses between two launches. The next one can go ${formatInstant(problem.until)}.`;
    case "group-cap":
      return overCap(problem);
    case "group-objection":
      return h`${namesOf(problem.by, 2)} objected. It can be launched when that is taken back, or the draft is changed.`;
    case "group-late":
      return h`The time to agree was over ${formatInstant(problem.since)}. Whoever started it can ask anew.`;
    case "group-approvals":
      return h`${problem.given} of ${problem.needed} have agreed.`;
  }
}

const MOST_NAME = 30;

/** `Ada, Ben and 2 more` */
export function namesOf(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => cut(name, MOST_NAME));
  const more = names.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function overCap(problem: Extract<GroupProblem, { code: "group-cap" }>): Html {
  const amount = (digits: string) => storedAmount(digits, problem.unit);
  const takes = h`This takes ${amount(problem.outlay)}`;
  return problem.span === "launch"
    ? h`${takes}, and this group's cap for one launch is ${amount(problem.bound)}.`
    : h`${takes}, and this group's cap for one day (UTC) is ${amount(problem.bound)}, of which ${amount(problem.used)} are used.`;
}
