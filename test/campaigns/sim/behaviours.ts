import {
  CallError,
  VaultError,
  type Fate,
  type Reason,
  type ReasonCode,
} from "../../../src/domain/errors.ts";

/**
 * Everything a provider can do with a launch, as its client hears of it (ENGINEERING.md, 1.2): whether the request
 * arrived, whether the work is done, and what comes back, when.
 */
export interface Behaviour {
  readonly name: string;
  /** Whether the request arrived at all. */
  readonly posted: boolean;
  readonly works: "yes" | "no" | "maybe";
  /** `receipt`: whatever the provider gives for a launch that went well. */
  readonly answer: "receipt" | (() => Error);
  /** How long the answer takes, in ms; the client waits for no answer longer than the last of these. */
  readonly from: number;
  readonly to: number;
}

/** What our clients wait for an answer at the most. */
export const DEADLINE_MS = 120_000;

const call = (fate: Fate, code: ReasonCode, more: Partial<Reason> = {}) => {
  return () => new CallError(fate, { code, said: null, ...more });
};
const unclear = (code: ReasonCode, more?: Partial<Reason>) => call("unclear", code, more);

const QUICK = { from: 50, to: 2_000 };
const LATE = { from: DEADLINE_MS, to: DEADLINE_MS };

/** What a provider does on a good day; the rest is for the bad ones. */
export const OK: Behaviour = {
  name: "ok",
  posted: true,
  works: "yes",
  answer: "receipt",
  from: 200,
  to: 25_000,
};

/** Nobody is there: no byte leaves. */
export const UNREACHABLE: Behaviour = {
  name: "reset-before",
  posted: false,
  works: "no",
  answer: call("unsent", "unreachable"),
  from: 5,
  to: 3_000,
};

/** The thirteen that the campaigns with real sockets and real kills know as well. */
export const THIRTEEN: readonly Behaviour[] = [
  OK,
  {
    name: "error-4xx",
    posted: true,
    works: "no",
    answer: call("refused", "fields-refused", { fields: [{ field: "name", said: "too plain" }] }),
    ...QUICK,
  },
  {
    name: "504",
    posted: true,
    works: "maybe",
    answer: unclear("gateway-timeout", { lastStatus: "sending" }),
    from: 30_000,
    to: 31_000,
  },
  { name: "500", posted: true, works: "maybe", answer: unclear("server-error"), ...QUICK },
  UNREACHABLE,
  { name: "reset-after", posted: true, works: "yes", answer: unclear("no-answer"), ...QUICK },
  { name: "hang", posted: true, works: "no", answer: unclear("no-answer"), ...LATE },
  { name: "hang-after", posted: true, works: "yes", answer: unclear("no-answer"), ...LATE },
  { name: "truncated", posted: true, works: "yes", answer: unclear("unreadable-answer"), ...QUICK },
  { name: "html-502", posted: true, works: "maybe", answer: unclear("server-error"), ...QUICK },
  { name: "too-big", posted: true, works: "yes", answer: unclear("unreadable-answer"), ...QUICK },
  { name: "loris", posted: true, works: "yes", answer: "receipt", from: 60_000, to: DEADLINE_MS },
  { name: "401", posted: true, works: "no", answer: call("refused", "session-refused"), ...QUICK },
];

/** What only ever happens on our side of the wire, or in other words. */
const OTHERS: readonly Behaviour[] = [
  { name: "funds", posted: true, works: "no", answer: call("refused", "funds-missing"), ...QUICK },
  {
    name: "daily-limit",
    posted: true,
    works: "no",
    answer: call("refused", "daily-limit", { resetAt: 1 }),
    ...QUICK,
  },
  {
    name: "vault",
    posted: false,
    works: "no",
    answer: () => new VaultError("will not open"),
    ...QUICK,
  },
  { name: "bug", posted: true, works: "maybe", answer: () => new TypeError("a bug"), ...QUICK },
  // The machine slept, or the client's own deadline did not hold: longer than any lease.
  { name: "overrun", posted: true, works: "yes", answer: "receipt", from: 160_000, to: 300_000 },
];

export const BEHAVIOURS: readonly Behaviour[] = [...THIRTEEN, ...OTHERS];
