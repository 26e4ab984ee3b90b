/** One connection of an origin, and what is known of it. */
export interface Lane {
  readonly client: { readonly stats: { readonly connected: boolean } };
  /** Requests under way or waiting on it. */
  load: number;
  /** Goes up over all lanes with every whole answer: the higher, the younger. */
  answered: number;
}

/**
 * Picks the connection for a request; null: open another one.
 *
 * A launch takes the connection that answered last, since the one that was idle longest is the one the other side is
 * about to close. A ping or a poll takes the one that was idle longest, which keeps all of them warm in turn, and never
 * the last warm one while another can be opened: a tap on Launch must not wait behind a ping, nor open a cold
 * connection because of one.
 */
export function pickLane<L extends Lane>(
  lanes: readonly L[],
  method: "GET" | "POST",
  most: number,
): L | null {
  const idle = lanes.filter((lane) => lane.load === 0);
  const warm = idle
    .filter((lane) => lane.client.stats.connected)
    .sort((one, other) => one.answered - other.answered);
  const cold = idle.find((lane) => !lane.client.stats.connected);
  if (method === "POST" && warm.length > 0) return warm.at(-1) ?? null;
  if (warm.length > 1) return warm[0] ?? null;
  if (cold) return cold;
  if (lanes.length < most) return null;
  return warm[0] ?? lanes.toSorted((one, other) => one.load - other.load)[0] ?? null;
}
