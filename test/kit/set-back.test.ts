import { expect, it } from "vitest";
import { whenSetBack } from "../../src/kit/set-back.ts";
import { aClock, START } from "../support/a-clock.ts";

function aMending() {
  const clock = aClock();
  const mended: number[] = [];
  let fails = false;
  const look = whenSetBack(clock, async (now) => {
    if (fails) throw new Error("not now");
    mended.push(now - START);
  });
  return { clock, look, mended, fail: (failing: boolean) => void (fails = failing) };
}

it("mends at the first look, and then only when the clock shows less than before", async () => {
  const { clock, look, mended } = aMending();

  await look();
  clock.set(60_000);
  await look();
  clock.set(-1);
  await look();
  await look();

  expect(mended).toEqual([0, 59_999]);
});

it("tries again what could not be mended", async () => {
  const { look, mended, fail } = aMending();
  fail(true);

  await expect(look()).rejects.toThrow("not now");
  fail(false);
  await look();

  expect(mended).toEqual([0]);
});
