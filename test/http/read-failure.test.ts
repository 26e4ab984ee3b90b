import { describe, expect, it } from "vitest";
import { bytesLeave } from "../../src/http/exchange.ts";
import { DeadlineError, readFailure } from "../../src/http/read-failure.ts";

const failed = (code: string) => Object.assign(new Error("10.0.0.1:443"), { code });

describe("the fate of a failed request", () => {
  it("is judged by how far it got, since a reset has one code on both sides of the line", () => {
    const reset = failed("ECONNRESET");

    expect(readFailure(reset, "waiting").fate).toBe("unsent");
    expect(readFailure(reset, "written").fate).toBe("unclear");
    expect(readFailure(reset, "answering").fate).toBe("unclear");
  });

  it("is unclear for every error once the request was handed to a socket", () => {
    const codes = ["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_DESTROYED"];

    const fates = codes.map((code) => readFailure(failed(code), "written").fate);

    expect(fates).toEqual(codes.map(() => "unclear"));
  });

  it("says that the answer was late when the deadline came in its middle", () => {
    const error = readFailure(new DeadlineError(), "answering");

    expect(error.reason.code).toBe("no-answer");
  });

  it("keeps the code and drops the message, which names hosts", () => {
    const { cause } = readFailure(failed("ECONNRESET"), "written");

    expect((cause as Error).message).toBe("ECONNRESET");
  });

  it("takes the name where the code is a number", () => {
    const aborted = Object.assign(new Error("x"), { name: "TimeoutError", code: 23 });

    expect((readFailure(aborted, "written").cause as Error).message).toBe("TimeoutError");
  });
});

describe("the bytes of a connection", () => {
  it("prove that nothing left when there are no more of them, and nothing else", () => {
    const socket = { bytesWritten: 120 };
    const leave = bytesLeave(socket);
    const nothing = leave();

    socket.bytesWritten += 1;

    expect(nothing).toBe(false);
    expect(leave()).toBe(true);
  });

  it("prove nothing where the connection is not known", () => {
    expect(bytesLeave(null)()).toBe(true);
  });
});
