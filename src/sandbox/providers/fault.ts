import { z } from "zod";

/** Every kind of call that a simulator takes. `launch` is the one that makes a token. */
export const CALLS = [
  "launch",
  "ping",
  "charity",
  "challenge",
  "verify",
  "status",
  "list",
  "token",
  "health",
  "claims",
  "claim",
  "batch",
  "products",
  "tokenized",
  "fees",
] as const;
export type Call = (typeof CALLS)[number];

const common = {
  /** Which call it hits; `launch` when not given. */
  on: z.enum([...CALLS, "any"]).optional(),
  /** How many matching calls it hits; until cleared when not given. */
  times: z.int().positive().optional(),
  /** Only calls to this region of j7tracker. */
  region: z.string().min(1).optional(),
};
const ms = z.int().nonnegative();
const plain = <Kind extends string>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), ...common });

/**
 * A fault on the wire or in the server, which every call of every provider can meet. `worked` says whether the work was
 * done all the same: the caller cannot tell.
 */
const wireFaults = [
  z.strictObject({ kind: z.literal("late"), ms, ...common }),
  plain("lost-before-work"),
  plain("lost-after-work"),
  z.strictObject({ kind: z.literal("never-answers"), worked: z.boolean(), ...common }),
  z.strictObject({
    kind: z.literal("status"),
    status: z.literal([400, 401, 500, 502, 503, 504]),
    worked: z.boolean(),
    /** j7tracker's partial message; only a 504 carries it. */
    lastStatus: z.string().min(1).optional(),
    ...common,
  }),
  z.strictObject({
    kind: z.literal("html"),
    status: z.int().min(200).max(599),
    worked: z.boolean(),
    ...common,
  }),
  plain("truncated"),
  plain("too-long"),
  z.strictObject({ kind: z.literal("slow-body"), ms, ...common }),
  // Hits the next new connection, whatever it is opened for: at accept nobody knows the call yet. Idle connections are
  // ended when it is switched on; a caller that is quicker than that loses its call on the old one.
  plain("reset-at-accept"),
] as const;

/**
 * A fault in the provider's own words: the call is checked as ever, and what passes gets this answer.
 *
 * `daily-limit` and `launch-*` are ends that Blowfish's worker reports later; `rate-limit` is a 429 at once.
 */
const twists = [
  z.strictObject({ kind: z.literal("create-error"), text: z.string().min(1), ...common }),
  plain("insufficient-funds"),
  plain("session-expired"),
  plain("null-addresses"),
  plain("ticker-taken"),
  plain("daily-limit"),
  plain("launch-fails"),
  plain("launch-stuck"),
  plain("rate-limit"),
  plain("bot-shield"),
  plain("tokenization-failed"),
  plain("content-refused"),
] as const;

export const faultSchema = z.discriminatedUnion("kind", [...wireFaults, ...twists]);
export type Fault = Readonly<z.infer<typeof faultSchema>>;
export type FaultKind = Fault["kind"];
export type Twist = Readonly<z.infer<(typeof twists)[number]>>;
export type TwistKind = Twist["kind"];
export type WireFault = Exclude<Fault, Twist>;

export const TWIST_KINDS: readonly TwistKind[] = twists.map((twist) => twist.shape.kind.value);

export function isTwist(fault: Fault): fault is Twist {
  return (TWIST_KINDS as readonly string[]).includes(fault.kind);
}
