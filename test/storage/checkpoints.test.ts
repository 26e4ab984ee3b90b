import { describe, expect, it, onTestFinished } from "vitest";
import { silentLog } from "../../src/kit/log.ts";
import { startCheckpoints } from "../../src/storage/checkpoints.ts";
import { aClock } from "../support/a-clock.ts";

/** Checkpoints over a log that somebody else reads or not, while a launch is under way or not. */
async function checkpointsOf(log: { isRead: boolean }, launches = { isBusy: false }) {
  const clock = aClock();
  const modes: string[] = [];
  const checkpoints = startCheckpoints({
    clock,
    log: silentLog,
    isBusy: () => launches.isBusy,
    async checkpoint(mode) {
      modes.push(mode);
      return !log.isRead;
    },
  });
  onTestFinished(() => checkpoints.stop());
  await clock.advance(0);
  return { checkpoints, clock, modes };
}

describe("the write-ahead log", () => {
  it("is emptied at the start, for a program that was killed before it could, and kept short then", async () => {
    const { clock, modes } = await checkpointsOf({ isRead: false });

    await clock.advance(20_000);

    expect(modes).toEqual(["truncate", "passive", "passive"]);
  });

  it("is left alone while a launch is under way, though not for ever", async () => {
    const launches = { isBusy: false };
    const { clock, modes } = await checkpointsOf({ isRead: false }, launches);
    launches.isBusy = true;

    await clock.advance(11_000);
    const during = [...modes];
    launches.isBusy = false;
    await clock.advance(50);
    const after = [...modes];
    launches.isBusy = true;
    await clock.advance(15_100);

    expect(during).toEqual(["truncate"]);
    expect(after).toEqual(["truncate", "passive"]);
    expect(modes).toEqual(["truncate", "passive", "passive"]);
  });

  it("is emptied as soon as a reader lets go", async () => {
    const log = { isRead: false };
    const { checkpoints, clock } = await checkpointsOf(log);
    log.isRead = true;

    const emptied = checkpoints.empty();
    await clock.advance(1_000);
    log.isRead = false;
    await clock.advance(1_000);

    expect(await emptied).toBe(true);
  });

  it("is emptied later when a reader stays, and that is said", async () => {
    const log = { isRead: false };
    const { checkpoints, clock, modes } = await checkpointsOf(log);
    log.isRead = true;
    const emptied = checkpoints.empty();
    await clock.advance(5_000);

    expect(await emptied).toBe(false);
    log.isRead = false;
    modes.length = 0;
    await clock.advance(20_000);

    expect(modes).toEqual(["truncate", "passive"]);
  });
});
