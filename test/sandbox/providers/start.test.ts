import { base58 } from "@scure/base";
import { expect, it } from "vitest";
import { createMinter, readBase58 } from "../../../src/sandbox/providers/mint.ts";
import { startProviderSims } from "../../../src/sandbox/providers/start.ts";
import { call, pumpOrder, someSims, submit } from "./support.ts";

it("starts all providers on loopback and tells their base URLs as the settings have them", async () => {
  const sims = await startProviderSims();

  const { j7tracker, blowfish, swarms } = sims.urls;
  expect([...j7tracker.keys()]).toEqual(["europe", "na-east", "na-west", "asia", "australia"]);
  for (const base of j7tracker.values())
    expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/deploy$/);
  for (const url of [blowfish, swarms]) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await sims.close();
});

it("cuts what is still running when it closes, and nobody answers afterwards", async () => {
  const { clock, sims } = await someSims({ deployMs: 700 });
  const running = submit(sims, pumpOrder());
  const refused = expect(running).rejects.toThrow();
  await clock.asked(700);

  await sims.close();

  await refused;
  await expect(call(sims.urls.swarms)).rejects.toThrow();
});

it.each(["0.0.0.0", "192.168.1.2", "example.org", "127.0.0.1.example.org"])(
  "will not be served on %s",
  async (host) => {
    await expect(startProviderSims({ host })).rejects.toThrow(RangeError);
  },
);

it("makes the same addresses again from the same random numbers", () => {
  const numbers = () => {
    let seed = 7;
    return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  };

  const [one, two] = [createMinter(numbers()), createMinter(numbers())];

  expect(one.solana("pump")).toBe(two.solana("pump"));
  expect(one.uuid()).toBe(two.uuid());
});

it("makes mints of 32 bytes whatever is drawn", () => {
  const highest = createMinter(() => 0.999);
  const lowest = createMinter(() => 0);
  const usual = createMinter();

  expect(base58.decode(highest.solana())).toHaveLength(32);
  expect(base58.decode(lowest.solana("pump"))).toHaveLength(32);
  for (let round = 0; round < 200; round++) {
    expect(base58.decode(usual.solana("pump"))).toHaveLength(32);
  }
});

it("reads base58 only of the wanted length", () => {
  const text = base58.encode(new Uint8Array(32).fill(9));

  expect(readBase58(text, 32)).toHaveLength(32);
  expect([readBase58(text, 64), readBase58("0OIl", 3), readBase58("1".repeat(500), 32)]).toEqual([
    null,
    null,
    null,
  ]);
});
