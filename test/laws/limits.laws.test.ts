import fc from "fast-check";
import { afterAll, describe, expect } from "vitest";
import type { Launch } from "../../src/domain/launch.ts";
import {
  changeLimit,
  defaultLimit,
  limitAt,
  RAISE_MS,
  type Limit,
} from "../../src/domain/limits.ts";
import { SOL } from "../../src/domain/money.ts";
import { nextUtcMidnight, utcDayStart } from "../../src/kit/utc.ts";
import { begin, confirm, resolve, settle, type Outcome } from "../../src/launches/decide.ts";
import { createPauses } from "../../src/launches/pauses.ts";
import { theWorks } from "../launches/a-works.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { aClock, START } from "../support/a-clock.ts";
import { aDraft, anId, aRequest, OF_NO_GROUP } from "../support/a-launch.ts";
import { liveWith, MINT } from "../support/fake-provider.ts";
import { law } from "./runs.ts";

const HOUR_MS = 3_600_000;
const EVENING_MS = 5_000;
const usual = defaultLimit(SOL);

/** One database for all runs, each with a person of its own: opening one takes longer than a run. */
const clock = aClock();
const storage = { ...openStorage({ url: "file::memory:", clock }), clock };
afterAll(() => storage.close());
let people = 7_000_000_000;

const ENDS: readonly Outcome[] = [
  { kind: "receipt", receipt: liveWith(MINT) },
  { kind: "refused", reason: { code: "refused", said: null } },
  { kind: "unsent", reason: { code: "unreachable", said: null } },
  { kind: "unclear", reason: { code: "no-answer", said: null } },
];

type Step =
  | { readonly do: "tap"; readonly buys: readonly bigint[] }
  | { readonly do: "begin" | "settle" | "word"; readonly which: number; readonly how: number }
  | { readonly do: "wait"; readonly ms: number }
  /** Until it is almost midnight, so that what is confirmed now may be sent on the next day. */
  | { readonly do: "wait for the evening" };

const lamports = fc.bigInt({ min: 300_000_000n, max: 1_100_000_000n });
const pick = { which: fc.nat(20), how: fc.nat(3) };
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("tap"), buys: fc.array(lamports, { minLength: 1, maxLength: 3 }) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("begin"), ...pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("settle"), ...pick }) },
  fc.record({ do: fc.constant("word"), ...pick }),
  fc.record({ do: fc.constant("wait for the evening") }),
  fc.record({ do: fc.constant("wait"), ms: fc.constantFrom(0, 1, 9_000, 13 * HOUR_MS) }),
);

const untilEvening = (now: number): number => Math.max(0, nextUtcMidnight(now) - EVENING_MS - now);

/** A person who never changed a limit, through steps that move the real rows by the real decisions. */
async function walk(steps: readonly Step[], look: (rows: readonly Launch[], now: number) => void) {
  const { launches, drafts } = storage;
  const ownerId = (people += 1);
  const rows = () => launches.list({ ownerId, limit: 100 });
  const tap = async (buy: bigint) => {
    const draft = aDraft({ ownerId });
    await drafts.add(draft);
    const fit = { ok: true, request: aRequest({ buy }) } as const;
    const now = clock.now();
    await launches.confirm(draft.id, people * 1_000 + Number(buy % 1_000n), (stored, standing) =>
      confirm(stored, {
        launchId: anId(),
        ownerId,
        version: 1,
        fit,
        standing,
        ...OF_NO_GROUP,
        now,
      }),
    );
  };
  const move = async (step: Extract<Step, { which: number }>) => {
    const from = { begin: "queued", settle: "sending", word: "unclear" } as const;
    const ready = (await rows()).filter(({ status }) => status === from[step.do]);
    const id = ready[step.which % Math.max(1, ready.length)]?.id;
    const now = clock.now();
    if (id === undefined) return;
    await launches.apply(id, (launch, pausedBy) => {
      if (step.do === "begin") {
        return begin(launch, { attempt: `a-${launch.version}`, region: null, pausedBy, now });
      }
      const mint = step.how % 2 === 0 ? MINT : null;
      if (step.do === "word") return resolve(launch, { ownerId, mint, now });
      const outcome = ENDS[step.how];
      if (!outcome) return { rejected: "no-such" };
      return settle(launch, { attempt: launch.attempt ?? "", outcome, now });
    });
  };
  for (const step of steps) {
    if (step.do === "tap") await Promise.all(step.buys.map(tap));
    else if (step.do === "wait") await clock.advance(step.ms);
    else if (step.do === "wait for the evening") await clock.advance(untilEvening(clock.now()));
    else await move(step);
    look(await rows(), clock.now());
  }
}

const sum = (launches: readonly Launch[]): bigint =>
  launches.reduce((all, { request }) => all + (request.buy ?? 0n), 0n);
const isOpen = ({ status }: Launch) =>
  ["queued", "sending", "accepted", "unclear"].includes(status);

describe("whatever is tapped, answered, lost and said, in whatever order and over midnight", () => {
  law(
    "what is open and what went live on a day is never more than the day's limit",
    fc.asyncProperty(fc.array(aStep, { maxLength: 40, size: "max" }), (steps) =>
      walk(steps, (rows) => {
        const open = rows.filter(isOpen);
        const live = rows.filter(({ status }) => status === "live");
        const dayOf = ({ sentAt }: Launch) => utcDayStart(sentAt ?? 0);
        expect(sum(open)).toBeLessThanOrEqual(usual.perDay);
        for (const day of new Set(live.map(dayOf))) {
          const spent = sum(live.filter((one) => dayOf(one) === day));
          expect(spent).toBeLessThanOrEqual(usual.perDay);
        }
      }),
    ),
    { share: 0.5 },
  );

  law(
    "today's spending and everything unclear, however old, fit into the day's limit together",
    fc.asyncProperty(fc.array(aStep, { maxLength: 40, size: "max" }), (steps) =>
      walk(steps, (rows, now) => {
        const today = rows.filter(
          (one) => isOpen(one) || (one.status === "live" && (one.sentAt ?? 0) >= utcDayStart(now)),
        );
        expect(sum(today)).toBeLessThanOrEqual(usual.perDay);
        for (const one of rows) expect(sum([one])).toBeLessThanOrEqual(usual.perLaunch);
      }),
    ),
    { share: 0.5 },
  );
});

describe("whatever a person wishes for a limit, whenever", () => {
  const wish = fc.record({
    afterMs: fc.oneof(
      fc.constantFrom(0, 1, RAISE_MS - 1, RAISE_MS, RAISE_MS + 1),
      fc.nat(3 * RAISE_MS),
    ),
    perLaunch: fc.bigInt({ min: 0n, max: 5_000_000_000n }),
    more: fc.bigInt({ min: 0n, max: 9_000_000_000n }),
  });

  law(
    "a limit only ever rises to what was wished a day before",
    fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
      let now = START;
      let kept: Limit = usual;
      const trail: { at: number; holds: Limit; wish: bigint | null }[] = [
        { at: -Infinity, holds: usual, wish: usual.perDay },
      ];
      for (const { afterMs, perLaunch, more } of wishes) {
        now += afterMs;
        trail.push({ at: now, holds: limitAt(kept, now), wish: null });
        kept = changeLimit(kept, { perLaunch, perDay: perLaunch + more }, now);
        const holds = limitAt(kept, now);
        trail.push({ at: now, holds, wish: perLaunch + more });

        expect(holds.perLaunch).toBeLessThanOrEqual(perLaunch);
        expect(holds.perDay).toBeLessThanOrEqual(perLaunch + more);
      }
      for (const [index, { at, holds }] of trail.entries()) {
        const before = trail[index - 1]?.holds ?? usual;
        const wished = trail.some((one) => one.at <= at - RAISE_MS && one.wish === holds.perDay);
        expect(wished || holds.perDay <= before.perDay).toBe(true);
      }
    }),
    { share: 4 },
  );
});

describe("a pause, at whatever moment it comes", () => {
  law(
    "lets nothing go that was not on its way when it returned",
    fc.asyncProperty(
      fc.array(fc.record({ turns: fc.nat(12), unsent: fc.boolean() }), {
        maxLength: 6,
        minLength: 1,
      }),
      fc.nat(14),
      fc.boolean(),
      async (given, pauseAfter, everybody) => {
        const works = theWorks({ storage });
        const { launches, pauses } = storage;
        const ownerId = (people += 1);
        const desk = createPauses({ store: pauses, clock, wake: () => undefined });
        const whose = everybody ? "all" : ownerId;
        const by = everybody ? 42 : ownerId;
        const rows: Launch[] = [];
        for (const { unsent } of given) {
          const at = clock.now();
          rows.push(await works.add({ ownerId, confirmedAt: at, nextAt: at }));
          if (unsent) works.providers.j7tracker.failNext("unsent");
        }
        const afterTurns = async <T>(turns: number, work: () => Promise<T>) => {
          for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
          return work();
        };
        const statuses = () => launches.list({ ownerId, limit: 20 });

        const runs = rows.map((row, at) =>
          afterTurns(given[at]?.turns ?? 0, () => works.runner.run(row)),
        );
        await afterTurns(pauseAfter, () => desk.pause(whose, by));
        const before = await statuses();
        await Promise.all(runs);
        await clock.advance(1_500);
        for (const row of await statuses()) await works.runner.run(row);
        const after = await statuses();
        await desk.resume(whose, by);

        const wasSent = ({ status }: Launch) => status !== "queued" && status !== "cancelled";
        expect(works.providers.j7tracker.received.length).toBeLessThanOrEqual(
          before.filter((one) => wasSent(one) || one.tries > 0).length,
        );
        expect(after.filter(({ status }) => status === "queued" || status === "sending")).toEqual(
          [],
        );
        // Only one that was on its way and came back unsent.
        expect(before.filter(({ status, tries }) => status === "queued" && tries === 0)).toEqual(
          [],
        );
      },
    ),
    { share: 0.5 },
  );
});
