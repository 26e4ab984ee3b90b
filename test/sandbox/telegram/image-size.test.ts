import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readImageHead } from "../../../src/sandbox/telegram/image-size.ts";
import { plainPng } from "../../../src/sandbox/telegram/plain-png.ts";

const picture = () =>
  sharp({
    create: { width: 301, height: 47, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
  });

describe("the size of a picture", () => {
  it.each([
    ["image/png", () => picture().png()],
    ["image/jpeg", () => picture().jpeg()],
    [
      "image/jpeg",
      () =>
        picture()
          .jpeg({ progressive: true })
          .withExif({ IFD0: { Make: "x" } }),
    ],
    ["image/gif", () => picture().gif()],
    ["image/webp", () => picture().webp()],
    ["image/webp", () => picture().webp({ lossless: true })],
    ["image/webp", () => picture().flatten().webp()],
  ])("is read from %s", async (mime, make) => {
    const bytes = await make().toBuffer();

    expect(readImageHead(bytes)).toEqual({ mime, width: 301, height: 47 });
  });

  it("is unknown for anything else, and for a picture that was cut off", async () => {
    const jpeg = await picture().jpeg().toBuffer();

    expect(readImageHead(Buffer.from("<svg/>"))).toBeNull();
    expect(readImageHead(Buffer.alloc(0))).toBeNull();
    expect(readImageHead(jpeg.subarray(0, 30))).toBeNull();
  });

  it("fits the grey picture, which decodes", async () => {
    const grey = plainPng(90, 60);

    expect((await sharp(grey).stats()).channels[0]).toMatchObject({ min: 0xb0, max: 0xb0 });
    expect(readImageHead(grey)).toMatchObject({ width: 90, height: 60 });
  });
});
