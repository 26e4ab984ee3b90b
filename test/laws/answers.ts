/** Answers of providers: as documented, then changed at any depth, cut, wrapped, or nothing of the kind. */
import fc from "fast-check";
import type { WireAnswer } from "../../src/http/wire.ts";
import { hostile, noMint, solanaMint } from "./arbitraries.ts";

const MINT = "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin";
const EVM_MINT = "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B";
const UUID = "3f0c5a52-7c1e-4a86-9d2b-5f0e6a1b2c3d";
const LISTING = `https://swarms.world/agent/${UUID}`;

type Body = Readonly<Record<string, unknown>>;

/** Bodies by provider and route, as the providers' pages and NOTES.md have them, and successes that tell of no token. */
export const DOCUMENTED = {
  j7tracker: [
    { type: "token_create_success", mint_address: MINT, mode: "pump", username: "demo_user" },
    { type: "token_create_success", mint_address: EVM_MINT, mode: "bnb", username: "demo_user" },
    { type: "token_create_error", error: "Insufficient balance", username: "demo_user" },
    { type: "token_create_error", error: "Transaction was not confirmed in 30.00 seconds" },
    { type: "token_create_success", mode: "pump", username: "demo_user" },
    { error: "timeout", last_status: { step: "uploading", of: ["metadata"] } },
    { error: "unauthorized" },
  ],
  blowfish: [
    { success: true, message: "Token launch queued", eventId: UUID },
    { error: "Validation failed", details: [{ field: "ticker", message: "too long" }] },
    { error: "Conflict", message: "ticker taken" },
  ],
  blowfishChallenge: [{ nonce: Buffer.alloc(32, 1).toString("base64") }, { error: "bad wallet" }],
  blowfishVerify: [
    { token: "aaaa1111.bbbb2222.cccc3333", expiresIn: 900 },
    { error: "Invalid signature" },
    { error: "Unauthorized" },
  ],
  blowfishStatus: [
    { status: "success", processedAt: null },
    { status: "failed", processedAt: "2026-05-04T10:21:08Z" },
    { status: "rate_limited" },
    { status: "pending" },
  ],
  blowfishTokens: [
    { tokens: [{ tokenMint: MINT, poolAddress: MINT, ticker: "MOSS", deployedAt: null }] },
    { tokens: [] },
  ],
  swarms: [
    { success: true, id: UUID, listing_url: LISTING, token_address: MINT, pool_address: null },
    { success: true, id: UUID, listing_url: LISTING, token_address: null, pool_address: null },
    { success: true, id: UUID, listing_url: null, token_address: null, pool_address: null },
    { error: "Validation error", details: { fieldErrors: { name: ["too short", "odd"] } } },
    { error: "Tokenization failed", message: "the pool could not be made", details: "blockhash" },
    { error: "Unauthorized", message: "no key", how_to_get_key: "https://swarms.world/keys" },
    { error: "Daily limit", resetTime: "2026-05-05T00:00:00Z", existingId: null },
  ],
  swarmsProducts: [
    { products: [{ id: UUID, name: "Moss Coin", created_at: "2026-05-04T10:21:08Z" }], total: 1 },
  ],
  swarmsTokenized: [{ data: [{ id: UUID, token_address: MINT, listing_url: LISTING }] }],
} as const satisfies Readonly<Record<string, readonly Body[]>>;

/** Stands for brackets within brackets, thousands of them. */
const ABYSS = "%abyss%";
const abyss = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;

const replacement = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  hostile(600),
  noMint,
  solanaMint,
  fc
    .tuple(fc.constantFrom("", ":key@", "me@", "www."), hostile(280))
    .map(([before, path]) => `https://${before}swarms.world/${path}`),
  fc.constantFrom(null, true, "", [], {}, -1, 1e308, ABYSS, "x".repeat(5_000)),
);

type Change = (value: unknown) => unknown;
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: replacement.map(
      (other): Change =>
        () =>
          other,
    ),
  },
  { weight: 1, arbitrary: fc.constant<Change>(() => undefined) },
  { weight: 1, arbitrary: fc.constant<Change>((value) => [value, value]) },
  { weight: 1, arbitrary: hostile(40).map((key): Change => (value) => ({ [key]: value })) },
);

const place = fc.array(fc.nat(11), { minLength: 1, maxLength: 4 });

/** Changes the value that `way` leads to; a number picks one of the entries, whatever they are called. */
export function changedAt(value: unknown, way: readonly number[], change: Change): unknown {
  const [first, ...rest] = way;
  if (first === undefined || typeof value !== "object" || value === null) return change(value);
  const entries = Object.entries(value);
  const picked = entries[first % Math.max(1, entries.length)];
  if (picked === undefined) return change(value);
  const changed = entries.map(([key, inner]: [string, unknown]) =>
    key === picked[0] ? [key, changedAt(inner, rest, change)] : [key, inner],
  );
  return Array.isArray(value)
    ? changed.map(([, inner]) => inner)
    : (Object.fromEntries(changed) as unknown);
}

/** One of the bodies, with up to three changes. */
function bodyLike(bodies: readonly Body[]): fc.Arbitrary<string> {
  const changes = fc.array(fc.tuple(place, change), { maxLength: 3 });
  return fc
    .tuple(fc.constantFrom(...bodies), changes)
    .map(([body, all]) =>
      (
        (JSON.stringify(
          all.reduce<unknown>((changed, [way, how]) => changedAt(changed, way, how), body),
        ) as string | undefined) ?? ""
      ).replaceAll(JSON.stringify(ABYSS), abyss),
    );
}

const spoiled = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(text) },
    { weight: 1, arbitrary: fc.nat(text.length).map((end) => text.slice(0, end)) },
    { weight: 1, arbitrary: hostile(20).map((before) => before + text) },
  );

const noBody = fc.oneof(
  fc.constantFrom("", "null", "{}", "[]", "0", '""', "<html><h1>504 Gateway Time-out</h1></html>"),
  fc.constant(abyss),
  hostile(600),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.json(),
);

export const STATUSES = [
  ...[100, 200, 201, 202, 204, 299, 301, 302, 307, 400, 401, 402, 403, 404, 405, 408, 409, 413],
  ...[418, 422, 425, 429, 451, 499, 500, 502, 503, 504, 520, 522, 599],
];

/** An answer that may be anything, mostly something like `bodies`. */
export function anAnswer(bodies: readonly Body[]): fc.Arbitrary<WireAnswer> {
  return fc.record({
    status: fc.oneof(
      { weight: 2, arbitrary: fc.constant(200) },
      { weight: 3, arbitrary: fc.constantFrom(...STATUSES) },
      { weight: 1, arbitrary: fc.integer({ min: 100, max: 599 }) },
    ),
    contentType: fc.constantFrom("application/json", "text/html", "text/plain", ""),
    text: fc.oneof(
      { weight: 5, arbitrary: bodyLike(bodies).chain(spoiled) },
      { weight: 1, arbitrary: noBody },
    ),
  });
}
