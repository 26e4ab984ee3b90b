import fc from "fast-check";
import { describe, expect } from "vitest";
import { CallError, type Reason } from "../../src/domain/errors.ts";
import type { WireAnswer } from "../../src/http/wire.ts";
import { withoutSecrets } from "../../src/providers/answers.ts";
import { changedAt, DOCUMENTED, STATUSES } from "./answers.ts";
import { base58, hostile } from "./arbitraries.ts";
import { law } from "./runs.ts";
import { someProviders } from "./some-providers.ts";

/** One key, without the marks that stand between the keys of a list. */
const key = fc.oneof(
  base58(86, 88),
  base58(12, 40).map((tail) => `sk-${tail}`),
  fc.string({
    unit: fc.constantFrom(...Array.from("abXY01_-/+=")),
    minLength: 12,
    maxLength: 60,
  }),
);
/** What a joker stores as a key. Nobody can say whether stars are that key or a mask. */
const STARS = "*".repeat(14);

/** Two keys, of which the second may be part of the first or overlap with it. */
const twoKeys = fc
  .tuple(key, key, fc.nat(2), fc.nat(8))
  .map(([one, other, how, skipped]): readonly [string, string] => {
    if (how === 0) return [one, other];
    const end = one.slice(-Math.max(12, one.length - skipped));
    return how === 1 ? [one, end] : [one, `${end}${other.slice(0, 12)}`];
  });

/** Text without anything that could be a piece of a key. */
const around = hostile(30).map((text) => text.replace(/[\w\-/+=]/g, ""));

/** A text that gives keys away, also run together. */
const blabbing = ([one, other]: readonly [string, string]) =>
  fc
    .tuple(
      fc.constantFrom(one, other, overlap(one, other), `${one} ${other}`, STARS),
      around,
      around,
    )
    .map(([given, before, after]) => `${before}${given}${after}`);

/** Both in one: `abcd` and `cdef` as `abcdef`. */
function overlap(one: string, other: string): string {
  for (let shared = Math.min(one.length, other.length); shared > 0; shared--) {
    if (one.endsWith(other.slice(0, shared))) return one + other.slice(shared);
  }
  return one + other;
}

/** JSON with some characters in another spelling. */
const spelled = (json: string, how: number): string =>
  how === 0
    ? json
    : json.replace(/[a-zA-Z/]/g, (letter, at: number) =>
        at % how === 0 ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}` : letter,
      );

/** An answer that tells `text` at some place of a documented body: as a value, or as a name. */
function telling(bodies: readonly object[], text: fc.Arbitrary<string>): fc.Arbitrary<WireAnswer> {
  return fc
    .record({
      body: fc.constantFrom(...bodies),
      way: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
      asName: fc.boolean(),
      text,
      status: fc.constantFrom(...STATUSES),
      spelling: fc.nat(3),
    })
    .map(({ body, way, asName, text: told, status, spelling }) => {
      const changed = changedAt(body, way, (value) => (asName ? { [told]: value } : told));
      return {
        status,
        contentType: "application/json",
        text: spelled(JSON.stringify(changed), spelling),
      };
    });
}

const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)]);
};

/** A piece this long would tell something of a key; shorter ones stand in ordinary words. */
const PIECE = 9;

function expectUntold(texts: readonly string[], keys: readonly string[]): void {
  const pieces = keys.flatMap((one) =>
    Array.from({ length: one.length - PIECE + 1 }, (_, at) => one.slice(at, at + PIECE)),
  );
  for (const told of texts) for (const piece of pieces) expect(told.includes(piece)).toBe(false);
}

async function reasonOf(launch: Promise<unknown>): Promise<Reason | null> {
  const error: unknown = await launch.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return null;
  expect(error).toBeInstanceOf(CallError);
  return (error as CallError).reason;
}

describe("a key that was in the request", () => {
  law(
    "is in no reason that j7tracker's answer gives, wherever and however it stands there",
    fc.asyncProperty(
      twoKeys.chain((keys) =>
        fc.tuple(fc.constant(keys), telling(DOCUMENTED.j7tracker, blabbing(keys))),
      ),
      async ([keys, launch]) => {
        const [one, other] = keys;
        const secrets = {
          "solana-key": one,
          "bundle-wallets": `${other}:0.5,${STARS}:1`,
          "auto-sell-wallets": STARS,
        };

        const reason = await reasonOf(
          someProviders({ launch }, secrets).launch("pump", { bundle: true, autoSell: true }),
        );

        expectUntold(textsOf(reason), keys);
      },
    ),
    { share: 3 },
  );

  law(
    "is in no reason that swarms' answer gives",
    fc.asyncProperty(
      key.chain((one) =>
        fc.tuple(fc.constant(one), telling(DOCUMENTED.swarms, blabbing([one, STARS]))),
      ),
      async ([one, launch]) => {
        const providers = someProviders({ launch }, { "api-key": one });

        expectUntold(textsOf(await reasonOf(providers.launch("swarms"))), [one]);
      },
    ),
    { share: 3 },
  );

  law(
    "is in no reason that Blowfish's answer gives, when it is the session's",
    fc.asyncProperty(
      key.chain((one) =>
        fc.tuple(fc.constant(one), telling(DOCUMENTED.blowfish, blabbing([one, STARS]))),
      ),
      async ([one, launch]) => {
        const verify = {
          status: 200,
          contentType: "application/json",
          text: JSON.stringify({ token: one }),
        };

        expectUntold(
          textsOf(await reasonOf(someProviders({ launch, verify }).launch("blowfish"))),
          [one],
        );
      },
    ),
    { share: 3 },
  );

  law(
    "is masked in any answer, and all else stays as it was",
    fc.property(key, fc.array(hostile(20), { minLength: 1, maxLength: 5 }), (one, around) => {
      const others = around.filter((text) => !one.includes(text) && !text.includes(one));
      const body = { a: [...others, STARS], [`x${one}`]: [one, { b: `${one}${one}` }] };
      const answer = { status: 200, contentType: "", text: JSON.stringify(body) };

      const { text } = withoutSecrets(answer, [Buffer.from(one), Buffer.from(STARS)]);

      const stars = "*".repeat(one.length);
      const shown: unknown = JSON.parse(text);
      expect(shown).toEqual({
        a: [...others.map((other) => other.toWellFormed()), STARS],
        [`x${stars}`]: [stars, { b: stars + stars }],
      });
    }),
  );
});
