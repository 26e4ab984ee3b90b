import { count } from "../frame/figures.ts";
import type { Goal } from "../frame/goal.ts";
import type { Habits } from "../far-end/habits.ts";
import { runPart } from "./run-part.ts";
import type { ServerFigures, ServersAsked } from "./servers-part.ts";

const ROUND_TRIP_MS = 80;
const PEOPLE = 10;
/** With rests of up to 45 s instead of 120 enough launches fit into it, and all servers are met at once. */
const WINDOW_MS = 60_000;
const LAUNCHES = 300;

const HABITS: Readonly<Record<string, Habits>> = {
  "one that says nothing": {},
  "one that says 5 s": { keepsMs: 5_000, hintsSeconds: 5 },
  "one that says 75 s": { keepsMs: 75_000, hintsSeconds: 75 },
  "one that ends what rested 10 s": { keepsMs: 10_000 },
  "one that ends what rested 30 s": { keepsMs: 30_000 },
  "one that ends with each 50th answer": { endsEvery: 50 },
};

export const servers: Goal = {
  id: "N1",
  goal: "launches after rests of 0.1 to 45 s, alone and two at once, while pings run: none opens a connection",
  anchor: "six kinds of servers, met at once; each tells with its answer what its connection was",

  async measure() {
    const seen = await runPart<Record<string, ServerFigures>, ServersAsked>(
      "servers",
      ROUND_TRIP_MS,
      { rounds: PEOPLE, windowMs: WINDOW_MS, habits: HABITS },
    );
    const all = Object.values(seen);
    const sum = (what: keyof ServerFigures) => all.reduce((total, one) => total + one[what], 0);
    return [
      ...Object.entries(seen).map(([server, { cold, launches }]) =>
        count(`cold of ${launches} to ${server}`, cold, { atMost: 0 }),
      ),
      count("launches", sum("launches"), { atLeast: LAUNCHES }),
      count("right after a server had closed every spare (allowed)", sum("shut")),
    ];
  },
};
