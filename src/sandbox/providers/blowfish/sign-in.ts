import { base64, base64urlnopad, hex } from "@scure/base";
import type { Ready, Route, Visit } from "../exchange.ts";
import type { Twist } from "../fault.ts";
import { bearerToken, createJwtSigner, readJwt } from "../jwt.ts";
import { readBase58 } from "../mint.ts";
import { json, type Reply } from "../reply.ts";
import type { SimDeps } from "../sim.ts";
import { fieldComplaint, readObject } from "./fields.ts";

const NONCE_MS = 5 * 60_000;

/**
 * What the wallet signs. The provider's pages disagree: `prefixed` is the docs site's text, `raw` the bare nonce of its
 * skill repository.
 */
export type SignInScheme = "prefixed" | "raw";

export interface SignIn {
  readonly challenge: Route;
  readonly verify: Route;
  /** Guards a route: hands on the wallet of the session, or answers 401. Plays `session-expired`. */
  readonly signedIn: (route: SignedInRoute) => Route;
}

export type SignedInRoute = (
  visit: Visit,
  wallet: string,
) => Reply | Ready | Promise<Reply | Ready>;

/** Nonces (5 minutes, one for each wallet, used once) and the sessions made from them. */
export async function createSignIn(
  { clock, minter }: SimDeps,
  scheme: SignInScheme,
  sessionMs: number,
): Promise<SignIn> {
  const nonces = new Map<string, { readonly nonce: string; readonly expiresAt: number }>();
  const signer = await createJwtSigner();

  async function verified(wallet: string, nonce: string, signature: string): Promise<Reply> {
    const open = nonces.get(wallet);
    if (open?.nonce !== nonce || open.expiresAt <= clock.now()) {
      return json(401, { error: "Invalid or expired nonce" });
    }
    // Used up by the call, whatever comes of it.
    nonces.delete(wallet);
    const text = scheme === "raw" ? nonce : `Sign this message to authenticate: ${nonce}`;
    if (!(await isSignedBy(wallet, text, signature))) {
      return json(401, { error: "Invalid signature" });
    }
    const iat = Math.floor(clock.now() / 1000);
    const exp = iat + Math.floor(sessionMs / 1000);
    const jti = hex.encode(minter.bytes(8));
    const token = await signer.sign({ sub: wallet, iat, exp, scope: ["read", "trade"], jti });
    return json(200, { token, expiresIn: exp - iat });
  }

  return {
    challenge(visit) {
      const { wallet, ...others } = readObject(visit.body);
      const refused = walletComplaint(wallet) ?? strangers(others);
      if (refused) return refused;
      return {
        work() {
          const nonce = base64.encode(minter.bytes(32));
          nonces.set(String(wallet), { nonce, expiresAt: clock.now() + NONCE_MS });
          return json(200, { nonce });
        },
      };
    },
    verify(visit) {
      const { wallet, nonce, signature, ...others } = readObject(visit.body);
      const refused =
        walletComplaint(wallet) ??
        missing("signature", signature) ??
        missing("nonce", nonce) ??
        strangers(others);
      return refused ?? { work: () => verified(String(wallet), String(nonce), String(signature)) };
    },
    signedIn(route) {
      return async (visit) => {
        const token = bearerToken(visit.headers);
        if (token === null) return json(401, { error: "Missing or invalid authorization header" });
        const claims = (await signer.made(token)) ? readJwt(token) : null;
        if (!claims || (claims.exp ?? 0) * 1000 <= clock.now()) {
          return json(401, { error: "Invalid or expired token" });
        }
        const checked = await route(visit, claims.sub ?? "");
        return "work" in checked ? { work: refusingExpired(checked.work) } : checked;
      };
    },
  };
}

function refusingExpired(work: Ready["work"]): Ready["work"] {
  return (twist: Twist | null) =>
    twist?.kind === "session-expired"
      ? json(401, { error: "Session expired or invalid" })
      : work(twist);
}

function missing(field: string, value: unknown): Reply | null {
  const given = typeof value === "string" && value !== "";
  return given ? null : json(400, { error: `${field} is required` });
}

function walletComplaint(wallet: unknown): Reply | null {
  const absent = missing("wallet", wallet);
  if (absent) return absent;
  return readBase58(String(wallet), 32)
    ? null
    : json(400, { error: "Invalid wallet address format" });
}

/** Whether unknown fields are refused is not documented; here they are. */
function strangers(others: object): Reply | null {
  const [field] = Object.keys(others);
  return field === undefined ? null : fieldComplaint([{ field, message: "Unknown field" }]);
}

async function isSignedBy(wallet: string, text: string, signature: string): Promise<boolean> {
  const publicKey = readBase58(wallet, 32);
  const bytes = readBase58(signature, 64);
  if (!publicKey || !bytes) return false;
  const jwk = { kty: "OKP", crv: "Ed25519", x: base64urlnopad.encode(publicKey) };
  try {
    const key = await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["verify"]);
    const signed = new TextEncoder().encode(text);
    return await crypto.subtle.verify("Ed25519", key, new Uint8Array(bytes), signed);
  } catch {
    return false;
  }
}
