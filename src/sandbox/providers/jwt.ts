import { base64urlnopad, utf8 } from "@scure/base";
import { z } from "zod";

const headSchema = z.looseObject({ alg: z.string() });
const claimsSchema = z.looseObject({
  sub: z.string().optional(),
  username: z.string().optional(),
  iat: z.number().optional(),
  /** Seconds since the epoch. */
  exp: z.number().optional(),
});
export type Claims = Readonly<z.infer<typeof claimsSchema>>;

/** Reads the claims of what has the form of a JWT; null for anything else. The signature is not looked at. */
export function readJwt(token: string): Claims | null {
  const [head, claims, signature, ...more] = token.split(".");
  if (head === undefined || claims === undefined || !signature || more.length > 0) return null;
  try {
    base64urlnopad.decode(signature);
    headSchema.parse(parsePart(head));
    return claimsSchema.parse(parsePart(claims));
  } catch {
    return null;
  }
}

/** The token of an `Authorization: Bearer` header; null for any other form. */
export function bearerToken(headers: Headers): string | null {
  return /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

export interface JwtSigner {
  sign(claims: Claims): Promise<string>;
  /** Whether this signer made the token. Does not look at its expiry. */
  made(token: string): Promise<boolean>;
}

/** Signs with HS256 under a key that nobody else has and that ends with the process. */
export async function createJwtSigner(): Promise<JwtSigner> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign", "verify"]);

  return {
    async sign(claims) {
      const body = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
      const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(body));
      return `${body}.${base64urlnopad.encode(new Uint8Array(mac))}`;
    },
    async made(token) {
      if (!readJwt(token)) return false;
      const end = token.lastIndexOf(".");
      const mac = base64urlnopad.decode(token.slice(end + 1));
      const body = new TextEncoder().encode(token.slice(0, end));
      return crypto.subtle.verify("HMAC", key, new Uint8Array(mac), body);
    },
  };
}

function part(value: object): string {
  return base64urlnopad.encode(new TextEncoder().encode(JSON.stringify(value)));
}

function parsePart(text: string): unknown {
  return JSON.parse(utf8.encode(base64urlnopad.decode(text)));
}
