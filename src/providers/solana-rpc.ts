import { z } from "zod";
import type { Wire } from "../http/wire.ts";
import { readJson } from "./answers.ts";

const balance = z.object({ result: z.object({ value: z.int().nonnegative() }) });

/** A preview is waiting for it. */
const DEADLINE_MS = 2_000;

/**
 * Balances from the operator's Solana RPC. Only ever shown, never relied on: null whenever the RPC does not say.
 *
 * @returns Lamports of a base58 address.
 * @see https://solana.com/docs/rpc/http/getbalance
 */
export function createBalances(wire: Wire): (address: string) => Promise<bigint | null> {
  return async (address) => {
    const call = { jsonrpc: "2.0", id: 1, method: "getBalance", params: [address] };
    try {
      const answer = await wire.send({
        method: "POST",
        path: "",
        headers: { "content-type": "application/json" },
        body: Buffer.from(JSON.stringify(call)),
        timeoutMs: DEADLINE_MS,
      });
      const parsed = balance.safeParse(readJson(answer));
      return parsed.success ? BigInt(parsed.data.result.value) : null;
    } catch {
      return null;
    }
  };
}
