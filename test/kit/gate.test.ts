import { expect, it } from "vitest";
import { createGate } from "../../src/kit/gate.ts";

/** Work that goes on until it is told to end. */
function someWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let begun = false;
  const work = () => {
    begun = true;
    return promise;
  };
  return { work, resolve, reject, hasBegun: () => begun };
}

it("lets in no more than it has places, the others in order of arrival", async () => {
  const gate = createGate(2);
  const [one, two, three, four] = [someWork(), someWork(), someWork(), someWork()];
  const runs = [one, two, three, four].map(({ work }) => gate(work));

  one.resolve("one");
  await runs[0];

  expect([two, three, four].map((each) => each.hasBegun())).toEqual([true, true, false]);
  [two, three, four].forEach((each, at) => each.resolve(String(at + 2)));
  expect(await Promise.all(runs)).toEqual(["one", "2", "3", "4"]);
});

it("hands the place of failed work on", async () => {
  const gate = createGate(1);
  const [bad, good] = [someWork(), someWork()];
  const failing = gate(bad.work);
  const waiting = gate(good.work);

  bad.reject(new Error("broken"));
  good.resolve("done");

  await expect(failing).rejects.toThrow("broken");
  expect(await waiting).toBe("done");
});
