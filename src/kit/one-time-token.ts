/** A text nobody can guess: 256 random bits, fit for a URL. Whoever has it may do one thing, once. */
export function newToken(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}

/** What is kept instead of a token: whoever reads it cannot tell the token. */
export async function tokenHash(token: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return Buffer.from(hash).toString("hex");
}
