import { describe, expect, it } from "vitest";
import { CallError, ConfigError, InputError, VaultError } from "../../src/domain/errors.ts";
import { describeError } from "../../src/kit/describe-error.ts";

const HIDDEN = "123456:hidden-in-a-message";

/** A stack whose first frame is in a library, as when it threw the error itself. */
function thrownIn<E extends Error>(file: string, error: E): E {
  const [head, ...frames] = (error.stack ?? "").split("\n    at ");
  error.stack = [head, `send (${file}:10:20)`, ...frames].join("\n    at ");
  return error;
}
const LIBRARY = "/home/bot/node_modules/some-library/lib/client.js";

class GrammyError extends Error {
  override readonly name = "GrammyError";
  readonly ok = false;
  readonly error_code = 403;
  readonly description = `Forbidden ${HIDDEN}`;
  readonly method = "sendMessage";
  readonly payload = { chat_id: 1, text: HIDDEN };
}
class HttpError extends Error {
  override readonly name = "HttpError";
  readonly error: unknown;
  constructor(message: string, error: unknown) {
    super(message);
    this.error = error;
  }
}
class BotError extends Error {
  override readonly name = "BotError";
  readonly ctx = { update: { message: { text: HIDDEN } }, api: { token: HIDDEN } };
  readonly error: unknown;
  constructor(error: unknown) {
    super(`BotError in middleware: ${HIDDEN}`);
    this.error = error;
  }
}
class ConnectTimeoutError extends Error {
  override readonly name = "ConnectTimeoutError";
  readonly code = "UND_ERR_CONNECT_TIMEOUT";
}

const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe("what is told of an error", () => {
  it.each([
    [new VaultError("a sealed box does not open"), "a sealed box does not open"],
    [new ConfigError("BOT_TOKEN", "is missing"), "BOT_TOKEN: is missing"],
    [new InputError({ code: "picture-gone" }), "input refused: picture-gone"],
    [new CallError("unclear", { code: "no-answer", said: HIDDEN }), "call unclear: no-answer"],
    [new Error("a bug of ours"), "a bug of ours"],
  ])("is the message and the place for %s", (error, message) => {
    expect(describeError(error)).toEqual({
      name: error.name,
      message,
      at: expect.stringMatching(/^(?:src|test)\/[\w/-]+(?:\.test)?\.ts:\d+:\d+$/) as string,
    });
  });

  it("is the class, the method and the code of grammY's errors, and nothing of their messages", () => {
    const refused = new GrammyError(`Call to 'sendMessage' failed! ${HIDDEN}`);
    const network = new HttpError(
      `Network request for 'getMe' failed! ${HIDDEN}`,
      Object.assign(thrownIn(LIBRARY, new Error(`request to ${HIDDEN} failed`)), {
        code: "ECONNREFUSED",
      }),
    );

    expect(describeError(new BotError(refused))).toMatchObject({
      name: "BotError",
      cause: { name: "GrammyError (sendMessage)", code: 403 },
    });
    expect(describeError(network)).toMatchObject({
      name: "HttpError",
      cause: { name: "Error", code: "ECONNREFUSED" },
    });
    expect(
      JSON.stringify([new BotError(refused), network].map((error) => describeError(error))),
    ).not.toContain(HIDDEN);
  });

  it("is the class and the code of undici's errors, down to the cause", () => {
    const timeout = new ConnectTimeoutError(`Connect Timeout Error (attempted: ${HIDDEN})`);
    const failed = thrownIn("node:internal/deps/undici/undici", new TypeError("fetch failed"));
    failed.cause = timeout;

    expect(describeError(failed)).toMatchObject({
      name: "TypeError",
      cause: { name: "ConnectTimeoutError", code: "UND_ERR_CONNECT_TIMEOUT" },
    });
    expect(JSON.stringify(describeError(failed))).not.toMatch(/hidden|fetch failed/);
  });

  it("is the code of the first address that did not answer", () => {
    const refused = Object.assign(new Error(HIDDEN), { code: "ECONNREFUSED" });

    expect(describeError(new AggregateError([refused], HIDDEN))).toMatchObject({
      name: "AggregateError",
      cause: { code: "ECONNREFUSED" },
    });
  });

  it.each<readonly [string, () => unknown]>([
    ["JSON.parse, which quotes its text", () => JSON.parse(`{"key": ${HIDDEN}`) as unknown],
    ["BigInt, which quotes its text", () => BigInt(HIDDEN)],
    ["a header, which quotes its value", () => new Headers([["authorization", `${HIDDEN}\n\0`]])],
    ["a URL, which keeps its text", () => new URL(HIDDEN, "not a base")],
    ["structuredClone of a function", () => structuredClone(() => HIDDEN)],
  ])("has no message of %s", (_what, work) => {
    const told = describeError(caught(work));

    expect(told.message).toBeUndefined();
    expect(JSON.stringify(told)).not.toContain(HIDDEN);
    expect(told.at, "the place in our own source is still told").toMatch(/^test\/kit\//);
  });

  it("has no message of an ordinary error that a library threw", () => {
    const error = thrownIn(LIBRARY, new Error(HIDDEN));

    expect(describeError(error)).toEqual({
      name: "Error",
      at: expect.stringMatching(/^test\/kit\/describe-error\.test\.ts/) as string,
    });
  });

  it("has no message of a foreign class that goes by another name", () => {
    class Foreign extends Error {
      override readonly name = "PostgresError";
    }

    expect(describeError(new Foreign(HIDDEN)).message).toBeUndefined();
  });

  it("takes no line of a message for a place", () => {
    const error = new Error("x\n    at y (/src/hidden/a.ts:1:1)");

    expect(describeError(error).at).toMatch(/^test\/kit\//);
  });

  it("takes no name, code or method that is more than a word", () => {
    const error = Object.assign(new Error("x"), {
      name: `Failed at ${HIDDEN}`,
      code: `https://host/${HIDDEN}`,
      method: `sendMessage ${HIDDEN}`,
    });

    expect(JSON.stringify(describeError(error))).not.toContain("hidden");
  });

  it("follows causes to a depth of three, also in a circle", () => {
    const circle = new Error("round");
    circle.cause = circle;

    expect(describeError(circle).cause?.cause?.cause).toMatchObject({ message: "round" });
    expect(describeError(circle).cause?.cause?.cause?.cause).toBeUndefined();
  });

  it.each([
    ["string", HIDDEN],
    ["undefined", undefined],
    ["null", null],
    ["object", { message: HIDDEN }],
  ])("is only the type when a %s was thrown", (name, thrown) => {
    expect(describeError(thrown)).toEqual({ name });
  });
});
