import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LiveWorld } from "../../support/a-live-world.ts";
import type { Program } from "../../support/a-program.ts";
import type { FastTime } from "./time.ts";
import type { Orders } from "./orders.ts";

/** One process of the program, from its start to its death. */
export interface Life {
  /** Resolves once it has started; false when it died before. */
  readonly started: Promise<boolean>;
  readonly ended: Program["ended"];
  isOver(): boolean;
  /** Counts its points anew. Resolves when it has heard, or has died. */
  arm(dieAt: number | null): Promise<void>;
  /** The points that it reached since it was armed last, the newest last. */
  points(): readonly string[];
  output(): string;
  kill(): Promise<void>;
}

export interface Lives {
  /** Starts the program. A spare process is ready, so it takes no longer than the start itself. */
  begin(dieAt: number | null): Life;
  close(): Promise<void>;
}

/** On a machine that has much else to do. */
const START_MS = 60_000;

const PRELOAD = fileURLToPath(new URL("./child/preload.ts", import.meta.url));

export function createLives(world: LiveWorld, time: FastTime): Lives {
  let spare = conceive();

  function conceive() {
    const trace = join(world.folder, `trace-${randomUUID()}`);
    const settings = {
      PORT: "0",
      KILL_TRACE: trace,
      KILL_SINCE: String(time.since),
      KILL_SPEED: String(time.speed),
    };
    return { trace, program: world.start(settings, { preload: PRELOAD }) };
  }

  return {
    begin(dieAt) {
      const { program, trace } = spare;
      spare = conceive();
      return createLife(program, trace, dieAt);
    },
    close: () => spare.program.kill(),
  };
}

function createLife(program: Program, trace: string, dieAt: number | null): Life {
  let over = false;
  const ended = program.ended.then((code) => {
    over = true;
    return code;
  });
  const tell = (orders: Orders) => program.tell(orders);
  void tell({ dieAt });
  const started = program.says(/"msg":"started"/, START_MS).then(
    () => true,
    (error: unknown) => {
      if (over) return false;
      throw error;
    },
  );
  started.catch(() => undefined);
  return {
    started,
    ended,
    isOver: () => over,
    arm: (at) => tell({ dieAt: at }),
    points() {
      const lines = readFileSync(trace, "utf8").trim().split("\n");
      const armed = lines.lastIndexOf("armed");
      return lines.slice(armed + 1).map((line) => line.replace(/^\d+ /, ""));
    },
    output: () => program.output(),
    kill: () => program.kill(),
  };
}
