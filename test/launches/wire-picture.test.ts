import { describe, expect, it } from "vitest";
import type { Picture } from "../../src/domain/picture.ts";
import { TARGET_IDS } from "../../src/domain/targets.ts";
import { createPictureFor } from "../../src/launches/wire-picture.ts";
import { problem } from "../support/caught.ts";
import { aRequest } from "../support/a-launch.ts";

const HASH = "a".repeat(64);
const BYTES = Buffer.from("picture");
const STORED: Picture = {
  kind: "stored",
  hash: HASH,
  mime: "image/webp",
  bytes: BYTES.length,
  width: 1,
  height: 1,
};
const LINK = "https://bot.example/i/picture.webp";

function pictureFor({ stored = true, hosted = true } = {}) {
  const make = createPictureFor({
    bytesOf: async (hash) => (stored && hash === HASH ? { bytes: BYTES } : null),
    hosting: { linkLength: hosted ? LINK.length : null, linkOf: async () => LINK },
  });
  return (target: (typeof TARGET_IDS)[number], picture: Picture | null) =>
    make(aRequest({ target, picture }));
}

describe("a launch's picture", () => {
  it.each(TARGET_IDS)("is nothing for %s when there is none", async (target) => {
    expect(await pictureFor()(target, null)).toBeNull();
  });

  it.each(TARGET_IDS)("is handed on to %s as the link it is", async (target) => {
    const url = "https://moss.example/m.png";

    expect(await pictureFor({ stored: false })(target, { kind: "link", url })).toEqual({
      form: "link",
      url,
    });
  });

  it.each(TARGET_IDS.filter((id) => id !== "blowfish"))("goes to %s as bytes", async (target) => {
    expect(await pictureFor({ hosted: false })(target, STORED)).toEqual({
      form: "bytes",
      bytes: BYTES,
      mime: "image/webp",
    });
  });

  it("goes to blowfish as a public link", async () => {
    expect(await pictureFor()("blowfish", STORED)).toEqual({ form: "link", url: LINK });
  });

  it("cannot go to blowfish where pictures are not hosted", async () => {
    expect(await problem(() => pictureFor({ hosted: false })("blowfish", STORED))).toEqual({
      code: "picture-needs-link",
      target: "blowfish",
      max: 255,
    });
  });

  it.each(["pump", "blowfish", "swarms"] as const)(
    "is missed before anything is sent to %s when it is gone",
    async (target) => {
      expect(await problem(() => pictureFor({ stored: false })(target, STORED))).toEqual({
        code: "picture-gone",
      });
    },
  );
});
