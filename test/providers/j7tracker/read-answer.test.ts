import { describe, expect, it } from "vitest";
import type { WireAnswer } from "../../../src/http/wire.ts";
import { readSubmit } from "../../../src/providers/j7tracker/read-answer.ts";
import { html, json } from "../../support/a-wire.ts";
import { callError } from "../../support/caught.ts";

const read = (answer: WireAnswer) => readSubmit(answer, { chain: "solana", several: false });

// Bodies as documented: src/providers/j7tracker/j7tracker.openapi.yaml, "SubmitResult" and below. Texts that the
// provider leaves open are ours.
const success = {
  type: "token_create_success",
  mint_address: "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin",
  mode: "pump",
  username: "demo_user",
};
const failure = (error: string) => ({ type: "token_create_error", error, username: "demo_user" });

describe("an answer that says success", () => {
  it("is live with its mint", () => {
    expect(read(json(200, success))).toEqual({
      kind: "live",
      mint: success.mint_address,
      pool: null,
      listingUrl: null,
    });
  });

  it("is live whatever HTTP code or content type it comes with", () => {
    for (const status of [201, 400, 401, 500, 504]) {
      expect(read({ ...json(status, success), contentType: "text/html" }).kind).toBe("live");
    }
  });

  it("is unclear without a mint that can be one", async () => {
    const evm = `0x${"a1".repeat(20)}`;
    for (const mint of ["", "  ", null, undefined, 7, "two words", "m".repeat(101), evm]) {
      const answer = json(200, { ...success, mint_address: mint });

      const error = await callError(() => read(answer));

      expect(error).toMatchObject({ fate: "unclear", reason: { code: "unreadable-answer" } });
    }
  });
});

describe("an answer that says error", () => {
  it("is refused with the provider's words, whatever the HTTP code", async () => {
    for (const status of [200, 400, 422, 500]) {
      const error = await callError(() => read(json(status, failure("bad metadata"))));

      expect(error).toMatchObject({
        fate: "refused",
        reason: { code: "refused", said: "bad metadata" },
      });
    }
  });

  it("says that funds are missing where it clearly says so", async () => {
    const texts = ["Insufficient balance", "insufficient lamports 1, need 2", "not enough SOL"];

    for (const text of texts) {
      const { reason } = await callError(() => read(json(200, failure(text))));
      expect(reason.code, text).toBe("funds-missing");
    }
  });

  it("is unclear when it speaks of a transaction that nobody saw confirmed", async () => {
    const texts = [
      "Request timed out",
      "timeout waiting for the node",
      "Transaction was not confirmed in 30.00 seconds. It is unknown if it succeeded or failed.",
      "tx unconfirmed",
      "Blockhash not found",
      "block height exceeded",
      "insufficient funds, or the transaction may have landed",
      "socket hang up",
    ];

    for (const text of texts) {
      const error = await callError(() => read(json(200, failure(text))));
      expect(error, text).toMatchObject({ fate: "unclear", reason: { code: "server-error" } });
    }
  });

  it("passes the words on scrubbed, on one line and cut to 300 characters", async () => {
    const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
    const text = `bad\n key ${jwt} ${"very ".repeat(80)}bad`;

    const { reason } = await callError(() => read(json(200, failure(text))));

    expect(reason.said).not.toContain("eyJ");
    expect(reason.said).not.toContain("\n");
    expect(reason.said).toHaveLength(300);
  });
});

describe("an answer that says neither", () => {
  it("is refused for 400, also when its body cannot be read", async () => {
    for (const answer of [json(400, { error: "invalid type" }), html(400, "<h1>Bad</h1>")]) {
      expect(await callError(() => read(answer))).toMatchObject({
        fate: "refused",
        reason: { code: "refused" },
      });
    }
  });

  it("asks for a new session on 401", async () => {
    const error = await callError(() => read(json(401, { error: "unauthorized" })));

    expect(error).toMatchObject({
      fate: "refused",
      reason: { code: "session-refused", said: "unauthorized" },
    });
  });

  it("is unclear on 504, with the last status where there was one", async () => {
    const bare = await callError(() => read(json(504, { error: "timeout" })));
    const text = await callError(() =>
      read(json(504, { error: "timeout", last_status: `uploading ${"more ".repeat(20)}` })),
    );
    const object = await callError(() => read(json(504, { last_status: { step: 2 } })));
    const page = await callError(() => read(html(504, "<h1>504</h1>")));

    expect(bare).toMatchObject({ fate: "unclear", reason: { code: "gateway-timeout" } });
    expect(bare.reason.lastStatus).toBeUndefined();
    expect(text.reason.lastStatus).toMatch(/^uploading more .+…$/);
    expect(text.reason.lastStatus).toHaveLength(80);
    expect(object.reason.lastStatus).toBe('{"step":2}');
    expect(page).toMatchObject({ fate: "unclear", reason: { code: "gateway-timeout" } });
  });

  it("is refused for other 4xx only when they speak JSON", async () => {
    const said = await callError(() => read(json(403, { error: "external required" })));
    const page = await callError(() => read(html(403, "<h1>Blocked</h1>")));
    const slow = await callError(() => read(json(408, { error: "slow" })));

    expect(said).toMatchObject({ fate: "refused", reason: { said: "external required" } });
    expect(page.fate).toBe("unclear");
    expect(slow.fate).toBe("unclear");
  });

  it("is unclear for everything else", async () => {
    const answers = [
      json(200, {}),
      json(200, { type: "token_create_pending" }),
      json(200, null),
      json(200, [success]),
      html(200, "<h1>Hello</h1>"),
      html(307, ""),
      json(500, { error: "oops" }),
      html(502, "<h1>Bad gateway</h1>"),
    ];

    for (const answer of answers) {
      expect((await callError(() => read(answer))).fate).toBe("unclear");
    }
  });
});
