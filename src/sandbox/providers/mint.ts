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
      for (;;) {
        const drawn = base58.encode(bytes(32));
        const address = drawn.slice(0, drawn.length - ending.length) + ending;
        // A changed ending can carry over into a 33rd byte when all bytes before it are at their highest.
        if (base58.decode(address).length === 32) return address;
      }
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
