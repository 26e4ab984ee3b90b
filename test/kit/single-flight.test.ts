import { expect, it } from "vitest";
import { singleFlight } from "../../src/kit/single-flight.ts";

/** Work that counts its runs and goes on until it is told to end. */
function someWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let runs = 0;
  const work = () => {
    runs += 1;
    return promise;
  };
  return { work, resolve, reject, runs: () => runs };
}

it("lets callers of the same key share one run", async () => {
  const once = singleFlight<string>();
  const { work, resolve, runs } = someWork();

  const callers = Array.from({ length: 50 }, () => once("moss", work));
  resolve("done");

  expect(await Promise.all(callers)).toEqual(Array<string>(50).fill("done"));
  expect(runs()).toBe(1);
});

it("keeps keys apart", async () => {
  const once = singleFlight<string>();

  const callers = ["moss", "fern"].map((key) => once(key, async () => key));

  expect(await Promise.all(callers)).toEqual(["moss", "fern"]);
});

it("runs anew once a run has ended", async () => {
  const once = singleFlight<number>();
  let runs = 0;
  const count = async () => (runs += 1);

  const first = await once("moss", count);
  const second = await once("moss", count);

  expect([first, second]).toEqual([1, 2]);
});

it("tells every caller of a failure, and does not remember it", async () => {
  const once = singleFlight<string>();
  const { work, reject } = someWork();
  const callers = [once("moss", work), once("moss", work)];

  reject(new Error("broken"));
  const results = await Promise.allSettled(callers);

  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await once("moss", async () => "fine")).toBe("fine");
});
