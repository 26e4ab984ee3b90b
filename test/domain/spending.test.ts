import { describe, expect, it } from "vitest";
import { BNB, ETH, SOL } from "../../src/domain/money.ts";
import { addUp, outlayOfRequest } from "../../src/domain/spending.ts";
import { STATUSES } from "../../src/domain/launch.ts";
import { aLaunch, aRequest } from "../support/a-launch.ts";

describe("the outlay of a launch", () => {
  it("is its first buy, in the unit of its chain", () => {
    expect(outlayOfRequest(aRequest({ buy: 5n }))).toEqual({
      ...{ unit: SOL, tokens: 1, each: 5n, sum: 5n },
    });
    expect(outlayOfRequest(aRequest({ target: "clanker", buy: 6n }))).toMatchObject({
      ...{ unit: ETH, sum: 6n },
    });
    expect(outlayOfRequest(aRequest())).toMatchObject({ sum: 0n });
  });

  it("counts every one of several tokens, each at its own price where one is named", () => {
    expect(outlayOfRequest(aRequest({ buy: 5n, options: { multiDeploy: 3 } }))?.sum).toBe(15n);
    const own = { multiDeploy: 3, multiDeployBuy: "7" };
    expect(outlayOfRequest(aRequest({ buy: 5n, options: own }))?.sum).toBe(21n);
  });

  it("is what the provider says the launch itself costs", () => {
    expect(outlayOfRequest(aRequest({ target: "swarms" }))?.sum).toBe(40_000_000n);
  });

  it("is not known where the provider names no cost and takes no buy", () => {
    expect(outlayOfRequest(aRequest({ target: "blowfish" }))).toBeNull();
  });
});

describe("spending", () => {
  it.each(STATUSES)("holds, has spent or has let go of the outlay of one that is %s", (status) => {
    const [sums] = addUp([aLaunch({ status, request: aRequest({ buy: 5n }) })]);

    const reserved = ["queued", "sending", "accepted", "unclear"].includes(status) ? 5n : 0n;
    expect(sums).toEqual({ unit: SOL, reserved, spent: status === "live" ? 5n : 0n });
  });

  it("is added up for each unit", () => {
    const launches = [
      aLaunch({ request: aRequest({ buy: 1n }) }),
      aLaunch({ request: aRequest({ buy: 2n }) }),
      aLaunch({ status: "live", request: aRequest({ target: "bnb", buy: 4n }) }),
      aLaunch({ request: aRequest({ target: "blowfish" }) }),
    ];

    expect(addUp(launches)).toEqual([
      { unit: BNB, reserved: 0n, spent: 4n },
      { unit: SOL, reserved: 3n, spent: 0n },
    ]);
  });
});
