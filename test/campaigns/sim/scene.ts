import type { Launch } from "../../../src/domain/launch.ts";
import type { Confirmed } from "../../../src/launches/launch-store.ts";
import type { Random } from "../updates/random.ts";
import type { Database } from "./database.ts";
import type { Market } from "./market.ts";
import type { Evidence } from "./providers.ts";
import type { Story } from "./story.ts";
import type { Telegram } from "./telegram.ts";
import type { SimTime } from "./time.ts";
import type { Weather } from "./weather.ts";
import type { Mailbox } from "./mailbox.ts";

/** The kinds of what must never be, as ENGINEERING.md numbers them (I1 to I8), and a few more. */
export const BREACHES = [
  /** I1: a launch or a draft was posted twice, or without a durable mark. */
  "double send",
  /** I2: a tap that counted has no launch, or an update was never handled. */
  "lost launch",
  /** I3: the row says what is not so. */
  "wrong outcome",
  /** I4: a chat shows something else than its row. */
  "stale card",
  /** I4: a message too many, or one that was promised and never came. */
  "messages",
  /** I5: unclear, and nobody knows why. */
  "unclear without cause",
  /** I6: a version is missing in a history, or a way that does not exist was taken. */
  "history",
  /** I7: under way or due, and nobody moves it. */
  "stuck",
  /** I8: what is reserved or spent is not what the rows and the world say. */
  "spending",
  /** A stranger's tap had an effect, or somebody else's wallet paid. */
  "stranger",
  /** What a provider said to a living process was forgotten. */
  "dropped evidence",
  /** A confirmation that was too old was sent all the same. */
  "stale send",
  /** An error that nobody foresaw. */
  "broken",
] as const;
export type Breach = (typeof BREACHES)[number];

/** What people did with one draft, and what they were told. */
export interface DraftBook {
  readonly id: string;
  readonly key: string;
  readonly ownerId: number;
  readonly repeats: string | null;
  /** Taps on Launch that were answered. `null`: the disk was full, and the person was told so. */
  readonly taps: {
    readonly by: number;
    readonly version: number;
    readonly told: Confirmed | null;
  }[];
}

/** Everything of one history that its parts share. */
export interface Scene {
  readonly time: SimTime;
  readonly random: Random;
  readonly story: Story;
  readonly weather: Weather;
  readonly database: Database;
  readonly telegram: Telegram;
  readonly market: Market;
  readonly mailbox: Mailbox;
  readonly evidence: Evidence[];
  readonly drafts: Map<string, DraftBook>;
  /** Each card that somebody deleted: the launch it was about. */
  readonly deleted: Set<string>;
  readonly newId: (what: string) => string;
  readonly breach: (kind: Breach, what: string) => void;
  /** The launch as it is stored. */
  readonly launch: (id: string) => Launch | null;
}
