import { base58 } from "@scure/base";
import { sleep } from "../../../kit/clock.ts";
import type { Twist } from "../fault.ts";
import { readBase58 } from "../mint.ts";
import type { ReceivedLog } from "../received.ts";
import { json, type Reply } from "../reply.ts";
import type { SimDeps, SimToken } from "../sim.ts";
import { isEvmMode, type CreateToken } from "./create-token.ts";

/** The server's own patience, documented. */
const GIVE_UP_MS = 30_000;

export interface Deploy {
  readonly order: CreateToken;
  readonly username: string;
  readonly receivedId: number;
}

export interface Deploys {
  readonly tokens: readonly SimToken[];
  /** Blocks until the deploy ends or the server gives up. Never notices that the caller has gone. */
  run(deploy: Deploy, twist: Twist | null): Promise<Reply>;
}

/** @param deployMs 30 s and more: the answer is a 504, and the token comes all the same. */
export function createDeploys(deps: SimDeps, log: ReceivedLog, deployMs: number): Deploys {
  const { clock, minter } = deps;
  const tokens: SimToken[] = [];

  return {
    tokens,
    async run(deploy, twist) {
      const { order, username } = deploy;
      const createError = (error: string) =>
        json(200, { type: "token_create_error", error, username });

      if (twist?.kind === "session-expired") return failure(401);
      if (deployMs >= GIVE_UP_MS) {
        clock.after(deployMs, () => void make(deploy));
        await sleep(clock, GIVE_UP_MS);
        return failure(504, "sending the transaction");
      }
      if (deployMs > 0) await sleep(clock, deployMs);
      if (twist?.kind === "create-error") return createError(twist.text);
      if (twist?.kind === "insufficient-funds") return createError("insufficient balance");
      const mint = make(deploy);
      if (mint === null) return createError("vanity_mint_keypair is no free keypair");
      return json(200, {
        type: "token_create_success",
        mint_address: twist?.kind === "null-addresses" ? null : mint,
        mode: order.mode,
        username,
      });
    },
  };

  /** @returns The first mint; null when the wanted one cannot be had. */
  function make({ order, username, receivedId }: Deploy): string | null {
    const first = order.vanity_mint_keypair
      ? publicHalf(order.vanity_mint_keypair)
      : newMint(order.mode);
    if (first === null || tokens.some((token) => token.mint === first)) return null;
    // The real server clamps the count rather than refusing it.
    const more = Math.min(10, Math.max(1, order.multi_deploy ?? 1)) - 1;
    const mints = [first, ...Array.from({ length: more }, () => newMint(order.mode))];
    for (const mint of mints) {
      tokens.push({
        mint,
        pool: null,
        name: order.name ?? "",
        ticker: order.ticker ?? "",
        mode: order.mode,
        owner: username,
        createdAt: clock.now(),
        receivedId,
      });
    }
    log.change(receivedId, { worked: true, mint: first });
    return first;
  }

  function newMint(mode: CreateToken["mode"]): string {
    if (isEvmMode(mode)) return minter.evm();
    return minter.solana(mode === "pump" ? "pump" : "");
  }
}

/** A plain error; the bodies are not documented apart from `last_status`. */
export function failure(status: number, lastStatus?: string): Reply {
  if (status === 504) {
    return json(504, { error: "timeout", ...(lastStatus ? { last_status: lastStatus } : {}) });
  }
  const said: Readonly<Record<number, string>> = { 400: "bad request", 401: "unauthorized" };
  return json(status, { error: said[status] ?? "server error" });
}

function publicHalf(keypair: string): string | null {
  const bytes = readBase58(keypair, 64);
  return bytes && base58.encode(bytes.slice(32));
}
