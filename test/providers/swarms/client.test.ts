import { once } from "node:events";
import { text } from "node:stream/consumers";
import { base58 } from "@scure/base";
import busboy from "busboy";
import { describe, expect, it } from "vitest";
import { CallError } from "../../../src/domain/errors.ts";
import type { WireAnswer } from "../../../src/http/wire.ts";
import { createSwarms } from "../../../src/providers/swarms/index.ts";
import { aClock } from "../../support/a-clock.ts";
import { aCredential } from "../../support/a-credential.ts";
import { aRequest } from "../../support/a-launch.ts";
import { aWire, json, type Sent } from "../../support/a-wire.ts";
import { callError } from "../../support/caught.ts";
import { launchBy } from "../../support/launch-by.ts";

const id = "6f1f2b34-0c5d-4e6f-8a7b-9c0d1e2f3a4b";
const mint = "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin";
const listing = `https://swarms.world/agent/${id}`;
const success = json(200, {
  success: true,
  id,
  listing_url: listing,
  tokenized: true,
  token_address: mint,
  pool_address: null,
});
const keyText = base58.encode(Buffer.alloc(64, 7));
const sentAt = Date.parse("2026-07-02T08:00:00Z");

const product = {
  id,
  type: "agent",
  name: "Moss Coin",
  created_at: "2026-07-02T07:59:00.000000+00:00",
};
const tokenized = {
  id,
  name: "Moss Coin",
  type: "agent",
  token_address: mint,
  listing_url: listing,
};

function aSwarms(answer: (sent: Sent) => WireAnswer | CallError = () => success) {
  const { wires, sent } = aWire(answer);
  const provider = createSwarms({ wires, baseUrl: "https://swarms.example", clock: aClock() });
  return { provider, sent };
}

/** Listings and tokens as the account has them. */
const anAccount = (products: readonly object[], tokens: readonly object[]) =>
  aSwarms(({ path }) =>
    path.startsWith("/api/product/list")
      ? json(200, { user_id: "u", total: products.length, counts: {}, products })
      : json(200, { data: tokens }),
  );

/** A form as another program reads it: fields by name, a file as its name, type and content. */
async function readForm(sent: Sent | undefined): Promise<ReadonlyMap<string, string>> {
  const form = new Map<string, string>();
  const reader = busboy({ headers: { ...sent?.headers } });
  reader.on("field", (name, value) => form.set(name, value));
  reader.on("file", (name, content, { filename, mimeType }) => {
    void text(content).then((read) => form.set(name, `${filename} ${mimeType} ${read}`));
  });
  reader.end(sent?.text);
  await once(reader, "close");
  return form;
}

const request = aRequest({ target: "swarms", description: "An agent of moss." });
const order = { request, picture: null, region: null };
const trace = { request, eventId: null, sentAt, knownMints: [] };

describe("a launch", () => {
  it("is one POST with the account's key in the header and the wallet's in the body", async () => {
    const { provider, sent } = aSwarms();
    const credential = aCredential();

    const receipt = await launchBy(provider, order, credential);

    expect(receipt).toEqual({ kind: "live", mint, pool: null, listingUrl: listing });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: "POST",
      path: "/api/token/launch",
      timeoutMs: 120_000,
      headers: {
        "content-type": "application/json",
        authorization: "Bearer sk-placeholder-0123456789",
      },
    });
    expect(JSON.parse(sent[0]?.text ?? "")).toEqual({
      name: "Moss Coin",
      ticker: "MOSS",
      description: "An agent of moss.",
      private_key: keyText,
    });
    expect(credential.opened).toEqual(["api-key", "wallet-key"]);
  });

  it("carries a link as it is, and fee and coin where they were chosen", async () => {
    const { provider, sent } = aSwarms();
    const chosen = { ...request, options: { feeSelection: "frenzy", quoteMint: "USDC" } } as const;
    const picture = { form: "link", url: "https://img.example.org/m.png" } as const;

    await launchBy(provider, { request: chosen, picture, region: null }, aCredential());

    expect(JSON.parse(sent[0]?.text ?? "")).toMatchObject({
      image: "https://img.example.org/m.png",
      fee_selection: "frenzy",
      quote_mint: "USDC",
    });
  });

  it("carries a picture as a file of a form that any reader of forms understands", async () => {
    const { provider, sent } = aSwarms();
    const many = { ...request, description: "Zwei Zeilen\r\n--und Ünï" };
    const picture = { form: "bytes", bytes: Buffer.from("GIF89a"), mime: "image/gif" } as const;

    await launchBy(provider, { request: many, picture, region: null }, aCredential());

    const form = await readForm(sent[0]);
    expect(form.get("description")).toBe("Zwei Zeilen\r\n--und Ünï");
    expect(form.get("private_key")).toBe(keyText);
    expect(form.get("image")).toBe("image.gif image/gif GIF89a");
  });

  it("wipes the body when the call is over, also when it failed", async () => {
    const lost = new CallError("unclear", { code: "no-answer", said: null });
    for (const answer of [success, lost]) {
      const { provider, sent } = aSwarms(() => answer);

      await launchBy(provider, order, aCredential()).catch(() => undefined);

      expect(sent[0]?.body?.every((byte) => byte === 0)).toBe(true);
    }
  });

  it("keeps keys that the answer repeats out of the reason", async () => {
    const { provider } = aSwarms(({ text: body, headers }) =>
      json(400, { error: "Bad request", message: `${body} ${headers?.["authorization"] ?? ""}` }),
    );

    const { reason } = await callError(() => launchBy(provider, order, aCredential()));

    expect(reason.said).not.toContain(keyText.slice(0, 20));
    expect(reason.said).not.toContain("sk-placeholder");
  });

  it("marks the key that was refused: the account's or the wallet's", async () => {
    const account = aCredential();
    const wallet = aCredential();
    const locked = aSwarms(() => json(401, { error: "Authentication failed" }));
    const odd = aSwarms(() => json(400, { error: "Invalid private key" }));

    await callError(() => launchBy(locked.provider, order, account));
    await callError(() => launchBy(odd.provider, order, wallet));

    expect(account.refused).toEqual(["api-key"]);
    expect(wallet.refused).toEqual(["wallet-key"]);
  });
});

describe("a look-up", () => {
  it("joins the listing of that name and time with its token", async () => {
    const { provider, sent } = anAccount([product], [tokenized]);
    const credential = aCredential();

    const found = await provider.find?.(trace, credential);

    expect(found).toEqual({ mint, pool: null, listingUrl: listing });
    expect(sent.map((one) => one.method)).toEqual(["GET", "GET"]);
    expect(credential.opened).not.toContain("wallet-key");
  });

  it("finds nothing under another name, from before, or known as another launch's", async () => {
    const renamed = anAccount([{ ...product, name: "Fern" }], [tokenized]);
    const older = anAccount([{ ...product, created_at: "2026-07-02T07:57:59Z" }], [tokenized]);
    const bare = anAccount([product], []);
    const known = anAccount([product], [tokenized]);

    const found = [
      await renamed.provider.find?.(trace, aCredential()),
      await older.provider.find?.(trace, aCredential()),
      await bare.provider.find?.(trace, aCredential()),
      await known.provider.find?.({ ...trace, knownMints: [mint] }, aCredential()),
    ];

    expect(found).toEqual([null, null, null, null]);
  });

  it("does not guess between two", async () => {
    const twin = "11111111-2222-4333-8444-555555555555";
    const { provider } = anAccount(
      [product, { ...product, id: twin }],
      [tokenized, { ...tokenized, id: twin, token_address: mint.replace("9xQ", "8xQ") }],
    );

    expect(await provider.find?.(trace, aCredential())).toBeNull();
  });

  it("throws when the account cannot be read", async () => {
    const { provider } = aSwarms(() => json(500, { error: "oops" }));

    expect((await callError(() => provider.find?.(trace, aCredential()))).fate).toBe("unclear");
  });
});

describe("a check", () => {
  it("reads the account's listings, opening no wallet", async () => {
    const { provider, sent } = anAccount([], []);
    const credential = aCredential();

    expect(await provider.check?.(credential)).toBeNull();
    expect(credential.opened).toEqual(["api-key"]);
    expect(sent[0]?.path).toBe("/api/product/list?type=agent");
  });

  it("gives the reason of a refusal and marks the key", async () => {
    const { provider } = aSwarms(() => json(401, { error: "Authentication failed" }));
    const credential = aCredential();

    expect(await provider.check?.(credential)).toMatchObject({ code: "key-refused" });
    expect(credential.refused).toEqual(["api-key"]);
  });
});
