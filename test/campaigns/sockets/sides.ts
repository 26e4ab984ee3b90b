import type { ProviderName } from "../../../src/domain/credential.ts";
import type { LaunchRequest } from "../../../src/domain/launch.ts";
import type { Picture } from "../../../src/domain/picture.ts";
import type { WirePicture } from "../../../src/providers/provider.ts";
import { aRequest } from "../../support/a-launch.ts";
import { httpAnswer, type Received } from "../../support/a-tcp-server.ts";

/** A provider seen from its server: where launches come in, and what is said to everything. */
export interface Side {
  readonly request: LaunchRequest;
  /** Bytes that make the request too large for one read; null where the provider takes none. */
  readonly picture: Extract<WirePicture, { form: "bytes" }> | null;
  readonly launchPath: string;
  /** The body that says a launch went well. */
  readonly done: string;
  /** The status of a launch that was answered with it. */
  readonly taken: "live" | "accepted";
  /** Answers whatever is no launch. */
  readonly polite: (request: Received) => string;
}

/** In every body of success, so that a launch shows whose answer it took. */
export const MINT = "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin";
const EVENT = "6f1f2b34-0c5d-4e6f-8a7b-9c0d1e2f3a4b";

const MEGABYTE = Buffer.alloc(1 << 20, "moss");
const stored: Picture = {
  kind: "stored",
  hash: "0".repeat(64),
  mime: "image/png",
  bytes: MEGABYTE.length,
  width: 1,
  height: 1,
};
const picture = { form: "bytes", bytes: MEGABYTE, mime: stored.mime } as const;

const json = (body: object) => httpAnswer(200, JSON.stringify(body));

export const SIDES: Readonly<Record<ProviderName, Side>> = {
  j7tracker: {
    request: aRequest({ picture: stored }),
    picture,
    launchPath: "/deploy/submit",
    done: JSON.stringify({ type: "token_create_success", mint_address: MINT }),
    taken: "live",
    polite: () => httpAnswer(200, "ok", "text/plain"),
  },
  blowfish: {
    request: aRequest({ target: "blowfish", description: "A coin." }),
    picture: null,
    launchPath: "/api/v1/tokens/launch",
    done: JSON.stringify({ success: true, eventId: EVENT }),
    taken: "accepted",
    polite({ path }) {
      if (path === "/health") return json({ ok: true });
      if (path === "/api/auth/challenge")
        return json({ nonce: Buffer.alloc(32, 1).toString("base64") });
      if (path === "/api/auth/verify") return json({ token: "aaaa1111.bbbb2222.cccc3333" });
      return json(path.includes("/status/") ? { status: "pending" } : { tokens: [] });
    },
  },
  swarms: {
    request: aRequest({ target: "swarms", description: "An agent of moss.", picture: stored }),
    picture,
    launchPath: "/api/token/launch",
    done: JSON.stringify({
      success: true,
      token_address: MINT,
      listing_url: "https://swarms.world/agent/6f1f2b34",
    }),
    taken: "live",
    polite: ({ path }) =>
      path.startsWith("/api/product")
        ? json({ user_id: "u", total: 0, counts: {}, products: [] })
        : json({ data: [] }),
  },
};
