/** What a person wants to hear in private, besides how their own cards there go on, and when not. */
export interface NoticeWishes {
  /** How launches of theirs end whose card stands elsewhere. */
  readonly told: boolean;
  /** How launches end that they follow. */
  readonly follow: boolean;
  /** What of theirs is still unclear, once a day. */
  readonly digest: boolean;
  /** The hour for that by their clock; null: the time of day at which a launch became unclear. */
  readonly digestHour: number | null;
  readonly quiet: QuietHours | null;
  /** By how many minutes their clock is ahead of UTC; null: they never said, and it is taken for UTC. */
  readonly clockAhead: number | null;
}

/** Hours of the day by the person's clock, 0 to 23, which differ. `from` is quiet, `until` is not; often over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

export const FIRST_WISHES: NoticeWishes = {
  told: true,
  follow: true,
  digest: true,
  digestHour: null,
  quiet: null,
  clockAhead: null,
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What became unclear just now was told just now; and a digest that came late is no reason for the next to come early. */
const LEAST_BETWEEN_MS = DAY_MS / 2;

/** When the quiet hours of this moment are over; null when it is none of them. */
export function quietUntil({ quiet, clockAhead }: NoticeWishes, now: number): number | null {
  if (quiet === null) return null;
  const { from, until } = quiet;
  const hour = ((now + aheadMs(clockAhead) + DAY_MS) % DAY_MS) / HOUR_MS;
  const isQuiet = from < until ? from <= hour && hour < until : from <= hour || hour < until;
  return isQuiet ? atHour(until, clockAhead, now) : null;
}

/**
 * When this person hears next of what is unclear, the oldest of it `since`: once a day, not before half a day from now.
 *
 * @returns Null when they do not want to.
 */
export function nextDigest(
  { digest, digestHour, clockAhead }: NoticeWishes,
  since: number,
  now: number,
): number | null {
  if (!digest) return null;
  const soonest = now + LEAST_BETWEEN_MS;
  if (digestHour !== null) return atHour(digestHour, clockAhead, soonest);
  return since + Math.ceil((soonest - since) / DAY_MS) * DAY_MS;
}

/** The next time, now included, that it is this hour by their clock. */
function atHour(hour: number, clockAhead: number | null, now: number): number {
  const today = hour * HOUR_MS - aheadMs(clockAhead);
  return today + Math.ceil((now - today) / DAY_MS) * DAY_MS;
}

const aheadMs = (clockAhead: number | null): number => (clockAhead ?? 0) * MINUTE_MS;
