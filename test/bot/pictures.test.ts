import { expect, it } from "vitest";
import { FetchError, type GuardedFetch } from "../../src/http/guarded-fetch.ts";
import type { TargetId } from "../../src/domain/targets.ts";
import { animation, noise, photo } from "../images/corpus.ts";
import { atTheCard } from "../support/at-the-card.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";

const LINK = "https://moss.example/moss.png";
const finds =
  (bytes: Buffer): GuardedFetch =>
  async () =>
    bytes;

/** A card whose picture was asked for and answered with a link; `shown`: what is seen then. */
async function linked(
  target: TargetId,
  shown: string,
  options: { readonly fetchPicture?: GuardedFetch; readonly hostedLinkLength?: number },
) {
  const world = await aWorld(options);
  const ada = world.person("Ada");
  await atTheCard(world, ada, target);
  await ada.tap("Edit");
  await ada.tap("Picture");
  await ada.sees("Send a picture");
  ada.say(LINK);
  return { world, ada, card: await ada.sees(shown) };
}

it("shows and sends what stood behind a link when we looked, not what its owner puts there later", async () => {
  const bytes = await photo({ width: 640, height: 480 }).jpeg().toBuffer();
  const { world, ada } = await linked("pump", "Picture: 512 × 384, ", {
    fetchPicture: finds(bytes),
  });

  await ada.tap("🚀 Launch");
  await world.settled();

  expect(world.providers.j7tracker.received).toMatchObject([
    { picture: { form: "bytes", mime: "image/webp" } },
  ]);
});

it("hands a link on unseen where it cannot be looked at, and says so", async () => {
  const fetchPicture = () => Promise.reject(new FetchError("not-public"));
  const { world, ada } = await linked("pump", `I could not look at it. Handed on unseen: ${LINK}`, {
    fetchPicture,
  });

  await ada.tap("🚀 Launch");
  await world.settled();

  expect(world.providers.j7tracker.received).toMatchObject([
    { picture: { form: "link", url: LINK } },
  ]);
});

it("asks again when the link leads to a page", async () => {
  await linked("pump", "no picture I can use (it is HTML)", {
    fetchPicture: finds(Buffer.from("<!doctype html><p>")),
  });
});

it("hands on the person's own link where pictures cannot be hosted, and says that it may change", async () => {
  const bytes = await photo({ width: 64, height: 48 }).png().toBuffer();

  await linked("blowfish", `Handed on by your link, where it may change: ${LINK}`, {
    fetchPicture: finds(bytes),
  });
});

it("hosts its own copy where it can, instead of the person's link", async () => {
  const bytes = await photo({ width: 64, height: 48 }).png().toBuffer();

  await linked("blowfish", "under a public link of mine", {
    fetchPicture: finds(bytes),
    hostedLinkLength: 80,
  });
});

it.each([
  ["pump", "the first frame of the animation"],
  ["swarms", "animated; you see its first frame"],
] as const)("tells what %s gets of an animation", async (target, shown) => {
  const bytes = await animation({ width: 64, height: 48 });

  await linked(target, shown, { fetchPicture: finds(bytes) });
});

it("sends the full size where its person wants that, and says what it costs in round trips", async () => {
  const bytes = await noise({ width: 640, height: 480 }).blur(2).jpeg().toBuffer();
  const { world, ada, card } = await linked("pump", "round trip", { fetchPicture: finds(bytes) });
  const light = textOf(card);

  await ada.tap("🖼 Full size");
  const full = textOf(await ada.sees("It takes"));
  await ada.tap("🚀 Launch");
  await world.settled();

  expect(light).toMatch(/Full size, \d+ KB, takes \d round trips?, about 0\.\d\d s, more/);
  expect(full).toMatch(
    /Picture: 640 × 480, \d+ KB\. It takes \d round trips?, .* more than \d+ KB/,
  );
  const [{ request } = {}] = world.providers.j7tracker.received;
  expect(request?.picture).toMatchObject({ full: true, width: 640 });
});

it("hosts what would cost round trips, and offers no other size then", async () => {
  const bytes = await photo({ width: 640, height: 480 }).jpeg().toBuffer();

  const { ada } = await linked("pump", "under a public link of mine", {
    fetchPicture: finds(bytes),
    hostedLinkLength: 80,
  });

  expect(ada.labels().filter((label) => label.includes("size"))).toEqual([]);
});
