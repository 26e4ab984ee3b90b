/**
 * The same world beside a model of nothing but the promise: a launch may be sent while nothing of it left, and what it may
 * become next is read off the table in DESIGN's words, not off the code's own.
 */
import fc from "fast-check";
import { describe, expect } from "vitest";
import type { Status } from "../../src/domain/launch.ts";
import { aStep, type Step } from "./launch-steps.ts";
import { aWorld, type Happening, type World } from "./launch-world.ts";
import { law, REPLAYED_COMMANDS } from "./runs.ts";

interface Model {
  status: Status;
  /** Requests that left the machine. */
  posts: number;
  /** Nothing of it left, for all anybody knows. */
  maySend: boolean;
}

/** Where each kind of word may lead from each status. What is not listed changes nothing. */
const MAY: Readonly<Record<string, Partial<Record<Status, readonly Status[]>>>> = {
  begin: { queued: ["sending", "expired"] },
  "settle: receipt": { sending: ["live", "accepted"], unclear: ["live", "accepted"] },
  "settle: refused": { sending: ["failed"], unclear: ["failed"] },
  "settle: unsent": { sending: ["queued"], unclear: ["failed"] },
  "settle: unclear": { sending: ["unclear"] },
  "the process died": { sending: ["unclear"] },
  "a sweeper looks for a lease that is over": { sending: ["unclear"] },
  "progress: live": { accepted: ["live"], unclear: ["live"], live: ["live"] },
  "progress: failed": { accepted: ["failed"], unclear: ["failed"] },
  "progress: pending": { accepted: ["accepted", "unclear"] },
  "a poll says nothing": { accepted: ["unclear"] },
  "a poll is not let in": { accepted: ["accepted", "unclear"] },
  find: { unclear: ["live"], live: ["live"] },
  "the owner cancels": { queued: ["cancelled"] },
  "the owner says that it is live": { unclear: ["live"] },
  "the owner says that it did not happen": { unclear: ["failed"] },
};

function follow(model: Model, world: World, { call, after }: Happening): void {
  if (after === null) return;
  expect(MAY[call.says]?.[model.status] ?? []).toContain(after.status);
  if (after.status === "sending") {
    expect(model.maySend).toBe(true);
    model.maySend = false;
    if (world.attempts.at(-1)?.wentOut) model.posts += 1;
  }
  if (after.status === "queued") model.maySend = true;
  model.status = after.status;
  expect(model.posts).toBeLessThanOrEqual(1);
}

class Command implements fc.Command<Model, World> {
  readonly #step: Step;

  constructor(step: Step) {
    this.#step = step;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, world: World): void {
    const told = world.trail.length;
    this.#step.take(world);
    for (const one of world.trail.slice(told)) follow(model, world, one);
    expect(world.launch.status).toBe(model.status);
  }

  toString(): string {
    return this.#step[fc.toStringMethod]();
  }
}

describe("a launch beside its model", () => {
  let taken = 0;
  const commands = fc.commands([aStep.map((step) => new Command(step))], {
    maxCommands: 60,
    size: "max",
    ...(REPLAYED_COMMANDS === undefined ? {} : { replayPath: REPLAYED_COMMANDS }),
  });
  const target = fc.constantFrom("pump", "blowfish", "swarms");

  law(
    "never leaves this machine twice and goes only where the promise lets it go",
    fc.property(target, commands, (where, all) => {
      fc.modelRun(
        (): { model: Model; real: World } => ({
          model: { status: "queued", posts: 0, maySend: true },
          real: aWorld(where),
        }),
        all,
      );
      taken += [...all].length;
    }),
    { share: 10, commands: () => taken },
  );
});
