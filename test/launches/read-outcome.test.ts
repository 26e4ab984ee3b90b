import { describe, expect, it } from "vitest";
import { CallError, InputError, VaultError, type Fate } from "../../src/domain/errors.ts";
import { readOutcome } from "../../src/launches/read-outcome.ts";

describe("an error out of a launch call", () => {
  it.each<Fate>(["refused", "unsent", "unclear"])(
    "that is %s stays that, with its reason",
    (fate) => {
      const reason = { code: "server-error", said: "sorry" } as const;

      expect(readOutcome(new CallError(fate, reason))).toEqual({ kind: fate, reason });
    },
  );

  it("of a person's making is refused, and says what to put right", () => {
    const problem = { code: "credential-missing", kind: "session-jwt" } as const;

    expect(readOutcome(new InputError(problem))).toEqual({
      kind: "refused",
      reason: { code: "not-sendable", said: null, problem },
    });
  });

  it("of the vault is refused: without the key nothing was sent", () => {
    expect(readOutcome(new VaultError("will not open"))).toEqual({
      kind: "refused",
      reason: { code: "vault", said: null },
    });
  });

  it.each([new Error("a bug"), new TypeError("x is undefined"), "text", null, undefined])(
    "that nobody knows is unclear, and its words stay out: %s",
    (error) => {
      expect(readOutcome(error)).toEqual({
        kind: "unclear",
        reason: { code: "interrupted", said: null },
      });
    },
  );
});
