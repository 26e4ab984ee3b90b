/** What the choice knows of one connection. */
export interface LaneState {
  readonly isOpen: boolean;
  /** Its connection is being opened ahead of any request. */
  readonly isOpening: boolean;
  /** Requests under way or waiting on it. */
  readonly load: number;
  /** What it is busy with is a ping: over within a round trip. */
  readonly isPinging: boolean;
  /** Goes up over all lanes with every whole answer and every connection: the higher, the younger. */
  readonly freshness: number;
}

/**
 * Picks the connection for a request; null: open another one.
 *
 * A launch takes the open connection that was heard of last, since the one that rested longest is the one the other side
 * is about to close. Where none is free, one that will be within a round trip is better than a new one, which takes
 * three: first one that is being pinged, then one that is being opened.
 *
 * A poll takes the one that rested longest, and never the last free one while another can be opened: a tap on Launch
 * must not wait behind it, nor open a cold connection because of it.
 */
export function pickLane<L extends LaneState>(
  lanes: readonly L[],
  method: "GET" | "POST",
  most: number,
): L | null {
  const idle = lanes.filter((lane) => lane.load === 0);
  const warm = idle
    .filter((lane) => lane.isOpen)
    .sort((one, other) => one.freshness - other.freshness);
  const due =
    lanes.find((lane) => lane.isOpen && lane.isPinging && lane.load === 1) ??
    idle.find((lane) => lane.isOpening);
  const cold = idle.find((lane) => !lane.isOpen && !lane.isOpening);
  const launch = method === "POST";
  if (launch && warm.length > 0) return warm.at(-1) ?? null;
  if (launch && due) return due;
  if (warm.length > 1) return warm[0] ?? null;
  if (cold) return cold;
  if (lanes.length < most) return null;
  return warm[0] ?? lanes.toSorted((one, other) => one.load - other.load)[0] ?? null;
}
