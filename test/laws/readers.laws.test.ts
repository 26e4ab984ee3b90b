import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAddress } from "../../src/domain/chains.ts";
import { CallError, type Reason } from "../../src/domain/errors.ts";
import type { Minted } from "../../src/domain/launch.ts";
import { TARGETS } from "../../src/domain/targets.ts";
import type { WireAnswer } from "../../src/http/wire.ts";
import type { Receipt } from "../../src/providers/provider.ts";
import { json } from "../support/a-wire.ts";
import { anAnswer, DOCUMENTED } from "./answers.ts";
import { BIDI_CONTROLS } from "./arbitraries.ts";
import { law } from "./runs.ts";
import { someProviders, type Answers } from "./some-providers.ts";

type LaunchTarget = "pump" | "bnb" | "blowfish" | "swarms";
const LAUNCHED: Readonly<Record<LaunchTarget, readonly Readonly<Record<string, unknown>>[]>> = {
  pump: DOCUMENTED.j7tracker,
  bnb: DOCUMENTED.j7tracker,
  blowfish: DOCUMENTED.blowfish,
  swarms: DOCUMENTED.swarms,
};
const TARGET_NAMES = Object.keys(LAUNCHED) as readonly LaunchTarget[];
const OFTEN = 2;

/** What came of a call: something, or an error. */
type Ending<T> = { readonly value: T } | { readonly error: unknown };

async function endingOf<T>(call: Promise<T>): Promise<Ending<T>> {
  return call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

function ofEveryLaunchAnswer(
  name: string,
  holds: (ending: Ending<Receipt>, answer: WireAnswer, target: LaunchTarget) => void,
): void {
  const property = fc.asyncProperty(
    fc
      .constantFrom(...TARGET_NAMES)
      .chain((target) => fc.tuple(fc.constant(target), anAnswer(LAUNCHED[target]))),
    async ([target, answer]) => {
      const launch = someProviders({ launch: answer }).launch(target);
      holds(await endingOf(launch), answer, target);
    },
  );
  law(name, property, { share: OFTEN });
}

function expectMinted({ mint, pool, listingUrl }: Minted, target: LaunchTarget): void {
  const { chain } = TARGETS[target];
  if (mint !== null) expect(isAddress(chain, mint)).toBe(true);
  if (pool !== null) expect(isAddress(chain, pool)).toBe(true);
  if (listingUrl === null) return;
  expect(target).toBe("swarms");
  expect(listingUrl).toMatch(/^https:\/\/swarms\.world(\/|$)/);
  expect(listingUrl.length).toBeLessThanOrEqual(300);
}

/** On one line, nothing that hides or turns text around, no half characters. */
function expectReadable(words: string, most: number): void {
  expect(words.length).toBeLessThanOrEqual(most);
  expect(words).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
  expect(words).not.toMatch(BIDI_CONTROLS);
  expect(words.isWellFormed()).toBe(true);
}

function expectReadableReason({ said, lastStatus, fields, helpUrl, resetAt }: Reason): void {
  if (said !== null) expectReadable(said, 300);
  if (lastStatus !== undefined) expectReadable(lastStatus, 80);
  expect((fields ?? []).length).toBeLessThanOrEqual(10);
  for (const one of fields ?? []) {
    expectReadable(one.field, 40);
    expectReadable(one.said, 300);
  }
  if (helpUrl !== undefined) expectReadable(helpUrl, 300);
  if (resetAt !== undefined) expect(Number.isSafeInteger(resetAt)).toBe(true);
}

const typeOf = ({ text }: WireAnswer): unknown => {
  try {
    return (JSON.parse(text) as { readonly type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
};

describe("whatever a provider answers to a launch", () => {
  ofEveryLaunchAnswer("it gives a receipt or an error with a fate, and nothing else", (ending) => {
    if ("error" in ending) expect(ending.error).toBeInstanceOf(CallError);
  });

  ofEveryLaunchAnswer("an answer is never taken for a request that did not leave", (ending) => {
    if ("error" in ending) expect(ending.error).not.toHaveProperty("fate", "unsent");
  });

  ofEveryLaunchAnswer(
    "it is live only with a mint of its chain or a listing",
    (ending, _, target) => {
      if ("error" in ending || ending.value.kind !== "live") return;
      expectMinted(ending.value, target);
      expect(ending.value.mint ?? ending.value.listingUrl).not.toBeNull();
    },
  );

  ofEveryLaunchAnswer("a ticket is one that can be asked for", (ending) => {
    if ("error" in ending || ending.value.kind !== "accepted") return;
    expect(ending.value.eventId).toMatch(/^[0-9a-f-]{36}$/i);
  });

  ofEveryLaunchAnswer(
    "only its own word for an error refuses with a 2xx, 3xx or 5xx",
    (ending, answer) => {
      if (!("error" in ending) || (answer.status >= 400 && answer.status < 500)) return;
      if (typeOf(answer) === "token_create_error") return;
      expect(ending.error).toMatchObject({ fate: "unclear" });
    },
  );

  ofEveryLaunchAnswer(
    "no other refusal than a documented status comes as a page",
    (ending, answer, target) => {
      const isJson = typeof answer.text === "string" && looksLikeJsonObject(answer.text);
      if (isJson || !("error" in ending)) return;
      const documented = target === "swarms" ? [429] : target === "blowfish" ? [401] : [400, 401];
      if (!documented.includes(answer.status))
        expect(ending.error).toMatchObject({ fate: "unclear" });
    },
  );

  ofEveryLaunchAnswer("its words are short, on one line, and hide nothing", (ending) => {
    if ("error" in ending) expectReadableReason((ending.error as CallError).reason);
  });

  law(
    "whatever a sign-in is answered, it sends no launch that nobody heard of, and makes none unclear",
    fc.asyncProperty(
      anAnswer(DOCUMENTED.blowfishChallenge),
      anAnswer(DOCUMENTED.blowfishVerify),
      async (challenge, verify) => {
        const launch = json(200, DOCUMENTED.blowfish[0]);
        const ending = await endingOf(
          someProviders({ challenge, verify, launch }).launch("blowfish"),
        );

        if (!("error" in ending)) return;
        expect(ending.error).toBeInstanceOf(CallError);
        expect(["refused", "unsent"]).toContain((ending.error as CallError).fate);
        expectReadableReason((ending.error as CallError).reason);
      },
    ),
    { share: OFTEN },
  );

  law(
    "the same answer is read the same way twice",
    fc.asyncProperty(
      fc
        .constantFrom(...TARGET_NAMES)
        .chain((target) => fc.tuple(fc.constant(target), anAnswer(LAUNCHED[target]))),
      async ([target, launch]) => {
        const first = await endingOf(someProviders({ launch }).launch(target));
        const second = await endingOf(someProviders({ launch }).launch(target));

        expect(second).toEqual(first);
      },
    ),
  );
});

it("is not said of too little: every fate of every provider comes up", async () => {
  const seen = new Set<string>();
  for (const target of TARGET_NAMES) {
    for (const launch of fc.sample(anAnswer(LAUNCHED[target]), { numRuns: 500, seed: 3 })) {
      const ending = await endingOf(someProviders({ launch }).launch(target));
      const fate = "error" in ending ? (ending.error as CallError).fate : ending.value.kind;
      seen.add(`${target}: ${fate}`);
    }
  }

  const fates = (target: LaunchTarget) => [
    ...[target === "blowfish" ? "accepted" : "live", "refused", "unclear"],
  ];
  expect([...seen].sort()).toEqual(
    TARGET_NAMES.flatMap((target) => fates(target).map((fate) => `${target}: ${fate}`)).sort(),
  );
});

function looksLikeJsonObject(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body);
  } catch {
    return false;
  }
}

const READS: Readonly<Record<string, { answers: fc.Arbitrary<Answers>; target: LaunchTarget }>> = {
  "Blowfish's status and list": {
    target: "blowfish",
    answers: fc.record({
      status: anAnswer(DOCUMENTED.blowfishStatus),
      tokens: anAnswer(DOCUMENTED.blowfishTokens),
    }),
  },
  "the lists of swarms": {
    target: "swarms",
    answers: fc.record({
      products: anAnswer(DOCUMENTED.swarmsProducts),
      tokenized: anAnswer(DOCUMENTED.swarmsTokenized),
    }),
  },
};

describe.each(Object.entries(READS))("whatever stands in %s", (_name, { answers, target }) => {
  law(
    "a look finds a token with a mint of its chain, nothing, or fails as a call",
    fc.asyncProperty(answers, async (given) => {
      const ending = await endingOf(someProviders(given).find(target));

      if ("error" in ending) expect(ending.error).toBeInstanceOf(CallError);
      else if (ending.value !== null) {
        expectMinted(ending.value, target);
        expect(ending.value.mint).not.toBeNull();
      }
    }),
    { share: OFTEN },
  );

  law(
    "a poll knows three ends, and whatever else it reads is none",
    fc.asyncProperty(answers, async (given) => {
      const ending = await endingOf(someProviders(given).poll(target));

      if ("error" in ending) expect(ending.error).toBeInstanceOf(CallError);
      else if (ending.value.kind === "live") expectMinted(ending.value, target);
      else if (ending.value.kind === "failed") expectReadableReason(ending.value.reason);
    }),
    { share: OFTEN },
  );

  law(
    "a test of the key says yes, why not, or fails as a call",
    fc.asyncProperty(answers, async (given) => {
      const ending = await endingOf(someProviders(given).check(target));

      if ("error" in ending) expect(ending.error).toBeInstanceOf(CallError);
      else if (ending.value !== null) expectReadableReason(ending.value);
    }),
  );
});
