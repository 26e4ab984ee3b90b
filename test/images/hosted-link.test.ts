import { expect, it } from "vitest";
import { hostedLink, hostedLinkLength, readHostedName } from "../../src/images/hosted-link.ts";
import { createImages } from "../../src/images/images.ts";
import { aClock } from "../support/a-clock.ts";

const HASH = "0123456789abcdef".repeat(4);
const ORIGIN = "https://bot.example.org";

it("links to a picture by its hash and its kind", () => {
  expect(hostedLink(ORIGIN, { hash: HASH, mime: "image/webp" })).toBe(
    `https://bot.example.org/i/${HASH}.webp`,
  );
  expect(hostedLink(ORIGIN, { hash: HASH, mime: "image/jpeg" })).toBe(
    `https://bot.example.org/i/${HASH}.jpg`,
  );
});

it("knows how long a link will be before there is a picture", () => {
  const longest = (["image/png", "image/jpeg", "image/webp", "image/gif"] as const).map(
    (mime) => hostedLink(ORIGIN, { hash: HASH, mime }).length,
  );

  expect(hostedLinkLength(ORIGIN)).toBe(Math.max(...longest));
});

it("reads its own names back", () => {
  expect(readHostedName(`${HASH}.png`)).toEqual({ hash: HASH, mime: "image/png" });
  expect(readHostedName(`${HASH}.jpg`)).toEqual({ hash: HASH, mime: "image/jpeg" });
});

it.each([
  "",
  HASH,
  `${HASH}.`,
  `${HASH}.svg`,
  `${HASH}.jpeg`,
  `${HASH}.webp.html`,
  `${HASH}.webp\n`,
  `${HASH.toUpperCase()}.webp`,
  `${HASH.slice(1)}.webp`,
  `../${HASH}.webp`,
  `..%2f${HASH}.webp`,
  "constructor.webp",
])("takes %j for no picture of ours", (name) => {
  expect(readHostedName(name)).toBeNull();
});

it("serves a picture under its own kind only", async () => {
  const image = {
    hash: HASH,
    mime: "image/webp",
    bytes: Buffer.from("webp"),
    width: 1,
    height: 1,
    createdAt: 0,
  } as const;
  const images = createImages({
    store: { put: () => Promise.resolve(), get: async (hash) => (hash === HASH ? image : null) },
    clock: aClock(),
  });

  expect(await images.byHostedName(`${HASH}.webp`)).toBe(image);
  expect(await images.byHostedName(`${HASH}.png`)).toBeNull();
  expect(await images.byHostedName(`${"0".repeat(64)}.webp`)).toBeNull();
  expect(await images.byHostedName("nonsense")).toBeNull();
});
