import { BNB, ETH, MON, SOL, type Unit } from "./money.ts";

/**
 * Where a token lives. That nadfun is on Monad and clanker on Base is general knowledge; their provider names no chain.
 */
export interface Chain {
  readonly label: string;
  readonly unit: Unit;
  /** A mint's form: 32 bytes of base58, or an EVM address. */
  readonly address: "base58" | "evm";
  readonly explorer: { readonly label: string; readonly url: (mint: string) => string } | null;
}

const solscan = { label: "Solscan", url: (mint: string) => `https://solscan.io/token/${mint}` };

export const CHAINS = {
  solana: { label: "Solana", unit: SOL, address: "base58", explorer: solscan },
  bnb: {
    label: "BNB Chain",
    unit: BNB,
    address: "evm",
    explorer: { label: "BscScan", url: (mint: string) => `https://bscscan.com/token/${mint}` },
  },
  monad: { label: "Monad", unit: MON, address: "evm", explorer: null },
  base: {
    label: "Base",
    unit: ETH,
    address: "evm",
    explorer: { label: "BaseScan", url: (mint: string) => `https://basescan.org/token/${mint}` },
  },
  ethereum: {
    label: "Ethereum",
    unit: ETH,
    address: "evm",
    explorer: { label: "Etherscan", url: (mint: string) => `https://etherscan.io/token/${mint}` },
  },
} as const satisfies Record<string, Chain>;

export type ChainId = keyof typeof CHAINS;

/** Whether text has the form of a mint or contract address on this chain. Form only; nobody is asked. */
export function isAddress(chain: ChainId, text: string): boolean {
  return CHAINS[chain].address === "evm"
    ? /^0x[0-9a-fA-F]{40}$/.test(text)
    : /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text);
}
