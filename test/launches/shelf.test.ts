import { expect, it } from "vitest";
import type { LaunchRequest } from "../../src/domain/launch.ts";
import { createShelf, type ShelfDeps } from "../../src/launches/shelf.ts";
import type { Written } from "../../src/providers/provider.ts";
import { aContent, aDraft } from "../support/a-launch.ts";

const BODY = 1_000;

function aShelf(bounds: Pick<ShelfDeps, "most" | "mostBytes"> = {}) {
  const written: LaunchRequest[] = [];
  let hold: Promise<void> | null = null;
  const shelf = createShelf({
    async write(request): Promise<Written> {
      await hold;
      written.push(request);
      return { request, contentType: "", body: [Buffer.alloc(BODY)], needs: [] };
    },
    around: { hostedLinkLength: null },
    ...bounds,
  });
  return { shelf, written, hold: (until: Promise<void>) => void (hold = until) };
}

it("has what a card would launch, for the version that the card shows", async () => {
  const { shelf } = aShelf();
  const draft = aDraft({ version: 3 });

  await shelf.put(draft);

  expect(shelf.find(draft.id, 3)?.request).toMatchObject({ ticker: "MOSS" });
  expect(shelf.find(draft.id, 2)).toBeNull();
  expect(shelf.find("another", 3)).toBeNull();
});

it("writes once for all views of a card, and anew for another version", async () => {
  const { shelf, written } = aShelf();
  const draft = aDraft();

  await shelf.put(draft);
  await shelf.put(draft);
  await shelf.put({ ...draft, version: 2, content: aContent({ name: "Fern Coin" }) });

  expect(written.map(({ name }) => name)).toEqual(["Moss Coin", "Fern Coin"]);
  expect(shelf.find(draft.id, 1)).toBeNull();
  expect(shelf.bytes()).toBe(BODY);
});

it("holds nothing of a card that cannot be launched, or is gone", async () => {
  const { shelf } = aShelf();
  const unready = aDraft({ content: aContent({ name: null }) });
  const draft = aDraft();
  await shelf.put(unready);
  await shelf.put(draft);

  shelf.drop(draft.id);

  expect([shelf.find(unready.id, 1), shelf.find(draft.id, 1)]).toEqual([null, null]);
  expect(shelf.bytes()).toBe(0);
});

it("takes nothing for a card that went while it was being written", async () => {
  const { shelf, hold } = aShelf();
  const writing = Promise.withResolvers<undefined>();
  hold(writing.promise);
  const draft = aDraft();
  const put = shelf.put(draft);

  shelf.drop(draft.id);
  writing.resolve(undefined);
  await put;

  expect(shelf.find(draft.id, 1)).toBeNull();
  expect(shelf.bytes()).toBe(0);
});

it.each([
  ["as many as fit", { most: 3 }],
  ["as many bytes as fit", { mostBytes: 3 * BODY }],
])("keeps %s, the latest", async (_what, bounds) => {
  const { shelf } = aShelf(bounds);
  const drafts = Array.from({ length: 5 }, () => aDraft());

  for (const draft of drafts) await shelf.put(draft);

  expect(drafts.map(({ id }) => shelf.find(id, 1) !== null)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
  expect(shelf.bytes()).toBe(3 * BODY);
});

it("says nothing of what cannot be written", async () => {
  const shelf = createShelf({
    write: () => Promise.reject(new Error("the picture is gone")),
    around: { hostedLinkLength: null },
  });
  const draft = aDraft();

  await shelf.put(draft);

  expect(shelf.find(draft.id, 1)).toBeNull();
});
