import { z } from "zod";
import type { Clock } from "../../../kit/clock.ts";
import type { Route } from "../exchange.ts";
import { bearerToken, readJwt } from "../jwt.ts";
import { json } from "../reply.ts";
import { complaint, createTokenSchema } from "./create-token.ts";
import type { Deploys } from "./deploys.ts";
import { NA_EAST } from "./regions.ts";

/** What is looked at before the rules of the body: the action and the session. */
const sentSchema = z.looseObject({ type: z.unknown(), session_id: z.unknown() }).partial();

/**
 * `POST /deploy/submit`.
 *
 * 400 and 401 are documented, their bodies are not; which status goes with a field that breaks a rule is not either, and
 * is 400 here.
 */
export function submitRoute(clock: Clock, deploys: Deploys): Route {
  return ({ body, headers, region, receivedId }) => {
    if (body.kind !== "json") return json(400, { error: "the body must be JSON" });
    const sent = sentSchema.catch({}).parse(body.value);
    if (sent.type === "sell_token") {
      return json(400, { error: "sell_token is not documented and not played here" });
    }
    if (sent.type !== "create_token") return json(400, { error: "invalid type" });

    const username = sessionUser(headers, sent.session_id, clock.now());
    if (username === null) return json(401, { error: "unauthorized" });

    const parsed = createTokenSchema.safeParse(sent);
    if (!parsed.success) return json(400, { error: complaint(parsed.error) });
    const order = parsed.data;
    if (order.sniper_wallets !== undefined && region !== NA_EAST) {
      return json(400, { error: "sniper_wallets are taken in NA East only" });
    }
    return { work: (twist) => deploys.run({ order, username, receivedId }, twist) };
  };
}

/** The session's user; null when there is no session, it has not the form of a JWT, or it has run out. */
function sessionUser(headers: Headers, inBody: unknown, now: number): string | null {
  const token = headers.has("authorization") ? bearerToken(headers) : inBody;
  const claims = typeof token === "string" ? readJwt(token) : null;
  if (!claims || (claims.exp !== undefined && claims.exp * 1000 <= now)) return null;
  return claims.username ?? claims.sub ?? "sandbox";
}
