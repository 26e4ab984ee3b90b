/**
 * Launches to a server that ends its connections at random moments, and again where nothing left, as the program does:
 * `closes-part.ts <ClosesAsked as JSON>`, where a round is a launch.
 */
import { once } from "node:events";
import { setTimeout as after } from "node:timers/promises";
import { CallError } from "../../src/domain/errors.ts";
import type { ClosingSeen, ClosingServed } from "../far-end/serve-closing.ts";
import type { Listening } from "../far-end/serve.ts";
import { tell } from "../frame/child.ts";
import { forkIn } from "../frame/fork-in.ts";
import { asked, type Asked } from "./asked.ts";
import { warmWay } from "./warm-way.ts";

export interface ClosesAsked extends Asked {
  /** It goes on until there were so many. */
  readonly closes: number;
}

export interface ClosesFigures {
  readonly closes: number;
  readonly launches: number;
  /** Launches, and single attempts, that the server saw more than once. */
  readonly seenTwice: number;
  /** Attempts that were called `unsent`, and of these how many the server saw. */
  readonly unsent: number;
  readonly falselyUnsent: number;
  readonly unclear: number;
}

const PEOPLE = 16;
const LONGEST_MS = 300;
const THINK_MS = 30;
/** Small ones leave in one packet; large ones are hit while they are on their way. */
const BODIES = [Buffer.alloc(700, "A"), Buffer.alloc(200_000, "A")];

const { path, certificate, closes: enough } = asked() as ClosesAsked;
const served: ClosingServed = { path, certificate, longestMs: LONGEST_MS, thinkMs: THINK_MS };
const file = new URL("../far-end/serve-closing.ts", import.meta.url);
const server = forkIn(path.ends?.far ?? null, file, [JSON.stringify(served)]);
process.on("exit", () => server.kill());
const hear = async <Told>(): Promise<Told> => ((await once(server, "message")) as [Told])[0];
const { port } = await hear<Listening>();
const ask = (): Promise<ClosingSeen> => {
  server.send("what did you see?");
  return hear<ClosingSeen>();
};

let launches = 0;
let unclear = 0;
let isOver = false;
const unsent: string[] = [];

async function person(url: string): Promise<void> {
  const { wires, pinger } = warmWay(url);
  while (!isOver) {
    launches += 1;
    const launch = `/submit?launch=${launches}`;
    const body = BODIES[launches % BODIES.length] ?? Buffer.alloc(0);
    for (let attempt = 1; await isUnsent(`${launch}&attempt=${attempt}`, body); attempt += 1);
    await after(2 * path.roundTripMs * Math.random());
  }
  pinger.stop();
  await wires.close();

  async function isUnsent(attempt: string, body: Buffer): Promise<boolean> {
    try {
      await wires.to(url).send({ method: "POST", path: attempt, body, timeoutMs: 10_000 });
      return false;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.fate === "unclear") unclear += 1;
      if (error.fate === "unsent") unsent.push(attempt);
      return error.fate === "unsent";
    }
  }
}

const url = `https://${path.address}:${port}`;
const everybody = Array.from({ length: PEOPLE }, () => person(url));
while ((await ask()).closes < enough) await after(500);
isOver = true;
await Promise.all(everybody);
const { closes, posts } = await ask();
server.kill();

const seen = new Set(posts);
const seenLaunches = new Set(posts.map((post) => post.split("&", 1)[0]));
tell({
  closes,
  launches,
  seenTwice: posts.length - seenLaunches.size,
  unsent: unsent.length,
  falselyUnsent: unsent.filter((attempt) => seen.has(attempt)).length,
  unclear,
} satisfies ClosesFigures);
