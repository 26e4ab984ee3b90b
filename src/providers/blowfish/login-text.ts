/** The two texts that the provider's sources name. Which one is live is unknown; see NOTES.md, "Sign-in". */
export type LoginText = "prefixed" | "bare";

const PREFIX = "Sign this message to authenticate: ";

/** Longest nonce we sign behind the prefix; the documented one has 44 characters. */
const MAX_NONCE = 256;

/**
 * The text to sign for a nonce.
 *
 * A bare nonce must be base64 of exactly 32 bytes: a server that may choose the bytes to sign could otherwise have a
 * transaction signed. Behind the prefix no text is a transaction.
 *
 * @returns null for a nonce that we do not sign.
 */
export function loginText(which: LoginText, nonce: string): Buffer | null {
  if (which === "prefixed") {
    return nonce.length <= MAX_NONCE ? Buffer.from(PREFIX + nonce) : null;
  }
  const bytes = Buffer.from(nonce, "base64");
  // Node drops what is not base64; writing it back tells whether anything was.
  const exact = bytes.length === 32 && bytes.toString("base64") === nonce;
  return exact ? Buffer.from(nonce) : null;
}

export const otherText = (which: LoginText): LoginText =>
  which === "prefixed" ? "bare" : "prefixed";
