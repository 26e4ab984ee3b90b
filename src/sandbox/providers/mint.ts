import { base58, hex } from "@scure/base";

/** Makes what a chain would: addresses and ids that have the right form and mean nothing. */
export interface Minter {
  bytes(count: number): Uint8Array;
  /** 32 bytes in base58. `ending` replaces its last characters, as launch sites do with theirs ("pump"). */
  solana(ending?: string): string;
  /** An EVM contract address, lower case. */
  evm(): string;
  /** A version 4 UUID. */
  uuid(): string;
}

/** @param random Numbers in [0, 1), for runs that can be repeated; the system's randomness when not given. */
export function createMinter(random?: () => number): Minter {
  const bytes = (count: number): Uint8Array =>
    random
      ? Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
      : crypto.getRandomValues(new Uint8Array(count));

  return {
    bytes,
    solana(ending = "") {
      const drawn = bytes(32);
      // Far enough from both ends that a changed ending can neither add a byte nor take one away.
      drawn[0] = 2 + ((drawn[0] ?? 0) % 252);
      const address = base58.encode(drawn);
      return address.slice(0, address.length - ending.length) + ending;
    },
    evm: () => `0x${hex.encode(bytes(20))}`,
    uuid() {
      const drawn = bytes(16);
      drawn[6] = ((drawn[6] ?? 0) & 0x0f) | 0x40;
      drawn[8] = ((drawn[8] ?? 0) & 0x3f) | 0x80;
      return hex.encode(drawn).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
  };
}

/** Reads base58 of exactly so many bytes; null for anything else. */
export function readBase58(text: string, length: number): Uint8Array | null {
  // Decoding is quadratic: what is far too long is not even tried.
  if (text.length > 2 * length) return null;
  try {
    const bytes = base58.decode(text);
    return bytes.length === length ? bytes : null;
  } catch {
    return null;
  }
}
