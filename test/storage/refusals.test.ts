import { expect, it } from "vitest";
import { StorageError } from "../../src/domain/errors.ts";
import { createLog } from "../../src/kit/log.ts";
import { watchRefusals } from "../../src/storage/refusals.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { aClock } from "../support/a-clock.ts";
import { aDisk } from "../support/a-disk.ts";
import { aDraft } from "../support/a-launch.ts";

function aWatchedStorage() {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  const clock = aClock();
  const disk = aDisk();
  const counted: StorageError["problem"][] = [];
  const storage = openStorage({
    url: "file::memory:",
    clock,
    through: (engine) =>
      watchRefusals(disk.through(engine), { clock, log, refused: (one) => void counted.push(one) }),
  });
  const said = () => lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
  const add = () => storage.drafts.add(aDraft());
  return { storage, disk, clock, counted, said, add };
}

const BEGINS = "the database refuses: nothing is launched now";
const ENDS = "the database takes what it is given again";

it("says once that it refuses, counts each time, and says once when that is over", async () => {
  const { disk, clock, counted, said, add } = aWatchedStorage();
  disk.failFrom(1, "full");

  for (let at = 0; at < 3; at += 1) await expect(add()).rejects.toThrow(StorageError);
  await clock.advance(60_000);
  expect(said()).toEqual([BEGINS]);
  disk.free();
  await clock.advance(10_000);

  expect(said()).toEqual([BEGINS, ENDS]);
  expect(counted).toEqual(["full", "full", "full"]);
  await add();
  disk.failFrom(1, "read-only");
  await expect(add()).rejects.toThrow(StorageError);
  expect(said()).toEqual([BEGINS, ENDS, BEGINS]);
});

it("leaves no timer behind when it is closed while it refuses", async () => {
  const { storage, disk, clock, add } = aWatchedStorage();
  disk.failFrom(1, "full");
  await expect(add()).rejects.toThrow(StorageError);

  await storage.close();

  expect(clock.waiting()).toBe(0);
});

it("takes no bug for a refusal", async () => {
  const { storage, said } = aWatchedStorage();
  const draft = aDraft();
  await storage.drafts.add(draft);

  await expect(storage.drafts.add(draft)).rejects.not.toThrow(StorageError);

  expect(said()).toEqual([]);
});
