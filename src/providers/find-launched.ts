/** Clocks differ and a provider may stamp a token before we stamp the request; what is older than this is not ours. */
const SLACK_MS = 2 * 60_000;

/** Whether something made at `madeAt` (ISO 8601) can come from a request sent at `sentAt`. Unreadable times can. */
export function canBeFrom(sentAt: number, madeAt: string | null | undefined): boolean {
  const time = Date.parse(madeAt ?? "");
  return Number.isNaN(time) || time >= sentAt - SLACK_MS;
}
