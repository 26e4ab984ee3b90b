/**
 * Launches at random moments to servers of every habit, all at the same time: `servers-part.ts <ServersAsked as JSON>`, where
 * a round is a person with a bot of their own.
 */
import { setTimeout as after } from "node:timers/promises";
import { startFarEnd } from "../far-end/far-end.ts";
import type { Habits } from "../far-end/habits.ts";
import { tell } from "../frame/child.ts";
import { asked, type Asked } from "./asked.ts";
import { REGION, warmWay } from "./warm-way.ts";

export interface ServersAsked extends Asked {
  readonly habits: Readonly<Record<string, Habits>>;
  readonly windowMs: number;
}

/** What one kind of server saw. */
export interface ServerFigures {
  readonly launches: number;
  /** They waited for their connection. */
  readonly cold: number;
  /** Not counted as cold: right after the server had closed every spare, when nobody could have been there. */
  readonly shut: number;
}

const { path, certificate, rounds: people, habits, windowMs } = asked() as ServersAsked;

const SHORTEST_MS = 100;
const LONGEST_MS = 45_000;
/** As likely between 0.1 s and 1 s as between 4.5 s and 45 s, so that there are short rests and long ones. */
const someRestMs = () => SHORTEST_MS * (LONGEST_MS / SHORTEST_MS) ** Math.random();
/** Until a connection that was closed is there again: three round trips, and what two ends calculate for it. */
const REOPEN_MS = 4 * path.roundTripMs;
/** Two cards stand, and every third time both are tapped at once. */
const CARDS = ["one", "other"];
const LAUNCH = {
  method: "POST",
  path: "/submit",
  body: Buffer.from("{}"),
  timeoutMs: 30_000,
} as const;

async function person(url: string): Promise<ServerFigures> {
  const { wires, pinger } = warmWay(url);
  for (const card of CARDS) pinger.drawn(card, REGION);
  while (wires.warmth(url).warm <= CARDS.length) await after(10);

  const seen = { launches: 0, cold: 0, shut: 0 };
  const tap = async () => {
    const { warm, lastCloseAt } = wires.warmth(url);
    const isShut = warm === 0 && Date.now() - (lastCloseAt ?? 0) < REOPEN_MS;
    const { text } = await wires.to(url).send(LAUNCH);
    const { isCold } = JSON.parse(text) as { readonly isCold: boolean };
    seen.launches += 1;
    if (isShut) seen.shut += 1;
    else if (isCold) seen.cold += 1;
  };
  const over = performance.now() + windowMs;
  for (;;) {
    const restMs = someRestMs();
    if (performance.now() + restMs > over) break;
    await after(restMs);
    await Promise.all(Array.from({ length: Math.random() < 1 / 3 ? 2 : 1 }, tap));
  }
  pinger.stop();
  await wires.close();
  return seen;
}

async function meet(habit: Habits): Promise<ServerFigures> {
  const farEnd = await startFarEnd(certificate, path, habit);
  const all = await Promise.all(Array.from({ length: people }, () => person(farEnd.url)));
  farEnd.close();
  const sum = (what: keyof ServerFigures) => all.reduce((total, one) => total + one[what], 0);
  return { launches: sum("launches"), cold: sum("cold"), shut: sum("shut") };
}

const names = Object.keys(habits);
const figures = await Promise.all(Object.values(habits).map(meet));
tell(Object.fromEntries(names.map((name, at) => [name, figures[at]])));
