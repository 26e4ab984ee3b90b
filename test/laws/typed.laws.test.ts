import fc from "fast-check";
import type { Message } from "grammy/types";
import { describe, expect } from "vitest";
import { merge, readAnswer, type Change } from "../../src/bot/answers.ts";
import { BUTTON_ACTIONS } from "../../src/bot/button-actions.ts";
import {
  draftData,
  launchData,
  readDraftData,
  readLaunchData,
} from "../../src/bot/callback-data.ts";
import { draftContentSchema, emptyDraft, fitDraft } from "../../src/domain/draft.ts";
import { InputError } from "../../src/domain/errors.ts";
import type { Picture } from "../../src/domain/picture.ts";
import { OPTIONS } from "../../src/domain/options.ts";
import type { Field } from "../../src/domain/problem.ts";
import { isTarget, TARGET_IDS, TARGETS } from "../../src/domain/targets.ts";
import { BIDI_CONTROLS, hostile } from "./arbitraries.ts";
import { law } from "./runs.ts";

const OFTEN = 3;
const FIELDS = [
  ...["name", "ticker", "picture", "description", "buy"],
  ...["website", "twitter", "telegram", "option"],
] as readonly Field[];
const PICTURE: Picture = {
  ...{ kind: "stored", hash: "a".repeat(64), mime: "image/png", bytes: 70, width: 1, height: 1 },
};

const target = fc.constantFrom(...TARGET_IDS);
const field = fc.constantFrom(...FIELDS);
const option = fc.constantFrom(...OPTIONS.map(({ key }) => key));
const aLink = fc.webUrl({
  ...{ withFragments: true, withQueryParameters: true },
  authoritySettings: { withUserInfo: true, withPort: true },
});
const typed = fc.oneof(
  { weight: 3, arbitrary: hostile(300) },
  { weight: 1, arbitrary: fc.constantFrom("Moss Coin, MOSS", "Moss $MOSS", "0,5 SOL", "@moss") },
  { weight: 1, arbitrary: aLink },
  {
    weight: 1,
    arbitrary: fc.stringMatching(/^(wallet|charity|some one)[ :]@?\w{1,5}[ :]\d{1,5}(\n\w+ \d+)?$/),
  },
);
/** With or without a photo. */
const message = fc
  .tuple(typed, fc.constantFrom("text", "caption", "photo alone"))
  .map(([text, kind]): Message => {
    const photo = [{ file_id: "one", file_unique_id: "1", width: 1, height: 1 }];
    const content = { text: { text }, caption: { photo, caption: text }, "photo alone": { photo } };
    return content[kind] as unknown as Message;
  });
const question = fc.record({ target, field, option, message });
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

/** What is taken from the message, or the problem; a picture is taken in `taken` times. */
async function ask(asked: Question): Promise<{
  readonly change: Change | null;
  readonly problem: string | null;
  readonly taken: number;
}> {
  let taken = 0;
  const take = async () => {
    taken += 1;
    return PICTURE;
  };
  const draft = emptyDraft(asked.target);
  try {
    const change = await readAnswer(asked.field, asked.message, draft, take, asked.option);
    return { change, problem: null, taken };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { change: null, problem: error.problem.code, taken };
  }
}

function ofEveryAnswer(
  name: string,
  holds: (got: Awaited<ReturnType<typeof ask>>, asked: Question) => void,
): void {
  law(
    name,
    fc.asyncProperty(question, async (asked) => {
      holds(await ask(asked), asked);
    }),
    { share: OFTEN },
  );
}

const isText = (link: string | undefined): link is string => link !== undefined;
const textOf = ({ message: { text, caption } }: Question): string => text ?? caption ?? "";

describe("whatever is answered to a question", () => {
  ofEveryAnswer(
    "gives a draft that can be stored, or a problem with a name",
    ({ change }, asked) => {
      if (change === null) return;
      const merged = merge(emptyDraft(asked.target), change);

      expect(draftContentSchema.parse(JSON.parse(JSON.stringify(merged)))).toEqual(merged);
      expect(fitDraft(merged, asked.target, { hostedLinkLength: null })).toHaveProperty("ok");
    },
  );

  ofEveryAnswer(
    "changes what was asked for and what came along, and nothing else",
    (got, asked) => {
      const may: Readonly<Partial<Record<Field, readonly string[]>>> = {
        name: ["name", "ticker", "picture"],
        option: ["options", "picture"],
        website: ["links", "picture"],
        twitter: ["links", "picture"],
        telegram: ["links", "picture"],
      };
      const allowed = may[asked.field] ?? [asked.field, "picture"];

      expect(allowed).toEqual(expect.arrayContaining(Object.keys(got.change ?? {})));
      expect(Object.keys(got.change?.links ?? {})).toEqual(got.change?.links ? [asked.field] : []);
      expect(Object.keys(got.change?.options ?? {})).toEqual(
        got.change?.options ? [asked.option] : [],
      );
    },
  );

  ofEveryAnswer("takes a photo in at most once, and only for an answer that is good", (got) => {
    expect(got.taken).toBeLessThanOrEqual(1);
    if (got.problem !== null) expect(got.taken).toBe(0);
    else expect(got.taken === 1).toBe(got.change?.picture?.kind === "stored");
  });

  ofEveryAnswer("holds nothing that is not seen", ({ change }) => {
    for (const text of [change?.name, change?.ticker, change?.description]) {
      if (text === undefined || text === null) continue;
      expect(text).not.toMatch(BIDI_CONTROLS);
      expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u200B\u2060\uFEFF]/u);
      expect(text.trim()).toBe(text);
    }
  });

  ofEveryAnswer("links lead over https to a public name, without credentials", ({ change }) => {
    const picture = change?.picture?.kind === "link" ? [change.picture.url] : [];
    for (const link of [...Object.values(change?.links ?? {}), ...picture].filter(isText)) {
      const { protocol, username, password, hostname } = new URL(link);
      expect({ protocol, username, password }).toEqual({
        ...{ protocol: "https:", username: "", password: "" },
      });
      expect(hostname).toContain(".");
      expect(link).toMatch(/^[\x21-\x7e]{1,500}$/);
    }
  });

  ofEveryAnswer("a ticker fits where it was asked for", ({ change }, asked) => {
    if (change?.ticker === undefined || change.ticker === null) return;
    const { alphabet, max } = TARGETS[asked.target].ticker;
    if (alphabet === "latin") expect(change.ticker).toMatch(/^[A-Z0-9]{1,10}$/);
    else expect(change.ticker).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*$/u);
    expect([...new Intl.Segmenter().segment(change.ticker)].length).toBeLessThanOrEqual(max);
    expect(textOf(asked).toUpperCase()).toContain(change.ticker.toUpperCase());
  });
});

const word = fc.stringMatching(/^[A-Za-zéßОм']{1,8}$/);
const aName = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
const capitals = fc.stringMatching(/^[A-Z0-9]{2,10}$/);
const nameQuestion = async (text: string) =>
  ask({ target: "swarms", field: "name", option: "gwei", message: { text } as Message });

describe("several answers at once", () => {
  law(
    "a name, a comma and capitals are name and ticker",
    fc.asyncProperty(aName, capitals, fc.constantFrom(", ", ",", " , ", ", $"), async (...all) => {
      const [name, ticker, between] = all;
      fc.pre(name.length >= 2);

      expect((await nameQuestion(name + between + ticker)).change).toEqual({ name, ticker });
    }),
    { share: OFTEN },
  );

  law(
    "a name and a word with a dollar are name and ticker, in any case",
    fc.asyncProperty(aName, capitals, fc.boolean(), async (name, ticker, low) => {
      fc.pre(name.length >= 2);
      const told = `${name} $${low ? ticker.toLowerCase() : ticker}`;

      expect((await nameQuestion(told)).change).toEqual({ name, ticker });
    }),
    { share: OFTEN },
  );

  law(
    "a comma before a word that is not all capitals stays in the name",
    fc.asyncProperty(aName, fc.stringMatching(/^[A-Z][a-z]{1,8}$/), async (name, rest) => {
      expect((await nameQuestion(`${name}, ${rest}`)).change).toEqual({ name: `${name}, ${rest}` });
    }),
    { share: OFTEN },
  );

  law(
    "takes no time when it is as long as a message can be",
    fc.asyncProperty(
      field,
      option,
      target,
      fc.constantFrom(
        " ",
        ", ",
        ",",
        "$",
        " $A",
        "A,",
        "a ",
        "\n",
        "wallet a 1\n",
        "\u0301",
        "👩‍",
      ),
      async (asked, key, where, filler) => {
        const text = `a${filler.repeat(4_096)}`.slice(0, 4_095) + "!";

        const got = await ask({
          ...{ field: asked, option: key, target: where },
          message: { text } as Message,
        });

        expect(got.problem ?? got.change).not.toBeNull();
      },
    ),
  );

  law(
    "only a target's own word names a target",
    fc.property(
      fc.oneof(
        hostile(20),
        fc.constantFrom("constructor", "__proto__", "toString", "PUMP", ...TARGET_IDS),
      ),
      (text) => {
        expect(isTarget(text)).toBe(Object.keys(TARGETS).includes(text));
      },
    ),
  );
});

describe("what a button carries", () => {
  const id = fc.stringMatching(/^[a-z0-9]{12}$/);
  const word = fc.stringMatching(/^[\w-]{1,30}$/);
  const tap = fc.oneof(
    fc.tuple(fc.constantFrom("ask", "to", "clear", "opt", "key", "make"), word),
    fc.tuple(
      fc.constantFrom("go", "cancel", "main", "edit", "options", "more", "targets"),
      fc.constant(""),
    ),
  );
  const press = fc.constantFrom(...BUTTON_ACTIONS.l);

  law(
    "is read back as it was written, and fits",
    fc.property(id, fc.nat(999_999), tap, press, (rowId, version, [action, argument], other) => {
      const data = draftData({ id: rowId, version }, action, argument);

      expect(readDraftData(data)).toEqual({ draftId: rowId, version, action, argument });
      expect(readLaunchData(launchData(rowId, other))).toEqual({ launchId: rowId, action: other });
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    }),
  );

  law(
    "made up by somebody is read as nothing, or as what we could have written",
    fc.property(
      fc.oneof(hostile(64), fc.stringMatching(/^[dl]:[a-z0-9]{10,13}:.{0,20}$/)),
      (data) => {
        const draft = readDraftData(data);
        const launch = readLaunchData(data);

        if (launch) expect(launchData(launch.launchId, launch.action)).toBe(data);
        if (draft) {
          const { draftId, version, action, argument } = draft;
          expect(version).toBeLessThan(1_000_000);
          expect(readDraftData(draftData({ id: draftId, version }, action, argument))).toEqual(
            draft,
          );
        }
        expect(draft && launch).toBeNull();
      },
    ),
  );
});
