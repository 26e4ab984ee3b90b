import { createHash } from "node:crypto";
import type { SimTime } from "./time.ts";

/** What happened in one history, line by line, and how often what happened. */
export interface Story {
  tell(line: string): void;
  /** Something occurred that a campaign must have seen at least once. */
  count(what: string): void;
  lines(): readonly string[];
  counts(): ReadonlyMap<string, number>;
  /** The same for the same history, to the last word. */
  digest(more: string): string;
}

export function aStory(time: SimTime): Story {
  const lines: string[] = [];
  const counts = new Map<string, number>();
  return {
    tell: (line) => void lines.push(`${stamp(time.elapsed())} ${line}`),
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    lines: () => lines,
    counts: () => counts,
    digest: (more) => createHash("sha256").update(lines.join("\n")).update(more).digest("hex"),
  };
}

/** `0:03:21.400` */
function stamp(ms: number): string {
  const two = (count: number) => String(Math.floor(count)).padStart(2, "0");
  const rest = String(ms % 1_000).padStart(3, "0");
  return `${Math.floor(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)}.${rest}`;
}
