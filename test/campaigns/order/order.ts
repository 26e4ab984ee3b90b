import type { Call } from "./trace.ts";

const isOfTheLog = ({ on }: Call) => on.endsWith("-wal");
const isSync = ({ name }: Call) => name === "fsync" || name === "fdatasync";
const isToTheWorld = ({ name, on }: Call) => name !== "read" && on.startsWith("TCP");

/**
 * Judges one pair of events: something was written into the database's log, and something was told over the network.
 *
 * @returns Why the first was not surely on the disk when the first byte of the second left; null: it was.
 */
export function whyNotOnDisk(calls: readonly Call[], written: RegExp, told: RegExp): string | null {
  const log = calls.filter((call) => isOfTheLog(call) && !call.failed);
  const write = log.find((call) => !isSync(call) && written.test(call.bytes));
  const tell = calls.find((call) => isToTheWorld(call) && told.test(call.bytes));
  if (!write) return "it was never written";
  if (!tell) return "it was never told";
  if (tell.begun < write.done) return "it was told before it was written";
  const before = log.filter((call) => call.begun < tell.begun);
  const last = before.findLast((call) => !isSync(call));
  const sync = before.findLast((call) => isSync(call) && call.done < tell.begun);
  if (!last || !sync || sync.begun < last.done) return "it was told before it was synced";
  return null;
}

/**
 * What stands between a tap and the first byte of its request.
 *
 * @returns How often the log was written and then synced, and what was told to others meanwhile; null when either was
 *   never seen.
 */
export function betweenTapAndRequest(calls: readonly Call[], tap: RegExp, request: RegExp) {
  const sent = calls.find((call) => isToTheWorld(call) && request.test(call.bytes));
  const tapped = calls.findLast(
    ({ name, bytes, begun }) => name === "read" && tap.test(bytes) && begun < (sent?.begun ?? 0),
  );
  if (!sent || !tapped) return null;
  const between = calls.filter(({ begun }) => begun > tapped.done && begun < sent.begun);
  const told = between.filter(isToTheWorld);
  const log = between.filter(isOfTheLog);
  return {
    // A checkpoint syncs what was synced before.
    syncs: log.filter((call, at) => isSync(call) && at > 0 && !isSync(log[at - 1] ?? call)).length,
    told: told.map(({ bytes }) =>
      bytes.slice(0, bytes.indexOf(" HTTP")).replace(/bot[^/]+/, "bot"),
    ),
  };
}
