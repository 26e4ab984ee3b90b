import { hex } from "@scure/base";
import { decimal, SOL } from "../../../domain/money.ts";
import type { ReceivedLog } from "../received.ts";
import type { SimDeps, SimToken } from "../sim.ts";

/** What a launch takes from the wallet: 0.04 SOL, as documented. */
export const LAUNCH_LAMPORTS = 40_000_000n;

/** A listed product; on this route always a tokenized agent. */
export interface Listing {
  readonly id: string;
  readonly userId: string;
  readonly url: string;
  readonly name: string;
  readonly description: string;
  readonly token: SimToken;
  readonly pool: string;
}

export interface Order {
  readonly name: string;
  readonly description: string;
  readonly ticker: string;
  readonly wallet: string;
}

export interface MarketplaceOptions {
  /** What a wallet holds when it is first seen. */
  readonly walletLamports: bigint;
}

export interface Marketplace {
  readonly tokens: readonly SimToken[];
  /** The account of an API key. Any key has one; the key itself is not kept. */
  userOf(apiKey: string): Promise<string>;
  balanceOf(wallet: string): bigint;
  setBalance(wallet: string, lamports: bigint): void;
  /** A listing of this user with this name. */
  named(userId: string, name: string): Listing | null;
  launchesToday(userId: string): number;
  /** Takes the fee and makes listing and token. The caller has checked everything. */
  launch(userId: string, order: Order, receivedId: number): Listing;
  /** Newest first. */
  listings(userId: string): readonly Listing[];
}

/** Users, wallets and listings behind the routes. */
export function createMarketplace(
  { clock, minter }: SimDeps,
  log: ReceivedLog,
  options: MarketplaceOptions,
): Marketplace {
  const salt = minter.bytes(32);
  const users = new Map<string, string>();
  const balances = new Map<string, bigint>();
  const listings: Listing[] = [];

  const balanceOf = (wallet: string) => balances.get(wallet) ?? options.walletLamports;
  const ofUser = (userId: string) => listings.filter((listing) => listing.userId === userId);

  return {
    get tokens() {
      return listings.map((listing) => listing.token);
    },
    async userOf(apiKey) {
      const salted = new Uint8Array([...salt, ...new TextEncoder().encode(apiKey)]);
      const digest = hex.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", salted)));
      const userId = users.get(digest) ?? minter.uuid();
      users.set(digest, userId);
      return userId;
    },
    balanceOf,
    setBalance: (wallet, lamports) => void balances.set(wallet, lamports),
    named: (userId, name) => ofUser(userId).find((listing) => listing.name === name) ?? null,
    launchesToday(userId) {
      const today = utcDay(clock.now());
      return ofUser(userId).filter((listing) => utcDay(listing.token.createdAt) === today).length;
    },
    launch(userId, { name, description, ticker, wallet }, receivedId) {
      balances.set(wallet, balanceOf(wallet) - LAUNCH_LAMPORTS);
      const id = minter.uuid();
      const pool = minter.solana();
      const token: SimToken = {
        mint: minter.solana(),
        pool,
        name,
        ticker,
        mode: null,
        owner: wallet,
        createdAt: clock.now(),
        receivedId,
      };
      const url = `https://swarms.world/agent/${id}`;
      const listing: Listing = { id, userId, url, name, description, token, pool };
      listings.push(listing);
      log.change(receivedId, { worked: true, mint: token.mint });
      return listing;
    },
    listings: (userId) => ofUser(userId).toReversed(),
  };
}

/** Lamports as the API writes them: a JSON number of SOL. */
export const inSol = (lamports: bigint): number => Number(decimal(lamports, SOL));

const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
