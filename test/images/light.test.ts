import { expect, it } from "vitest";
import { LIGHT_FORMS } from "../../src/images/light.ts";
import { someImages } from "./an-intake.ts";
import { noise, photo, plain } from "./corpus.ts";

const LARGE = { width: 640, height: 480 };
const [ONE_ROUND_TRIP, TWO_ROUND_TRIPS] = LIGHT_FORMS.map(({ bytes }) => bytes) as [number, number];

it("a photo gets a form that leaves with the first round trip, and keeps its own", async () => {
  const { images, store } = someImages();

  const picture = await images.takeIn(await photo(LARGE).jpeg().toBuffer());

  expect(picture).toMatchObject(LARGE);
  expect(picture.light?.bytes).toBeLessThanOrEqual(ONE_ROUND_TRIP);
  expect(picture.light?.width).toBeGreaterThanOrEqual(320);
  expect(store.kept.get(picture.light?.hash ?? "")).toMatchObject({ mime: "image/webp" });
});

it("a busy photo leaves with the first round trip too, without its finest grain", async () => {
  const { images } = someImages();
  const busy = await noise(LARGE).blur(2).jpeg().toBuffer();

  const { light } = await images.takeIn(busy);

  expect(light?.bytes).toBeLessThanOrEqual(ONE_ROUND_TRIP);
  expect(light?.width).toBe(320);
});

it("a photo of which that would leave too little gets the best that leaves with the second", async () => {
  const { images } = someImages();
  const busy = await noise(LARGE).blur(1).jpeg().toBuffer();

  const { light } = await images.takeIn(busy);

  expect(light?.bytes).toBeGreaterThan(ONE_ROUND_TRIP);
  expect(light?.bytes).toBeLessThanOrEqual(TWO_ROUND_TRIPS);
});

it("a picture that nothing lighter looks like stays as it is", async () => {
  const { images } = someImages();
  const rough = await noise({ width: 400, height: 400 }).jpeg().toBuffer();

  const picture = await images.takeIn(rough);

  expect(picture.bytes).toBeGreaterThan(TWO_ROUND_TRIPS);
  expect(picture.light).toBeUndefined();
});

it("a picture that is light needs no other form", async () => {
  const { images, store } = someImages();

  const picture = await images.takeIn(await plain(LARGE).png().toBuffer());

  expect(picture.bytes).toBeLessThanOrEqual(ONE_ROUND_TRIP);
  expect(picture.light).toBeUndefined();
  expect(store.kept.size).toBe(1);
});

it("the same picture gives the same forms", async () => {
  const bytes = await photo(LARGE).jpeg().toBuffer();

  const [one, other] = await Promise.all(
    [someImages(), someImages()].map(({ images }) => images.takeIn(bytes)),
  );

  expect(one?.light).toBeDefined();
  expect(one).toEqual(other);
});
