import { z } from "zod";
import type { Reason } from "./errors.ts";
import type { ProviderName } from "./credential.ts";
import { optionsSchema } from "./options.ts";
import { pictureSchema } from "./picture.ts";
import { TARGET_IDS } from "./targets.ts";

export const STATUSES = [
  "queued",
  "sending",
  "accepted",
  "live",
  "failed",
  "unclear",
  "cancelled",
  "expired",
] as const;
export type Status = (typeof STATUSES)[number];

export const linksSchema = z.strictObject({
  website: z.string().optional(),
  twitter: z.string().optional(),
  telegram: z.string().optional(),
});
export type Links = Readonly<z.infer<typeof linksSchema>>;

/** What is launched, checked against its target's rules. Kept with the launch and never changed. */
export const launchRequestSchema = z.strictObject({
  target: z.enum(TARGET_IDS),
  name: z.string(),
  ticker: z.string(),
  description: z.string().nullable(),
  picture: pictureSchema.nullable(),
  /** The creator's first buy in base units of the target's chain; null: none. As text, since JSON has no bigint. */
  buy: z
    .string()
    .regex(/^\d+$/)
    .transform((digits) => BigInt(digits))
    .nullable(),
  links: linksSchema,
  options: optionsSchema,
});
export type LaunchRequest = Readonly<z.output<typeof launchRequestSchema>>;

/** One confirmed launch. Times are ms since the epoch. See `launches/decide.ts` for who moves it. */
export interface Launch {
  /** Short, readable, unguessable; shown to people. */
  readonly id: string;
  /** The confirmed draft. One draft becomes at most one launch. */
  readonly draftId: string;
  /** Telegram id of the person who confirmed, whose wallet pays, and who alone may act on it. */
  readonly ownerId: number;
  /** The group under whose rules it was confirmed, and on which it counts there; null: nobody's but its owner's. */
  readonly groupId: number | null;
  readonly provider: ProviderName;
  readonly request: LaunchRequest;
  readonly status: Status;
  /** Goes up by one with every change; the history has a row for each. */
  readonly version: number;
  readonly confirmedAt: number;
  /** When the bot heard of the tap; null: nobody noted it. */
  readonly tappedAt: number | null;
  /** A later due time, when the person scheduled it; null: at once. */
  readonly dueAt: number | null;
  /** Names the one attempt; set when it begins. Evidence that names another attempt is not taken. */
  readonly attempt: string | null;
  /** j7tracker's region of the attempt; null where the provider has none. */
  readonly region: string | null;
  readonly sentAt: number | null;
  readonly answeredAt: number | null;
  /** From there to the request's last byte, as the connection took it; null: none left, or the process died meanwhile. */
  readonly tapToSentMs: number | null;
  /** From that byte to the whole answer; null: there was none. */
  readonly sentToAnswerMs: number | null;
  /** What a round trip to where it was sent took then, by the latest pings; null: not measured. */
  readonly roundTripMs: number | null;
  /** When something must be done about it next. Never null while it is open. */
  readonly nextAt: number | null;
  /** How often the present step was tried: tries to connect while queued, polls or look-ups later. */
  readonly tries: number;
  /** The provider's ticket for a launch in progress (Blowfish). */
  readonly eventId: string | null;
  readonly acceptedAt: number | null;
  /** Polling waits for the person to sign in again. */
  readonly needsSignIn: boolean;
  readonly mint: string | null;
  readonly pool: string | null;
  readonly listingUrl: string | null;
  readonly reason: Reason | null;
  /** Who said how it ended: the provider, or the owner of an unclear launch. */
  readonly resolvedBy: "provider" | "owner" | null;
  readonly endedAt: number | null;
}

/** What is measured of one attempt. */
export type Timings = Pick<Launch, "tapToSentMs" | "sentToAnswerMs" | "roundTripMs">;

/** Statuses that can still change by themselves or by the owner's word. */
export const OPEN: readonly Status[] = ["queued", "sending", "accepted", "unclear"];

/** What a provider knows about a token that exists. At least one of them is not null. */
export interface Minted {
  readonly mint: string | null;
  readonly pool: string | null;
  readonly listingUrl: string | null;
}
