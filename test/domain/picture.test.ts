import { describe, expect, it } from "vitest";
import {
  otherSize,
  routePicture,
  type KeptImage,
  type StoredPicture,
} from "../../src/domain/picture.ts";
import { roundTripsOf } from "../../src/domain/round-trips.ts";
import { TARGETS } from "../../src/domain/targets.ts";

const image = (bytes: number, mime: KeptImage["mime"] = "image/webp"): KeptImage => ({
  ...{ hash: bytes.toString(16).padStart(64, "0"), mime, bytes },
  ...{ width: 512, height: 512 },
});
const LIGHT = image(9_000);
const MOVING = image(400_000, "image/gif");
const heavy = (part: Partial<StoredPicture> = {}): StoredPicture => ({
  ...{ kind: "stored", ...image(100_000), light: LIGHT },
  ...part,
});
const { pump, swarms } = TARGETS;
const HOSTED = 80;

it.each([
  [0, 1],
  [12_000, 1],
  [13_000, 2],
  [38_700, 2],
  [48_000, 3],
  [133_336, 4],
  [1_000_000, 7],
])("%i bytes of a picture make a request of %i round trips", (bytes, trips) => {
  expect(roundTripsOf(bytes)).toBe(trips);
});

describe("the way of a picture", () => {
  it("is the request, in the light size, where it cannot be hosted", () => {
    expect(routePicture(heavy(), pump.picture, null)).toEqual({ by: "request", image: LIGHT });
  });

  it("is the request, in full, where its person wants that", () => {
    expect(routePicture(heavy({ full: true }), pump.picture, null)).toMatchObject({
      by: "request",
      image: { bytes: 100_000 },
    });
  });

  it("is a public link of ours, in full, where that saves round trips", () => {
    const hosted = { by: "hosting", image: { bytes: 100_000 } };

    expect(routePicture(heavy(), pump.picture, HOSTED)).toMatchObject(hosted);
    expect(routePicture(heavy(), swarms.picture, HOSTED)).toMatchObject(hosted);
    expect(routePicture(heavy({ moving: MOVING }), swarms.picture, HOSTED)).toEqual({
      by: "hosting",
      image: MOVING,
    });
  });

  it("is the request where it is light by itself, hosted or not", () => {
    const small = heavy({ ...LIGHT });

    expect(routePicture(small, pump.picture, HOSTED)).toMatchObject({ by: "request" });
    expect(routePicture(small, pump.picture, null)).toMatchObject({ by: "request" });
  });

  it("is the request where the link would be too long", () => {
    expect(routePicture(heavy(), pump.picture, 501)).toEqual({ by: "request", image: LIGHT });
  });
});

describe("the other size", () => {
  it("is the full one with what it costs, and back again with what that saves", () => {
    expect(otherSize(heavy(), pump.picture, null)).toMatchObject({
      image: { bytes: 100_000 },
      moreRoundTrips: 3,
    });
    expect(otherSize(heavy({ full: true }), pump.picture, null)).toMatchObject({
      image: LIGHT,
      moreRoundTrips: -3,
    });
  });

  it("is none where there is one size, or it is hosted, or there is no picture", () => {
    const single: StoredPicture = { kind: "stored", ...image(100_000) };

    expect(otherSize(single, pump.picture, null)).toBeNull();
    expect(otherSize(heavy(), swarms.picture, null)).toBeNull();
    expect(otherSize(heavy(), pump.picture, HOSTED)).toBeNull();
    expect(otherSize(null, pump.picture, null)).toBeNull();
  });
});
