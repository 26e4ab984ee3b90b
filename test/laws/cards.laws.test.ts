import fc from "fast-check";
import { describe, expect } from "vitest";
import { CAPTION_LENGTH, plain, type Html } from "../../src/bot/html.ts";
import { readLaunchData } from "../../src/bot/callback-data.ts";
import { statusKeyboard } from "../../src/bot/status-keyboard.ts";
import { historyWords } from "../../src/bot/words/history.ts";
import { statusWords } from "../../src/bot/words/words.ts";
import { STATUSES, type Launch, type Status } from "../../src/domain/launch.ts";
import { cut } from "../../src/domain/text.ts";
import { TARGETS } from "../../src/domain/targets.ts";
import { checkInlineKeyboard } from "../../src/sandbox/telegram/keyboards.ts";
import { theProviders } from "../support/fake-provider.ts";
import { BIDI_CONTROLS } from "./arbitraries.ts";
import { aReached } from "./reached.ts";
import { law } from "./runs.ts";
import { shown } from "./telegram.ts";

const OFTEN = 3;
const providers = theProviders();

/** What the first line may be, by status. */
const HEADLINES: Readonly<Record<Status, readonly string[]>> = {
  queued: ["⏳ Queued", "🔁 Not sent yet"],
  sending: ["📡 Sending"],
  accepted: ["⏳ Accepted"],
  live: ["✅ Live"],
  failed: ["❌ Not launched", "❌ Did not happen, as you said"],
  unclear: ["❓ Unclear"],
  cancelled: ["✖️ Cancelled"],
  expired: ["⌛ Expired"],
};

/** What its buttons may do, by status. */
const ACTIONS: Readonly<Record<Status, readonly string[]>> = {
  queued: ["stop"],
  sending: [],
  accepted: ["key", "check"],
  live: ["again"],
  failed: ["again", "ticker", "name", "key"],
  unclear: ["check", "live", "not", "anyway"],
  cancelled: ["again"],
  expired: ["again"],
};

function ofEveryCard(
  name: string,
  holds: (card: Html, launch: Launch, now: number) => void,
  statuses: readonly Status[] = STATUSES,
): void {
  law(
    name,
    fc.property(aReached(statuses), ({ launch, now }) => {
      holds(statusWords(launch, now), launch, now);
    }),
    { share: OFTEN },
  );
}

const headOf = (card: Html): string => plain(card).split("\n")[0] ?? "";

describe("the status card of any launch", () => {
  ofEveryCard("is HTML that Telegram takes, and fits under a picture", (card) => {
    expect(shown(card).text.length).toBeLessThanOrEqual(CAPTION_LENGTH);
  });

  ofEveryCard("holds no markup but its own, whatever anybody wrote", (card) => {
    const { text, entities } = shown(card);

    for (const { type } of entities) expect(["bold", "italic", "code"]).toContain(type);
    expect(entities.filter(({ type }) => type === "bold")).toHaveLength(2);
    expect(text).toBe(plain(card));
  });

  ofEveryCard(
    "shows what was written letter for letter, as far as there is room",
    (card, { request }) => {
      const title = plain(card).split("\n")[1] ?? "";
      const [name = ""] = shown(card)
        .entities.filter(({ type }) => type === "bold")
        .slice(1)
        .map(({ offset, length }) => shown(card).text.slice(offset, offset + length));

      expect([255, 100, 40, 20].map((room) => cut(request.name, room))).toContain(name);
      expect(title).toBe(`${name} $${cut(request.ticker.replace(/^\$/, ""), 40)}`);
    },
  );

  ofEveryCard("hides nothing and turns nothing around", (card) => {
    expect(card.html).not.toMatch(BIDI_CONTROLS);
    expect(card.html.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(card.html.isWellFormed()).toBe(true);
    expect(card.html).not.toMatch(/undefined|\[object|Invalid Date/);
  });

  ofEveryCard("names the status first, and no other", (card, { status }) => {
    const named = STATUSES.filter((one) => HEADLINES[one].includes(headOf(card)));

    expect(named).toEqual([status]);
  });

  ofEveryCard("says where it goes and under which number", (card, { id, request }) => {
    const place = plain(card).split("\n")[2] ?? "";

    expect(place.startsWith(TARGETS[request.target].label)).toBe(true);
    expect(place.endsWith(`#${id}`)).toBe(true);
  });

  ofEveryCard(
    "with a mint carries the whole mint, to be copied",
    (card, launch) => {
      const codes = shown(card).entities.filter(({ type }) => type === "code");
      const copied = codes.map(({ offset, length }) =>
        shown(card).text.slice(offset, offset + length),
      );

      expect(copied).toEqual(launch.mint === null ? [] : [launch.mint]);
    },
    ["live"],
  );

  ofEveryCard(
    "that is unclear says that it is not sent again",
    (card) => {
      expect(plain(card)).toContain(
        "I cannot tell whether this launched, so I will not send it again.",
      );
    },
    ["unclear"],
  );

  ofEveryCard("is the same for the same row and moment", (card, launch, now) => {
    expect(statusWords(structuredClone(launch), now)).toEqual(card);
  });
});

describe("the buttons of any launch", () => {
  function ofEveryKeyboard(
    name: string,
    holds: (rows: ReturnType<typeof statusKeyboard>["inline_keyboard"], launch: Launch) => void,
  ): void {
    law(
      name,
      fc.property(aReached(), ({ launch }) => {
        holds(statusKeyboard(launch, providers[launch.provider]).inline_keyboard, launch);
      }),
      { share: OFTEN },
    );
  }

  ofEveryKeyboard("are ones that Telegram takes", (rows) => {
    checkInlineKeyboard({ inline_keyboard: rows });
  });

  ofEveryKeyboard("do what its status allows, to this launch and no other", (rows, launch) => {
    for (const button of rows.flat()) {
      if (!("callback_data" in button)) continue;
      const press = readLaunchData(button.callback_data);
      expect(press?.launchId).toBe(launch.id);
      expect(ACTIONS[launch.status]).toContain(press?.action);
    }
  });

  ofEveryKeyboard("copy the mint and lead to pages about it, when it is live", (rows, launch) => {
    const copied = rows.flat().flatMap((one) => ("copy_text" in one ? [one.copy_text.text] : []));
    const urls = rows.flat().flatMap((one) => ("url" in one ? [one.url] : []));

    expect(copied).toEqual(launch.status === "live" && launch.mint !== null ? [launch.mint] : []);
    if (launch.status !== "live") expect(urls).toEqual([]);
    for (const url of urls) {
      expect(url).toMatch(/^https:\/\/[\x21-\x7e]+$/);
      if (url !== launch.listingUrl) expect(url.endsWith(`/${launch.mint ?? "?"}`)).toBe(true);
    }
  });

  ofEveryKeyboard(
    "offer the owner's word while it is unclear, and a key where one is wanted",
    (rows, launch) => {
      const actions = rows
        .flat()
        .flatMap((one) =>
          "callback_data" in one ? [readLaunchData(one.callback_data)?.action] : [],
        );

      if (launch.status === "unclear")
        expect(actions).toEqual(expect.arrayContaining(["live", "not", "anyway"]));
      if (launch.status === "accepted") expect(actions.includes("key")).toBe(launch.needsSignIn);
      if (launch.status === "queued") expect(actions).toEqual(["stop"]);
    },
  );
});

describe("the history of any launches", () => {
  law(
    "is a page that Telegram takes, in words and in buttons",
    fc.property(fc.array(aReached(), { minLength: 8, maxLength: 8 }), (reached) => {
      const rows = reached.map(({ launch, now }) => historyWords.row(launch, now));
      const page = { html: rows.map(({ html }) => html).join("\n") };

      expect(shown(page).text.length).toBeLessThanOrEqual(3_900);
      expect(page.html).not.toMatch(BIDI_CONTROLS);
      for (const { launch } of reached) {
        expect(historyWords.button(launch).length).toBeLessThanOrEqual(64);
        expect(historyWords.button(launch)).not.toMatch(BIDI_CONTROLS);
      }
    }),
  );
});
