import { describe, expect, it } from "vitest";
import { FetchError, type FetchFailure } from "../../src/http/guarded-fetch.ts";
import { createLookAtLink } from "../../src/images/look-at-link.ts";
import { problem } from "../support/caught.ts";
import { someImages } from "./an-intake.ts";
import { plain } from "./corpus.ts";

const URL = "https://moss.example/moss.png";
const ME = 1;

const looking = (fetch: Parameters<typeof createLookAtLink>[0]["fetch"]) => {
  const { images, store } = someImages();
  return { look: createLookAtLink({ fetch, takeIn: (bytes) => images.takeIn(bytes) }), store };
};

describe("a link to a picture", () => {
  it("is taken in as if it had been sent, and remembered", async () => {
    const bytes = await plain({ width: 64, height: 48 }).png().toBuffer();
    const { look, store } = looking(async () => bytes);

    const picture = await look(URL, ME);

    expect(picture).toMatchObject({ kind: "stored", width: 64, height: 48, source: URL });
    expect(store.kept.size).toBe(1);
  });

  const failures: readonly FetchFailure[] = [
    ...(["form", "not-public", "redirects", "answer", "late", "unreachable"] as const),
  ];
  it.each(failures)("stays a link when it cannot be looked at: %s", async (why) => {
    const { look } = looking(() => Promise.reject(new FetchError(why)));

    expect(await look(URL, ME)).toEqual({ kind: "link", url: URL });
  });

  it("stays a link where nothing is fetched", async () => {
    expect(await looking(null).look(URL, ME)).toEqual({ kind: "link", url: URL });
  });

  it("is refused with a sentence when it is too large or no picture", async () => {
    const large = looking(() => Promise.reject(new FetchError("too-large")));
    const page = looking(async () => Buffer.from("<!doctype html><p>"));

    expect(await problem(() => large.look(URL, ME))).toEqual({
      code: "picture-too-large",
      maxMb: 10,
    });
    expect(await problem(() => page.look(URL, ME))).toEqual({
      code: "picture-kind",
      found: "HTML",
    });
  });

  it("is fetched for one person at most twice at a time, and for others all the same", async () => {
    const asked: (() => void)[] = [];
    const { look } = looking(
      () =>
        new Promise((_, reject) => {
          asked.push(() => reject(new FetchError("late")));
        }),
    );
    const [one, two] = [look(URL, ME), look(URL, ME)];

    expect(await look(URL, ME)).toEqual({ kind: "link", url: URL });
    const other = look(URL, ME + 1);

    expect(asked).toHaveLength(3);
    for (const end of asked) end();
    await Promise.all([one, two, other]);
    const again = look(URL, ME);
    expect(asked).toHaveLength(4);
    asked[3]?.();
    await again;
  });
});
