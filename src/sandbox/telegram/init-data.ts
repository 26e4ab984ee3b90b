/**
 * Signs what a Mini App gets, as Telegram does: a query string with a hash over its lines, sorted.
 *
 * Web Crypto, and so a second opinion on the check in `vault/`, which it shares no line with.
 */
export async function signInitData(
  token: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const lines = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  const key = await hmac(new TextEncoder().encode("WebAppData"), token);
  const hash = Buffer.from(await hmac(new Uint8Array(key), lines.sort().join("\n")));
  return new URLSearchParams({ ...fields, hash: hash.toString("hex") }).toString();
}

async function hmac(secret: Uint8Array<ArrayBuffer>, text: string): Promise<ArrayBuffer> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  return crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
}
