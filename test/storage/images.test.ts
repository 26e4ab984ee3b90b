import { expect, it } from "vitest";
import type { KeptImage, StoredPicture } from "../../src/domain/picture.ts";
import { launchOf } from "../contracts/launch-store.ts";
import { START } from "../support/a-clock.ts";
import { aContent, aDraft, aLaunch, aRequest } from "../support/a-launch.ts";
import { aMigratedUrl, aStorage } from "../support/a-storage.ts";

const anImage = (digit: string): KeptImage => ({
  hash: digit.repeat(64),
  mime: "image/webp",
  bytes: 1,
  width: 1,
  height: 1,
});

const DIGITS = ["1", "2", "3", "a", "b", "c", "0"];

const inThreeForms = ([main = "", light = "", moving = ""]: string): StoredPicture => ({
  kind: "stored",
  ...anImage(main),
  light: anImage(light),
  moving: anImage(moving),
});

it("a sweep leaves every form of a picture that a draft or a launch names", async () => {
  const storage = aStorage(await aMigratedUrl());
  for (const digit of DIGITS) {
    const { hash, mime, width, height } = anImage(digit);
    await storage.images.put({ hash, mime, width, height, bytes: Buffer.of(1), createdAt: START });
  }
  await storage.drafts.add(aDraft({ content: aContent({ picture: inThreeForms("123") }) }));
  const launch = aLaunch({ request: aRequest({ picture: inThreeForms("abc") }) });
  await storage.drafts.add(aDraft({ id: launch.draftId }));
  await storage.launches.confirm(launch.draftId, 1, launchOf(launch));

  const swept = await storage.images.sweep({ before: START + 1, from: null, limit: 10 });

  expect(swept.removed).toBe(1);

  const kept = await Promise.all(DIGITS.map((digit) => storage.images.get(anImage(digit).hash)));
  expect(kept.map((image) => image?.hash[0] ?? "gone")).toEqual([...DIGITS.slice(0, -1), "gone"]);
});
