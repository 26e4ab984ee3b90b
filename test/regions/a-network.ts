import type { Wire, Wires } from "../../src/http/wire.ts";
import type { VirtualClock } from "../support/a-clock.ts";

type Mood = { readonly ms: number } | "silent" | "down" | "strange";

/** Paths to regions whose distance a test sets. Time is the clock's: a ping takes as long as the path is far. */
export interface Network extends Wires {
  /** Sets what a base does from now on; its round trip, or how it fails. */
  set(base: string, mood: Mood): void;
  /** Round trips for the next pings of a base, one each, before its own applies again. */
  once(base: string, ...ms: readonly number[]): void;
  /** What was asked, in order, with the time. */
  readonly asked: readonly { readonly base: string; readonly path: string; readonly at: number }[];
  /** The most requests that one base had at the same moment. */
  most(base: string): number;
}

export function aNetwork(clock: VirtualClock, moods: Readonly<Record<string, Mood>>): Network {
  const now = new Map<string, Mood>(Object.entries(moods));
  const next = new Map<string, number[]>();
  const asked: { base: string; path: string; at: number }[] = [];
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  const after = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));

  const to = (base: string): Wire => ({
    base,
    async send({ path, timeoutMs }) {
      asked.push({ base, path, at: clock.now() });
      open.set(base, (open.get(base) ?? 0) + 1);
      most.set(base, Math.max(most.get(base) ?? 0, open.get(base) ?? 0));
      try {
        const mood = now.get(base) ?? "down";
        const ms = next.get(base)?.shift() ?? (typeof mood === "object" ? mood.ms : 0);
        await after(mood === "silent" ? timeoutMs : Math.min(ms, timeoutMs));
        if (mood === "down" || mood === "silent" || ms > timeoutMs) throw new Error("no answer");
        return { status: 200, contentType: "text/plain", text: mood === "strange" ? "<p>" : "ok" };
      } finally {
        open.set(base, (open.get(base) ?? 0) - 1);
      }
    },
  });

  return {
    to,
    close: () => Promise.resolve(),
    set: (base, mood) => void now.set(base, mood),
    once: (base, ...ms) => void next.set(base, [...ms]),
    asked,
    most: (base) => most.get(base) ?? 0,
  };
}
