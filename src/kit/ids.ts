/** Crockford-like letters: no vowels that spell words, nothing that looks like something else. */
const LETTERS = "23456789bcdfghjkmnpqrstvwxyz";

/**
 * A short id that people can read aloud and nobody can guess: 12 letters of 28, about 57 bits.
 *
 * Enough against guessing, since an id alone gives no right: authority is always the row's owner.
 */
export function newId(): string {
  let id = "";
  while (id.length < 12) {
    for (const byte of crypto.getRandomValues(new Uint8Array(24))) {
      // Bytes beyond the last whole run of the alphabet are dropped, so that every letter is equally likely.
      if (byte < 252 && id.length < 12) id += LETTERS.charAt(byte % LETTERS.length);
    }
  }
  return id;
}

export const ID_PATTERN = /^[2-9bcdfghjkmnp-tv-z]{12}$/;

/** The same id for the same text, every time: for things that a redelivered update must not make twice. */
export async function idFrom(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash).subarray(0, 12)]
    .map((byte) => LETTERS.charAt(byte % LETTERS.length))
    .join("");
}
