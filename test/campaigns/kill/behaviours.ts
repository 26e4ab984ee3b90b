import type { ProviderName } from "../../../src/domain/credential.ts";
import type { Fault } from "../../../src/sandbox/providers/fault.ts";

/** How a provider may treat a launch. */
export const BEHAVIOURS = [
  "ok",
  "refused with a 400",
  "504",
  "500",
  "reset before the work",
  "reset after the work",
  "silent before the work",
  "silent after the work",
  "broken off",
  "html 502",
  "a megabyte",
  "slow loris",
  "401",
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** Longer than each provider's deadline in the program, all of it program time. */
const TOO_SLOW_MS: Readonly<Record<ProviderName, number>> = {
  j7tracker: 40_000,
  blowfish: 35_000,
  swarms: 125_000,
};

/**
 * The simulators' fault for one launch; null for `ok`.
 *
 * @param worked Whether the token is made, where the behaviour leaves that open.
 */
export function faultOf(
  behaviour: Behaviour,
  provider: ProviderName,
  worked: boolean,
): Fault | null {
  const once = { on: "launch", times: 1 } as const;
  switch (behaviour) {
    case "ok":
      return null;
    case "refused with a 400":
      return { kind: "status", status: 400, worked: false, ...once };
    case "504":
      return { kind: "status", status: 504, worked, ...once };
    case "500":
      return { kind: "status", status: 500, worked, ...once };
    case "reset before the work":
      return { kind: "lost-before-work", ...once };
    case "reset after the work":
      return { kind: "lost-after-work", ...once };
    case "silent before the work":
      return { kind: "never-answers", worked: false, ...once };
    case "silent after the work":
      return { kind: "never-answers", worked: true, ...once };
    case "broken off":
      return { kind: "truncated", ...once };
    case "html 502":
      return { kind: "html", status: 502, worked, ...once };
    case "a megabyte":
      return { kind: "too-long", ...once };
    case "slow loris":
      return { kind: "slow-body", ms: TOO_SLOW_MS[provider], ...once };
    case "401":
      return { kind: "status", status: 401, worked: false, ...once };
  }
}
