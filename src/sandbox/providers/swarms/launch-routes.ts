import type { z } from "zod";
import type { Clock } from "../../../kit/clock.ts";
import type { Ready } from "../exchange.ts";
import type { Twist } from "../fault.ts";
import { html, json, type Reply } from "../reply.ts";
import type { UserRoute } from "./account.ts";
import {
  contentRefused,
  dailyLimit,
  duplicateAgent,
  insufficientSol,
  invalidKey,
  tokenizationFailed,
  unreadable,
  validationError,
} from "./errors.ts";
import { batchSchema, readLaunch } from "./launch-body.ts";
import { LAUNCH_LAMPORTS, type Listing, type Marketplace, type Order } from "./marketplace.ts";
import { walletOf } from "./wallet-key.ts";

export interface LaunchRoutes {
  readonly launch: UserRoute;
  readonly batch: UserRoute;
}

export interface LaunchTimes {
  readonly clock: Clock;
  /** Waits as long as a launch takes. */
  readonly deploy: () => Promise<void>;
}

export function launchRoutes(
  market: Marketplace,
  { clock, deploy }: LaunchTimes,
  perDay: number,
): LaunchRoutes {
  /** What stands against a launch right now, in the provider's words. */
  function objection(userId: string, order: Order): Reply | null {
    const same = market.named(userId, order.name);
    if (same) return duplicateAgent(same.id);
    if (market.launchesToday(userId) >= perDay) return dailyLimit(clock.now(), perDay);
    const held = market.balanceOf(order.wallet);
    return held < LAUNCH_LAMPORTS ? insufficientSol(held) : null;
  }

  function twisted(twist: Twist | null): Reply | null {
    switch (twist?.kind) {
      case "insufficient-funds":
        return insufficientSol(LAUNCH_LAMPORTS / 4n);
      case "tokenization-failed":
        return tokenizationFailed();
      case "content-refused":
        return contentRefused();
      case "rate-limit":
        return dailyLimit(clock.now(), perDay);
      case "bot-shield":
        return html(429, "Vercel Security Checkpoint");
      default:
        return null;
    }
  }

  return {
    async launch({ body, receivedId }, userId) {
      const parsed = await readLaunch(body);
      if (!parsed) return unreadable("JSON or form");
      if (!parsed.success) return validationError(parsed.error);
      const { private_key: privateKey, ...wanted } = parsed.data;
      const wallet = await walletOf(privateKey);
      if (wallet === null) return invalidKey();
      const order = { ...wanted, ticker: wanted.ticker.toUpperCase(), wallet };
      const refused = objection(userId, order);
      if (refused) return refused;
      return {
        async work(twist) {
          const instead = twisted(twist);
          if (instead) return instead;
          await deploy();
          // Asked again: another launch may have come first while this one was deploying.
          const late = objection(userId, order);
          if (late) return late;
          const listing = market.launch(userId, order, receivedId);
          const known = twist?.kind !== "null-addresses";
          return json(200, { success: true, ...listed(listing, known), tokenized: true });
        },
      };
    },

    async batch({ body, receivedId }, userId) {
      if (body.kind !== "json" || body.contentType !== "application/json") {
        return unreadable("JSON");
      }
      const parsed = batchSchema.safeParse(body.value);
      if (!parsed.success) return validationError(parsed.error);
      const orders = await batchOrders(parsed.data);
      if ("refused" in orders) return orders.refused;
      const needed = new Map<string, bigint>();
      for (const [index, { wallet }] of orders.entries()) {
        const sum = (needed.get(wallet) ?? 0n) + LAUNCH_LAMPORTS;
        needed.set(wallet, sum);
        const held = market.balanceOf(wallet);
        if (held < sum) return insufficientSol(held, { token_index: index });
      }
      return batchWork(userId, orders, receivedId);
    },
  };

  function batchWork(userId: string, orders: readonly Order[], receivedId: number): Ready {
    return {
      async work(twist) {
        const instead = twisted(twist);
        if (instead) return instead;
        await deploy();
        const results = orders.map((order, index) => {
          const refused = objection(userId, order);
          if (refused) return { success: false, index, error: errorOf(refused) };
          const listing = market.launch(userId, order, receivedId);
          return { success: true, index, ...listed(listing, true) };
        });
        const failures = results.filter((result) => !result.success);
        const failed = failures.length;
        return json(failed > 0 ? 207 : 200, {
          success: failed === 0,
          total: results.length,
          succeeded: results.length - failed,
          failed,
          results,
          ...(failed > 0 ? { failures } : {}),
        });
      },
    };
  }
}

/** Reads the wallet of each item; an item without a key of its own uses the batch's. */
async function batchOrders(
  batch: z.infer<typeof batchSchema>,
): Promise<readonly Order[] | { readonly refused: Reply }> {
  const orders: Order[] = [];
  for (const [index, item] of batch.tokens.entries()) {
    const wallet = await walletOf(item.private_key ?? batch.private_key ?? "");
    if (wallet === null) return { refused: invalidKey({ token_index: index }) };
    const { name, description, ticker } = item;
    orders.push({ name, description, ticker: ticker.toUpperCase(), wallet });
  }
  return orders;
}

function listed(listing: Listing, known: boolean) {
  return {
    id: listing.id,
    listing_url: listing.url,
    token_address: known ? listing.token.mint : null,
    pool_address: known ? listing.pool : null,
  };
}

function errorOf(reply: Reply): string {
  return (JSON.parse(reply.text) as { error: string }).error;
}
