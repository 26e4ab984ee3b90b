import { expect, it } from "vitest";
import { calmLog } from "../../src/kit/calm-log.ts";
import { createLog } from "../../src/kit/log.ts";
import { aClock } from "../support/a-clock.ts";

class Repeated extends Error {}

function aCalmLog() {
  const lines: { readonly msg: string; readonly leftOut?: number }[] = [];
  const sink = {
    write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]),
  };
  const clock = aClock();
  const log = calmLog(createLog("trace", sink), clock, (error) => error instanceof Repeated);
  return { log, clock, said: () => lines.map(({ msg }) => msg), lines };
}

it("writes what repeats itself once a minute, and how much was left out", async () => {
  const { log, clock, lines } = aCalmLog();
  const error = new Repeated();

  for (let at = 0; at < 120; at += 1) {
    log.error({ error }, "it fails");
    await clock.advance(1_000);
  }

  expect(lines.map(({ msg, leftOut }) => [msg, leftOut])).toEqual([
    ["it fails", undefined],
    ["it fails", 59],
  ]);
});

it("counts each place by itself, and leaves all other lines alone", () => {
  const { log, said } = aCalmLog();
  const error = new Repeated();

  for (let at = 0; at < 2; at += 1) {
    log.error({ error }, "one place");
    log.warn({ error }, "another place");
    log.error({ error: new Error("something else") }, "one place");
    log.info("no fields");
    log.debug({ error }, "for the patient");
  }

  const others = ["one place", "no fields", "for the patient"];
  expect(said()).toEqual(["one place", "another place", ...others, ...others]);
});
