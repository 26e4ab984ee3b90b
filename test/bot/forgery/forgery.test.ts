import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BUTTON_ACTIONS } from "../../../src/bot/button-actions.ts";
import {
  accessWords,
  generalWords,
  groupWords,
  inlineWords,
  noticeWords,
} from "../../../src/bot/words/words.ts";
import { ALL_ROWS, type Named } from "./rows.ts";
import { aScene, type Belongings, type Scene, type Where } from "./scene.ts";

/** One tap that somebody made up. */
interface Forged {
  readonly who: number;
  readonly data: string;
  readonly where?: Where;
}

interface Forgery {
  readonly name: string;
  readonly taps: (row: Named, scene: Scene) => readonly Forged[];
  /**
   * `told`: the tap is refused in words. `quiet`: nothing happens; it may show the presser a page of their own. `own`: a
   * page or choice of the presser's own, where the button belongs to nobody; refused in words where it does.
   */
  readonly comes: "told" | "quiet" | "own";
}

const REFUSALS: readonly string[] = [
  generalWords.oldButton,
  generalWords.notYours,
  generalWords.staleCard,
  accessWords.nobody,
  inlineWords.offerGone,
  groupWords.adminsOnly,
  groupWords.notCounted.own,
  groupWords.notCounted["no-say"],
  noticeWords.yours,
  noticeWords.notServed,
];

/** Buttons that name a row of somebody's, or are an admin's; the others mean whoever presses them. */
const BELONGS: readonly Named["prefix"][] = ["d", "v", "g", "l", "w", "i", "admin", "f"];
const owner = ({ prefix }: Named, scene: Scene): Belongings =>
  prefix === "admin" ? scene.zed : scene.ada;
const genuine = (row: Named, scene: Scene) => row.data(owner(row, scene));
const byOwner = (row: Named, scene: Scene, data: readonly string[]): readonly Forged[] =>
  data.map((one) => ({ who: owner(row, scene).id, data: one }));
/** By whom it belongs to, where it does not stand. */
const from = (where: Where) => (row: Named, scene: Scene) =>
  row.home === where ? [] : [{ who: owner(row, scene).id, data: genuine(row, scene), where }];
const namesARow = ({ prefix }: Named) => ["d", "v", "l", "w", "i"].includes(prefix);

/** The part that is not the presser's to choose. */
const firmPart = (row: Named, scene: Scene): string => row.choiceAfter ?? genuine(row, scene);

/** Each byte on its own, moved to the next of its kind. */
function altered(data: string, firm: number): readonly string[] {
  return Array.from({ length: firm }, (_, at) => {
    const code = data.charCodeAt(at);
    const next = /[a-y0-8]/i.test(data.charAt(at)) ? code + 1 : code ^ 1;
    return data.slice(0, at) + String.fromCharCode(next) + data.slice(at + 1);
  });
}

const FORGERIES: readonly Forgery[] = [
  {
    name: "a stranger",
    taps: (row, scene) => [{ who: scene.cleo.id, data: genuine(row, scene) }],
    comes: "told",
  },
  {
    name: "somebody else who may use the bot",
    taps: (row, scene) => [{ who: scene.ben.id, data: genuine(row, scene) }],
    comes: "own",
  },
  { name: "another chat", taps: from("group"), comes: "told" },
  {
    name: "an old version",
    taps: (row, scene) =>
      byOwner(row, scene, row.old?.map((data) => data(owner(row, scene))) ?? []),
    comes: "quiet",
  },
  {
    name: "somebody else's id",
    taps: (row, scene) => (namesARow(row) ? byOwner(row, scene, [row.data(scene.ben)]) : []),
    comes: "told",
  },
  {
    name: "the id of a deleted row",
    taps: (row, scene) => (namesARow(row) ? byOwner(row, scene, [row.data(scene.gone)]) : []),
    comes: "told",
  },
  {
    name: "altered bytes",
    taps(row, scene) {
      const good = row.alsoGood?.map((data) => data(owner(row, scene))) ?? [];
      const all = altered(genuine(row, scene), firmPart(row, scene).length);
      return byOwner(
        row,
        scene,
        all.filter((data) => !good.includes(data)),
      );
    },
    comes: "quiet",
  },
  {
    name: "a cut end",
    taps(row, scene) {
      const data = firmPart(row, scene);
      const ends = Array.from({ length: data.length - 1 }, (_, at) => data.slice(0, at + 1));
      return byOwner(row, scene, ends);
    },
    comes: "quiet",
  },
  {
    name: "too much at the end",
    taps: (row, scene) =>
      byOwner(
        row,
        scene,
        ["x", ":1", "\0", ":".repeat(64), "7".repeat(200)].map(
          (more) => genuine(row, scene) + more,
        ),
      ),
    comes: "quiet",
  },
  {
    name: "the private chat",
    taps: (row, scene) => (row.home === undefined ? [] : from("private")(row, scene)),
    comes: "told",
  },
  { name: "an inline message", taps: from("inline"), comes: "told" },
  { name: "no message", taps: from("nowhere"), comes: "told" },
];

/** The first line that is not in both. */
function difference(before: string, after: string): string {
  const [then, now] = [before.split("\n"), after.split("\n")];
  const gone = then.find((line) => !now.includes(line));
  return gone ?? now.find((line) => !then.includes(line)) ?? "their order";
}

/** What is wrong about what came of a tap; null: nothing. */
async function wrongWith(
  { who, data, where }: Forged,
  { comes }: Forgery,
  row: Named,
  scene: Scene,
): Promise<string | null> {
  const but = comes === "own" && !BELONGS.includes(row.prefix) ? who : undefined;
  const before = await scene.rows(but);
  const { answers, toast, chats } = await scene.press(who, data, where ?? row.home);
  if (scene.requests() > 0) return "something was sent to a provider";
  const after = await scene.rows(but);
  if (after !== before) return `rows were changed: ${difference(before, after)}`;
  // Who forgets themselves has a card in the group that says so.
  const inGroup = (where ?? row.home) === "group" || comes === "own";
  if (answers !== 1) return `it was answered ${answers} times`;
  const elsewhere = chats.find((chat) => chat !== who && !(inGroup && chat === scene.groupId));
  if (elsewhere !== undefined) return `chat ${elsewhere} was written to`;
  const mustTell = comes === "told" || (comes === "own" && BELONGS.includes(row.prefix));
  return mustTell && !REFUSALS.includes(toast) ? `it was not refused: “${toast}”` : null;
}

describe("a tap that was made up comes to nothing", { timeout: 120_000 }, () => {
  it.each(FORGERIES)("by $name", async (forgery) => {
    const scene = await aScene();
    const wrong: string[] = [];
    let taps = 0;

    for (const row of ALL_ROWS) {
      for (const tap of forgery.taps(row, scene)) {
        taps += 1;
        const why = await wrongWith(tap, forgery, row, scene);
        if (why !== null) wrong.push(`${row.prefix}:${row.action} as ${tap.data}: ${why}`);
      }
    }

    expect(wrong).toEqual([]);
    expect(taps).toBeGreaterThan(0);
  });
});

describe("the same tap by whom it belongs to", { timeout: 120_000 }, () => {
  it("is not refused, so that the matrix proves something", async () => {
    const refused: string[] = [];

    for (const row of ALL_ROWS) {
      const scene = await aScene();
      const who = owner(row, scene).id;
      const { answers, toast } = await scene.press(who, genuine(row, scene), row.home);
      if (answers !== 1 || REFUSALS.includes(toast)) refused.push(`${row.prefix}:${row.action}`);
    }

    expect(refused).toEqual([]);
  });
});

describe("the matrix", () => {
  const rooms = new URL("../../../src/bot/", import.meta.url);
  const sources = readdirSync(rooms)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(new URL(name, rooms), "utf8"));

  it("has a row for every button that is known", () => {
    const known = Object.entries(BUTTON_ACTIONS).flatMap(([prefix, actions]) =>
      actions.map((action) => `${prefix} ${action}`),
    );

    expect(ALL_ROWS.map(({ prefix, action }) => `${prefix} ${action}`).toSorted()).toEqual(
      known.toSorted(),
    );
  });

  it("knows every prefix that a handler in the bot's room listens to", () => {
    const heard = sources.flatMap((text) =>
      [...text.matchAll(/callbackQuery\(\s*(?:\/\^|")([a-z]+)/g)].map(([, prefix]) => prefix),
    );
    const handlers = sources.flatMap((text) => text.match(/\.callbackQuery\(/g) ?? []);

    expect(heard).toHaveLength(handlers.length);
    expect([...new Set([...heard, "f"])].toSorted()).toEqual(
      Object.keys(BUTTON_ACTIONS).toSorted(),
    );
  });
});
