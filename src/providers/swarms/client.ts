import type { Credential } from "../../domain/credential.ts";
import { CallError } from "../../domain/errors.ts";
import type { Secret } from "../../domain/secret.ts";
import type { WireAnswer, Wires } from "../../http/wire.ts";
import type { Clock } from "../../kit/clock.ts";
import { withoutSecrets } from "../answers.ts";
import { canBeFrom } from "../find-launched.ts";
import type { Provider } from "../provider.ts";
import { checkWord, noteRefused, openAll } from "../secrets.ts";
import { readProducts, readTokenized } from "./products.ts";
import { ownUrl } from "./own-url.ts";
import { readLaunch } from "./read-answer.ts";
import { fillLaunch, keyAsText, writeLaunch } from "./request.ts";
import { slots } from "./slots.ts";

/** What the provider's own samples wait; how long the server takes is documented nowhere. */
const LAUNCH_TIMEOUT_MS = 120_000;
const READ_TIMEOUT_MS = 20_000;

const PRODUCTS = "/api/product/list?type=agent";
/** One page, the largest there is: the daily limit is as large, and what is looked for is of today. */
const TOKENIZED = "/api/get-tokenized-products?type=agent&page=1&limit=500";

export interface SwarmsDeps {
  readonly wires: Wires;
  readonly baseUrl: string;
  readonly clock: Clock;
}

/**
 * Launches through one blocking POST that carries the wallet's own key, and looks lost answers up in the account's
 * listings.
 */
export function createSwarms({ wires, baseUrl, clock }: SwarmsDeps): Provider {
  const wire = wires.to(baseUrl);

  async function get(path: string, credential: Credential): Promise<WireAnswer> {
    return credential.open("api-key", async (key) => {
      const answer = await wire.send({
        method: "GET",
        path,
        headers: { authorization: bearer(key), accept: "application/json" },
        timeoutMs: READ_TIMEOUT_MS,
      });
      if (answer.status === 401) await noteRefused(credential, "api-key");
      return withoutSecrets(answer, [key.expose()]);
    });
  }

  return {
    name: "swarms",
    slots,
    // No route is documented as one to ask again and again, and the bot shield counts requests.
    home: { base: baseUrl, ping: null },

    write: writeLaunch,

    async launch({ written }, credential, sent) {
      const answer = await openAll(credential, ["api-key", "wallet-key"], async (opened) => {
        const authorization = bearer(opened["api-key"]);
        const keyText = keyAsText(opened["wallet-key"]);
        const body = fillLaunch(written, keyText);
        try {
          const plain = await wire.send({
            method: "POST",
            path: "/api/token/launch",
            headers: {
              "content-type": written.contentType,
              accept: "application/json",
              authorization,
            },
            body,
            timeoutMs: LAUNCH_TIMEOUT_MS,
            sent,
          });
          return withoutSecrets(plain, [opened["api-key"].expose(), keyText]);
        } finally {
          body.fill(0);
          keyText.fill(0);
        }
      });
      try {
        return { kind: "live", ...readLaunch(answer, clock.now()) };
      } catch (error) {
        if (error instanceof CallError && error.reason.code === "key-refused") {
          await noteRefused(credential, answer.status === 401 ? "api-key" : "wallet-key");
        }
        throw error;
      }
    },

    async find(trace, credential) {
      const listings = readProducts(await get(PRODUCTS, credential), clock.now())
        .filter((product) => product.name === trace.request.name)
        .filter((product) => canBeFrom(trace.sentAt, product.created_at));
      if (listings.length === 0) return null;
      const ids = new Set(listings.map((product) => product.id));
      const tokens = readTokenized(await get(TOKENIZED, credential), clock.now())
        .filter((token) => ids.has(token.id))
        .filter((token) => !trace.knownMints.includes(token.token_address));
      const [token, another] = tokens;
      // Two that could be it: a guess would give one launch the other's mint.
      if (token === undefined || another !== undefined) return null;
      return { mint: token.token_address, pool: null, listingUrl: ownUrl(token.listing_url) };
    },

    async check(credential) {
      try {
        readProducts(await get(PRODUCTS, credential), clock.now());
        return null;
      } catch (error) {
        if (error instanceof CallError && error.fate === "refused") return error.reason;
        throw error;
      }
    },
  };
}

/** A header can only be a string; this copy of the key lives until it is collected. */
function bearer(key: Secret): string {
  checkWord(key, "api-key");
  return `Bearer ${key.expose().toString("latin1")}`;
}
