import { describe, expect, it } from "vitest";
import { aWorld } from "../support/a-world.ts";
import { aSession, aWalletFile } from "../support/some-keys.ts";

const SEED =
  "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

describe("a key that nobody asked for", () => {
  it.each([
    ["a wallet key", aWalletFile()],
    ["a session token", aSession()],
    ["a seed phrase", SEED],
  ])("never becomes an answer: %s is deleted, and its owner warned", async (_what, secret) => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch swarms");
    await ada.sees("What is it called?");

    ada.say(secret);

    await ada.sees("treat it as leaked");
    await world.settled();
    expect(ada.messages().some(({ text }) => text === secret)).toBe(false);
    ada.say("Moss Coin");
    await ada.sees("Which ticker?");
  });

  it.each([
    ["a mint", "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin"],
    ["an ordinary sentence", "a quiet coin for quiet ponds and those who sit beside them"],
    ["an EVM transaction", `0x${"ab".repeat(32)}`],
  ])("is not seen in %s", async (_what, text) => {
    const world = await aWorld();
    const ada = world.person("Ada");
    ada.say("/launch swarms");
    await ada.sees("What is it called?");

    ada.say(text);

    await ada.sees("Which ticker?");
  });
});
