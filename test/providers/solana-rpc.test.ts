import { describe, expect, it } from "vitest";
import { CallError } from "../../src/domain/errors.ts";
import { createBalances } from "../../src/providers/solana-rpc.ts";
import { aWire, html, json } from "../support/a-wire.ts";

const ADDRESS = "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T";
const URL = "https://rpc.example/v1/?key=of-the-operator";
const unclear = new CallError("unclear", { code: "no-answer", said: null });

describe("a balance", () => {
  it("is asked of the operator's RPC, path and query as configured, and read in lamports", async () => {
    const { wires, sent } = aWire(() => json(200, { result: { context: {}, value: 960_000_000 } }));

    const balance = await createBalances(wires, URL)(ADDRESS);

    expect(balance).toBe(960_000_000n);
    expect(sent).toMatchObject([
      { base: "https://rpc.example", path: "/v1/?key=of-the-operator", method: "POST" },
    ]);
    expect(JSON.parse(sent[0]?.text ?? "")).toMatchObject({
      method: "getBalance",
      params: [ADDRESS],
    });
  });

  it.each([
    ["an error", json(200, { error: { code: -32602 } })],
    ["a page", html(200, "<h1>hello</h1>")],
    ["less than nothing", json(200, { result: { value: -1 } })],
    ["no answer", unclear],
  ])("is unknown after %s", async (_what, answer) => {
    const { wires } = aWire(() => answer);

    expect(await createBalances(wires, URL)(ADDRESS)).toBeNull();
  });
});
