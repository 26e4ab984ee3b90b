import { createIdleLimit } from "../../src/http/idle-limit.ts";
import { createKeeper, type KeptLane } from "../../src/http/keeper.ts";
import type { WarmWires, WireAnswer } from "../../src/http/wire.ts";
import type { VirtualClock } from "../support/a-clock.ts";

type Mood = { readonly ms: number } | "silent" | "down" | "strange";

/**
 * Regions whose distance a test sets, behind the real keeper of connections. Time is the clock's: a ping takes as long as
 * the path is far, a new connection twice that.
 */
export interface Network extends Pick<WarmWires, "keep" | "warmth"> {
  /** Sets what a base does from now on; its round trip, or how it fails. */
  set(base: string, mood: Mood): void;
  /** The pings, in order, with the time. */
  readonly asked: readonly { readonly base: string; readonly path: string; readonly at: number }[];
  /** Connections that are kept open there. */
  open(base: string): number;
  /** Connections that were ever made there. */
  met(base: string): number;
}

interface FakeLane extends KeptLane {
  isOpen: boolean;
  isOpening: boolean;
  load: number;
  isPinging: boolean;
  answers: number;
  freshness: number;
}

export function aNetwork(clock: VirtualClock, moods: Readonly<Record<string, Mood>>): Network {
  const now = new Map<string, Mood>(Object.entries(moods));
  const asked: { base: string; path: string; at: number }[] = [];
  const lanes = new Map<string, Set<FakeLane>>();
  const made = new Map<string, number>();
  const keepers = new Map<string, ReturnType<typeof keeperOf>>();
  const after = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  const moodOf = (base: string) => now.get(base) ?? "down";
  const tripOf = (mood: Mood) => (typeof mood === "object" ? mood.ms : 0);

  function laneTo(base: string): FakeLane {
    const lane: FakeLane = {
      isOpen: false,
      isOpening: false,
      load: 0,
      launches: 0,
      isPinging: false,
      answers: 0,
      freshness: 0,
      async open() {
        if (lane.isOpen) return;
        lane.isOpening = true;
        await after(2 * tripOf(moodOf(base)));
        lane.isOpening = false;
        if (moodOf(base) === "down") throw new Error("no connection");
        lane.isOpen = true;
        made.set(base, (made.get(base) ?? 0) + 1);
        lane.answers = 0;
      },
      close: async () => void (lane.isOpen = false),
    };
    return lane;
  }

  async function ping(lane: FakeLane, base: string, path: string, timeoutMs: number) {
    asked.push({ base, path, at: clock.now() });
    lane.load += 1;
    const mood = moodOf(base);
    const ms = mood === "silent" ? Infinity : tripOf(mood);
    await after(Math.min(ms, timeoutMs));
    lane.load -= 1;
    if (mood === "down" || ms > timeoutMs) {
      lane.isOpen = false;
      keepers.get(base)?.closed(lane);
      throw new Error("no answer");
    }
    lane.answers += 1;
    const text = mood === "strange" ? "<p>" : "ok";
    return { status: 200, contentType: "text/plain", text } satisfies WireAnswer;
  }

  function keeperOf(base: string) {
    const own = new Set<FakeLane>();
    lanes.set(base, own);
    return createKeeper<FakeLane>({
      lanes: own,
      create: () => laneTo(base),
      async ping(lane, path, timeoutMs) {
        try {
          return await ping(lane, base, path, timeoutMs);
        } finally {
          keepers.get(base)?.settled(lane);
        }
      },
      limit: createIdleLimit(clock),
      clock,
      nowMs: () => clock.now(),
      random: () => 0.5,
    });
  }

  return {
    keep(base, readiness) {
      const keeper = keepers.get(base) ?? keeperOf(base);
      keepers.set(base, keeper);
      keeper.want(readiness);
    },
    warmth(base) {
      const all = [...(lanes.get(base) ?? [])];
      const warm = all.filter(isResting).length;
      return { warm, inUse: 0, coldLaunches: 0, lastCloseAt: null, idleLimitMs: null };
    },
    set: (base, mood) => void now.set(base, mood),
    asked,
    met: (base) => made.get(base) ?? 0,
    open: (base) => [...(lanes.get(base) ?? [])].filter((lane) => lane.isOpen).length,
  };
}

const isResting = (lane: FakeLane) => lane.isOpen && lane.load === 0;
