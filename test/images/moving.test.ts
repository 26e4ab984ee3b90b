import sharp from "sharp";
import { expect, it } from "vitest";
import { encodeMoving } from "../../src/images/moving.ts";
import { problemOf, someImages } from "./an-intake.ts";
import { animation, dottedGif, plain } from "./corpus.ts";

const SMALL = { width: 64, height: 48 };

it.each(["gif", "webp"] as const)(
  "an animated %s is kept as a GIF beside its first frame",
  async (format) => {
    const { images, store } = someImages();

    const picture = await images.takeIn(await animation(SMALL, ["#ff0000", "#0000ff"], format));

    expect(picture).toMatchObject({
      mime: "image/webp",
      moves: true,
      moving: { mime: "image/gif" },
    });
    const kept = store.kept.get(picture.moving?.hash ?? "");
    expect(kept).toMatchObject(SMALL);
    expect(await sharp(kept?.bytes).metadata()).toMatchObject({
      format: "gif",
      pages: 2,
      delay: [120, 120],
      loop: 3,
    });
  },
);

it("a picture that stands still has no moving form", async () => {
  const { images } = someImages();

  const picture = await images.takeIn(await plain(SMALL).gif().toBuffer());

  expect(picture.moving).toBeUndefined();
  expect(picture.moves).toBeUndefined();
});

it("an animation that is too heavy is made smaller", async () => {
  const moving = await animation({ width: 480, height: 240 });

  expect(await encodeMoving(moving, { frames: 2 })).toMatchObject({ width: 480, height: 240 });
  const whole = (await encodeMoving(moving, { frames: 2 }))?.bytes.length ?? 0;
  const smaller = await encodeMoving(moving, { frames: 2 }, whole - 1);

  expect(smaller).toMatchObject({ width: 320, height: 160 });
  expect(smaller?.bytes.length).toBeLessThan(whole);
});

it("an animation that stays too heavy is not kept", async () => {
  const moving = await animation({ width: 480, height: 240 });

  expect(await encodeMoving(moving, { frames: 2 }, 100)).toBeNull();
});

it("an animation of more than 25 megapixels over all its frames is not unpacked: its first frame stands for it", async () => {
  const { images } = someImages();

  const picture = await images.takeIn(dottedGif({ width: 1000, height: 1000 }, 26));

  expect(picture).toMatchObject({ width: 1000, height: 1000, moves: true });
  expect(picture.moving).toBeUndefined();
});

it("an animation that is cut off behind its first frame is kept as that frame, or refused", async () => {
  const { images } = someImages();
  const whole = await animation(SMALL, ["#ff0000", "#00ff00", "#0000ff"]);

  const problem = await problemOf(images, whole.subarray(0, whole.length - 20));

  expect(problem === null || problem.code === "picture-unreadable").toBe(true);
});
