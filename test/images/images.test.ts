import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { pictureSchema } from "../../src/domain/picture.ts";
import type { Problem } from "../../src/domain/problem.ts";
import { MAX_STORED_BYTES } from "../../src/images/encode.ts";
import { MAX_PICTURE_BYTES } from "../../src/images/images.ts";
import { START } from "../support/a-clock.ts";
import { problemOf, someImages } from "./an-intake.ts";
import { animation, blackPng, noise, plain } from "./corpus.ts";

const SMALL = { width: 64, height: 48 };

describe("a picture that is taken in", () => {
  it.each(["png", "jpeg", "webp", "gif"] as const)("may be a %s", async (format) => {
    const { images, store } = someImages();

    const picture = await images.takeIn(await plain(SMALL).toFormat(format).toBuffer());

    expect(pictureSchema.parse(picture)).toEqual(picture);
    expect(picture).toMatchObject({ kind: "stored", mime: "image/webp", ...SMALL });
    expect(store.kept.get(picture.hash)).toMatchObject({ createdAt: START, ...SMALL });
  });

  it("is named by the SHA-256 of what is stored, not of what was sent", async () => {
    const { images } = someImages();

    const picture = await images.takeIn(await plain(SMALL).png().toBuffer());

    const stored = await images.bytesOf(picture.hash);
    const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(stored?.bytes ?? []));
    expect(picture.hash).toBe(Buffer.from(digest).toString("hex"));
    expect(picture.bytes).toBe(stored?.bytes.length);
  });

  it("is kept once when it is sent twice", async () => {
    const { images, store } = someImages();
    const bytes = await noise(SMALL).jpeg().toBuffer();

    const [first, second] = await Promise.all([images.takeIn(bytes), images.takeIn(bytes)]);

    expect(second).toEqual(first);
    expect(store.kept.size).toBe(1);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("stands upright, whatever its EXIF says: %i", async (turn) => {
    const { images } = someImages();
    const upright = sharp({
      create: { ...SMALL, channels: 3, background: "#ff0000" },
    }).composite([
      {
        input: await plain({ width: 64, height: 16 }, "#0000ff").png().toBuffer(),
        top: 0,
        left: 0,
      },
    ]);
    const pixels = await upright.png().toBuffer();
    const turned = await unturned(pixels, turn)
      .withMetadata({ orientation: turn })
      .png()
      .toBuffer();

    const picture = await images.takeIn(turned);

    const stored = await images.bytesOf(picture.hash);
    expect(await sharp(stored?.bytes).raw().toBuffer()).toEqual(
      await sharp(pixels).removeAlpha().raw().toBuffer(),
    );
  });

  it("is turned upright and loses its metadata", async () => {
    const { images } = someImages();
    const taken = await plain(SMALL)
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Copyright: "HOME-ADDRESS" } })
      .jpeg()
      .toBuffer();

    const picture = await images.takeIn(taken);

    const stored = await images.bytesOf(picture.hash);
    expect(taken.includes("HOME-ADDRESS")).toBe(true);
    expect(picture).toMatchObject({ width: SMALL.height, height: SMALL.width });
    expect(stored?.bytes.includes("HOME-ADDRESS")).toBe(false);
    expect(stored?.bytes.includes("EXIF")).toBe(false);
  });

  it.each([
    ["a page", Buffer.from("<script>alert(1)</script>")],
    ["an archive", Buffer.from("PK\x03\x04 a.class PK\x05\x06", "latin1")],
    ["a document", Buffer.from("%PDF-1.7 trailer")],
  ])("loses %s that was glued behind it", async (_, tail) => {
    const { images } = someImages();
    for (const format of ["jpeg", "png", "gif", "webp"] as const) {
      const bytes = await plain(SMALL).toFormat(format).toBuffer();

      const picture = await images.takeIn(Buffer.concat([bytes, tail]));

      expect(picture.hash).toBe((await images.takeIn(bytes)).hash);
    }
  });

  it("loses what is written inside it", async () => {
    const { images, store } = someImages();
    const gif = await animation(SMALL);
    const note = Buffer.from("\x21\xfe\x0bHOMEADDRESS\x00", "latin1");
    // A comment goes before the trailer, the last byte.
    const noted = Buffer.concat([gif.subarray(0, -1), note, gif.subarray(-1)]);

    await images.takeIn(noted);

    expect([...store.kept.values()].map(({ bytes }) => bytes.includes("HOMEADDRESS"))).toEqual([
      false,
      false,
    ]);
  });

  it("is brought from CMYK to sRGB with its colour", async () => {
    const { images } = someImages();
    const printed = await plain(SMALL, "#ff0000").toColourspace("cmyk").jpeg().toBuffer();

    const picture = await images.takeIn(printed);

    const stored = await images.bytesOf(picture.hash);
    const { data, info } = await sharp(stored?.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(3);
    expect(data[0]).toBeGreaterThan(180);
    expect(data[1]).toBeLessThan(80);
  });

  it("keeps its transparency", async () => {
    const { images } = someImages();
    const logo = await plain(SMALL).ensureAlpha(0).png().toBuffer();

    const picture = await images.takeIn(logo);

    const stored = await images.bytesOf(picture.hash);
    expect((await sharp(stored?.bytes).stats()).isOpaque).toBe(false);
  });

  it("keeps every pixel of a small drawing", async () => {
    const { images } = someImages();
    const drawing = await noise(SMALL).png().toBuffer();

    const picture = await images.takeIn(drawing);

    const stored = await images.bytesOf(picture.hash);
    expect(await sharp(stored?.bytes).raw().toBuffer()).toEqual(
      await sharp(drawing).raw().toBuffer(),
    );
  });

  it("keeps the first frame of an animation", async () => {
    const { images } = someImages();
    const moving = await animation(SMALL);

    const picture = await images.takeIn(moving);

    const stored = await images.bytesOf(picture.hash);
    const first = await sharp(stored?.bytes).raw().toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    expect(picture).toMatchObject(SMALL);
    expect([first[0], first[1], first[2]]).toEqual([255, 0, 0]);
  });

  it("fits into 1024 x 1024 without being stretched", async () => {
    const { images } = someImages();
    const wide = await plain({ width: 3000, height: 1500 }).jpeg().toBuffer();

    expect(await images.takeIn(wide)).toMatchObject({ width: 1024, height: 512 });
  });

  it("is never enlarged, be it a single pixel", async () => {
    const { images } = someImages();
    const dot = await plain({ width: 1, height: 1 }).png().toBuffer();

    expect(await images.takeIn(dot)).toMatchObject({ width: 1, height: 1 });
  });

  it("may be a line of 20,000 pixels", async () => {
    const { images } = someImages();

    expect(await images.takeIn(blackPng({ width: 20_000, height: 1 }))).toMatchObject({
      width: 1024,
      height: 1,
    });
  });

  it("weighs at most 100 KB even if it is pure noise", async () => {
    const { images } = someImages();
    const worst = await noise({ width: 700, height: 700 }).jpeg().toBuffer();

    const picture = await images.takeIn(worst);

    // Nothing lighter looks the same.
    expect(picture.light).toBeUndefined();

    expect(picture.bytes).toBeLessThanOrEqual(MAX_STORED_BYTES);
    expect(picture.width).toBeGreaterThanOrEqual(320);
  });

  it("may be one of many at once", async () => {
    const { images, store } = someImages();
    const many = await Promise.all(
      ["#111111", "#333333", "#555555", "#777777", "#999999"].map((colour) =>
        plain(SMALL, colour).png().toBuffer(),
      ),
    );

    await Promise.all([...many, Buffer.from("not one")].map((bytes) => problemOf(images, bytes)));

    expect(store.kept.size).toBe(5);
  });
});

describe("a picture that is refused", () => {
  const refused: readonly [string, () => Promise<Buffer> | Buffer, Problem][] = [
    ["an empty file", () => Buffer.alloc(0), { code: "picture-unreadable" }],
    ["bytes of nothing", () => Buffer.from([0, 1, 254, 255]), { code: "picture-unreadable" }],
    [
      "one byte over 10 MB",
      () => Buffer.alloc(MAX_PICTURE_BYTES + 1),
      { code: "picture-too-large", maxMb: 10 },
    ],
    [
      "a small file that unpacks to 400 megapixels",
      () => blackPng({ width: 20_000, height: 20_000 }),
      { code: "picture-pixels", maxMegapixels: 25 },
    ],
    [
      "just over 25 megapixels",
      () => blackPng({ width: 5001, height: 5000 }),
      { code: "picture-pixels", maxMegapixels: 25 },
    ],
    [
      "an SVG",
      () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      { code: "picture-kind", found: "SVG" },
    ],
    ["a page", () => Buffer.from("<!doctype html><p>"), { code: "picture-kind", found: "HTML" }],
    ["text named .png", () => Buffer.from("grüße"), { code: "picture-kind", found: "text" }],
    ["a PDF", () => Buffer.from("%PDF-1.7\n\xff"), { code: "picture-kind", found: "PDF" }],
    ["an AVIF", () => plain(SMALL).avif().toBuffer(), { code: "picture-kind", found: "AVIF" }],
    ["a TIFF", () => plain(SMALL).tiff().toBuffer(), { code: "picture-kind", found: "TIFF" }],
    [
      "a HEIC photo",
      () => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"),
      { code: "picture-kind", found: "HEIC" },
    ],
  ];

  it.each(refused)("%s", async (_, make, problem) => {
    const { images, store } = someImages();

    expect(await problemOf(images, await make())).toEqual(problem);
    expect(store.kept.size).toBe(0);
  });

  it("without being unpacked: a bomb costs no memory", async () => {
    const { images } = someImages();
    const bomb = blackPng({ width: 20_000, height: 20_000 });
    const before = process.resourceUsage().maxRSS;

    await Promise.all(Array.from({ length: 8 }, () => problemOf(images, bomb)));

    // Unpacked it has 400 MB, each.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(100 * 1024);
  });

  it.each(["png", "jpeg", "webp", "gif"] as const)("a %s cut off anywhere", async (format) => {
    const { images } = someImages();
    const whole = await noise(SMALL).toFormat(format).toBuffer();
    const cuts = [0.1, 0.5, 0.95].map((part) => whole.subarray(0, Math.floor(whole.length * part)));

    const problems = await Promise.all(cuts.map((bytes) => problemOf(images, bytes)));

    expect(problems.map((problem) => problem?.code)).toEqual(cuts.map(() => "picture-unreadable"));
  });

  it("a PNG with one byte turned", async () => {
    const { images } = someImages();
    const broken = await noise(SMALL).png().toBuffer();
    const middle = Math.floor(broken.length / 2);
    broken[middle] = (broken[middle] ?? 0) ^ 0xff;

    expect(await problemOf(images, broken)).toEqual({ code: "picture-unreadable" });
  });

  it("leaves room for the next one", async () => {
    const { images } = someImages();
    await Promise.all(
      Array.from({ length: 5 }, () => problemOf(images, Buffer.from("not a picture"))),
    );

    expect(await problemOf(images, await plain(SMALL).png().toBuffer())).toBeNull();
  });
});

/** The pixels as a camera stores them that was held so; showing them takes the turn that EXIF names. */
function unturned(upright: Buffer, orientation: number) {
  const camera = sharp(upright).removeAlpha();
  switch (orientation) {
    case 2:
      return camera.flop();
    case 3:
      return camera.rotate(180);
    case 4:
      return camera.flip();
    case 5:
      return camera.flop().rotate(270);
    case 6:
      return camera.rotate(270);
    case 7:
      return camera.flop().rotate(90);
    case 8:
      return camera.rotate(90);
    default:
      return camera;
  }
}
