import type { LaneState } from "./lanes.ts";
import type { Readiness, WireAnswer } from "./wire.ts";

/** A connection as its pings see it. */
export interface PingedLane extends LaneState {
  /** Whole answers over it so far. */
  readonly answers: number;
}

/** Pings over the connections of one origin, and what they taught about it. */
export interface Pings<L extends PingedLane> {
  /**
   * Sends one, over a connection that is open and free, and tells what was heard.
   * @returns Whether it was answered and the connection outlived that.
   */
  send(lane: L, asked: Readiness): Promise<boolean>;
  /** The server ends a connection with the first ping that it answers. */
  areLast(): boolean;
}

export interface PingsDeps<L extends PingedLane> {
  /** @throws When there is no answer in time. */
  readonly ping: (lane: L, path: string, timeoutMs: number) => Promise<WireAnswer>;
  readonly nowMs: () => number;
}

export function createPings<L extends PingedLane>({ ping, nowMs }: PingsDeps<L>): Pings<L> {
  let areLast = false;

  return {
    async send(lane, asked) {
      if (!asked.ping || !isFree(lane)) return false;
      const isFirst = lane.answers === 0;
      const startedAt = nowMs();
      try {
        const answer = await ping(lane, asked.ping.path, asked.ping.deadlineMs());
        asked.heard({ ms: nowMs() - startedAt, answer });
      } catch {
        asked.heard(null);
        return false;
      }
      if (lane.isOpen) areLast = false;
      else if (isFirst) areLast = true;
      return lane.isOpen;
    },
    areLast: () => areLast,
  };
}

const isFree = ({ isOpen, load }: LaneState): boolean => isOpen && load === 0;
