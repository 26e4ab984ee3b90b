/**
 * A world with one launch in it: the row as the store would keep it, what really left the machine, and what the provider
 * really did. Everything that happens goes through `decide`; the laws look at the trail it leaves.
 */
import type { Launch, Status } from "../../src/domain/launch.ts";
import { OPEN } from "../../src/domain/launch.ts";
import type { TargetId } from "../../src/domain/targets.ts";
import { confirm } from "../../src/launches/decide.ts";
import type { Decision, Rejection } from "../../src/launches/launch-store.ts";
import { START } from "../support/a-clock.ts";
import { aDraft, aRequest, aStanding, OF_NO_GROUP, OWNER } from "../support/a-launch.ts";

/** Whose doing a call is. */
export type By = "runner" | "provider" | "owner" | "stranger" | "time";

/** Something that is asked of the launch. Kept, so that it can be delivered again word for word. */
export interface Call {
  readonly says: string;
  readonly by: By;
  /** Whose answer it is; only for answers. */
  readonly attempt?: string;
  readonly decide: (launch: Launch, now: number) => Decision;
}

/** One claim that was committed, and what came of it out there. */
export interface Attempt {
  readonly id: string;
  /** Whether a byte of the request left. */
  readonly wentOut: boolean;
  /** Whether the provider made a token of it. */
  readonly created: boolean;
}

export interface Happening {
  readonly call: Call;
  readonly before: Launch;
  readonly now: number;
  /** Null when nothing was changed. */
  readonly after: Launch | null;
  readonly ring: boolean;
  readonly rejected: Rejection | null;
  /** It was delivered before. */
  readonly again: boolean;
}

export interface World {
  now: number;
  launch: Launch;
  readonly attempts: Attempt[];
  readonly trail: Happening[];
  readonly calls: Call[];
}

/** The owner's tap on Launch has just been taken. */
export function aWorld(target: TargetId): World {
  const decision = confirm(aDraft(), {
    launchId: "b7k2m9x4q3wz",
    ownerId: OWNER,
    version: 1,
    fit: { ok: true, request: aRequest({ target }) },
    standing: aStanding(),
    ...OF_NO_GROUP,
    now: START,
  });
  if ("rejected" in decision) throw new Error("a good confirmation is taken");
  return { now: START, launch: decision.launch, attempts: [], trail: [], calls: [] };
}

/** Asks it of the launch and writes down what came of it. */
export function ask(world: World, call: Call, again = false): Happening {
  const { launch: before, now } = world;
  const decision = call.decide(before, now);
  const moved = "launch" in decision;
  const happening: Happening = {
    call,
    before,
    now,
    after: moved ? decision.launch : null,
    ring: moved && decision.ring,
    rejected: moved ? null : decision.rejected,
    again,
  };
  if (moved) world.launch = decision.launch;
  world.trail.push(happening);
  if (!again) world.calls.push(call);
  return happening;
}

export interface Moved extends Happening {
  readonly after: Launch;
}

export function movesOf(world: World): readonly Moved[] {
  return world.trail.filter((one): one is Moved => one.after !== null);
}

/** The statuses it went through, the first one included. */
export function walkOf(world: World): readonly Status[] {
  return ["queued", ...movesOf(world).map(({ after }) => after.status)];
}

/** The attempt that the row names now. */
export function currentAttempt({ attempts, launch }: World): Attempt | undefined {
  return attempts.find(({ id }) => id === launch.attempt);
}

export const isOpen = ({ status }: Launch): boolean => OPEN.includes(status);
