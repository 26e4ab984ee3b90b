import { z } from "zod";
import type { Wires } from "../http/wire.ts";
import { readJson } from "./answers.ts";

const balance = z.object({ result: z.object({ value: z.int().nonnegative() }) });

/** A preview is waiting for it. */
const DEADLINE_MS = 2_000;

/**
 * Balances from the operator's Solana RPC. Only ever shown, never relied on: null whenever the RPC does not say. The URL
 * often holds the operator's key, in its path or its query.
 *
 * @returns Lamports of a base58 address.
 * @see https://solana.com/docs/rpc/http/getbalance
 */
export function createBalances(
  wires: Wires,
  url: string,
): (address: string) => Promise<bigint | null> {
  const { origin, pathname, search } = new URL(url);
  const wire = wires.to(origin);
  return async (address) => {
    const call = { jsonrpc: "2.0", id: 1, method: "getBalance", params: [address] };
    try {
      const answer = await wire.send({
        method: "POST",
        path: pathname + search,
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
