import type { Ready, Route, Visit } from "../exchange.ts";
import { bearerToken } from "../jwt.ts";
import type { Reply } from "../reply.ts";
import { authError } from "./errors.ts";
import type { Marketplace } from "./marketplace.ts";

export type UserRoute = (visit: Visit, userId: string) => Reply | Ready | Promise<Reply | Ready>;

/**
 * Guards a route with the API key. The sandbox takes any key of one word, each for an account of its own; a key that the
 * provider has deleted is played by the fault `session-expired`.
 */
export function withAccount(market: Marketplace, route: UserRoute): Route {
  return async (visit) => {
    const apiKey = bearerToken(visit.headers);
    if (apiKey === null) return authError();
    const checked = await route(visit, await market.userOf(apiKey));
    if (!("work" in checked)) return checked;
    return {
      work: (twist) => (twist?.kind === "session-expired" ? authError() : checked.work(twist)),
    };
  };
}
