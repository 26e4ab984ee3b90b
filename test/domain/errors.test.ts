import { inspect } from "node:util";
import { expect, it } from "vitest";
import {
  CallError,
  ConfigError,
  InputError,
  refuse,
  VaultError,
  type Fate,
} from "../../src/domain/errors.ts";
import { problem } from "../support/caught.ts";

it("carries a person's mistake as data, and only its code in the message", () => {
  const error = new InputError({ code: "amount-ambiguous", typed: "1,000" });

  expect(error).toMatchObject({
    name: "InputError",
    message: "input refused: amount-ambiguous",
    problem: { code: "amount-ambiguous", typed: "1,000" },
  });
});

it("refuses by throwing what it was told", async () => {
  expect(await problem(() => refuse({ code: "picture-gone" }))).toEqual({ code: "picture-gone" });
});

it.each<Fate>(["refused", "unsent", "unclear"])(
  "keeps a provider's words out of the message of a call that is %s",
  (fate) => {
    const reason = { code: "server-error", said: "private words" } as const;
    const error = new CallError(fate, reason, { cause: new Error("socket closed") });

    expect(error).toMatchObject({ name: "CallError", fate, reason });
    expect(error.message).toBe(`call ${fate}: server-error`);
    expect(error.stack).not.toContain("private words");
    expect(error.cause).toBeInstanceOf(Error);
  },
);

it("names the setting that is wrong", () => {
  const error = new ConfigError("VAULT_KEY", "must be 32 bytes in base64");

  expect(error).toMatchObject({ name: "ConfigError", setting: "VAULT_KEY" });
  expect(error.message).toBe("VAULT_KEY: must be 32 bytes in base64");
});

it("says of the vault only that it failed", () => {
  const error = new VaultError("a secret will not open");

  expect(error.name).toBe("VaultError");
  expect(Object.keys(error)).toEqual(["name"]);
  expect(inspect(error)).toContain("VaultError: a secret will not open");
});

it("tells its classes apart, all of them errors", () => {
  const errors = [
    new InputError({ code: "unknown-choice" }),
    new CallError("unsent", { code: "unreachable", said: null }),
    new VaultError("locked"),
    new ConfigError("PORT", "is no port"),
  ];
  const classes = [InputError, CallError, VaultError, ConfigError];

  const matches = errors.map((error) => classes.filter((one) => error instanceof one));

  expect(matches).toEqual(classes.map((one) => [one]));
  expect(errors.every((error) => error instanceof Error)).toBe(true);
});
