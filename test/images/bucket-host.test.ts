import { expect, it } from "vitest";
import type { KeptImage } from "../../src/domain/picture.ts";
import { hostInBucket, type Bucket } from "../../src/images/bucket-host.ts";
import { START } from "../support/a-clock.ts";
import { aMigratedUrl, aStorage } from "../support/a-storage.ts";
import { problem } from "../support/caught.ts";

const IMAGE: KeptImage = {
  hash: "ab".repeat(32),
  mime: "image/webp",
  bytes: 3,
  width: 1,
  height: 1,
};
const NAME = `i/${IMAGE.hash}.webp`;
const PUBLIC = "https://pictures.example/moss";

/** A bucket of another make, which may be out of order. */
function aBucket() {
  const held = new Map<string, { readonly bytes: Buffer; readonly mime: string }>();
  let puts = 0;
  let down = false;
  const bucket: Bucket = {
    async put(name, bytes, mime) {
      if (down) throw new Error("PUT with signature 123");
      puts += 1;
      held.set(name, { bytes, mime });
    },
  };
  return { bucket, held, puts: () => puts, setDown: (is: boolean) => void (down = is) };
}

async function hosting({ kept = true } = {}) {
  const { images: store } = aStorage(await aMigratedUrl());
  const { hash, mime, width, height } = IMAGE;
  if (kept) {
    await store.put({ hash, mime, width, height, bytes: Buffer.from("WEB"), createdAt: START });
  }
  const place = aBucket();
  return { ...place, store, host: hostInBucket({ ...place, store, publicUrl: PUBLIC }) };
}

it("puts a picture there before it names its link", async () => {
  const { host, held } = await hosting();

  const link = await host.linkOf(IMAGE);

  expect(link).toBe(`${PUBLIC}/${NAME}`);
  expect(link.length).toBe(host.linkLength);
  expect(held.get(NAME)).toEqual({ bytes: Buffer.from("WEB"), mime: "image/webp" });
});

it("puts it once, asked at once, again, or after a restart", async () => {
  const { host, puts, bucket, store } = await hosting();

  await Promise.all([host.linkOf(IMAGE), host.linkOf(IMAGE)]);
  await host.linkOf(IMAGE);
  await hostInBucket({ bucket, store, publicUrl: PUBLIC }).linkOf(IMAGE);

  expect(puts()).toBe(1);
});

it("puts it anew when the settings name another place", async () => {
  const { host, puts, bucket, store } = await hosting();
  await host.linkOf(IMAGE);
  const moved = hostInBucket({ bucket, store, publicUrl: "https://new.example" });

  expect(await moved.linkOf(IMAGE)).toBe(`https://new.example/${NAME}`);
  expect(puts()).toBe(2);
});

it("is never swept from then on", async () => {
  const { host, store } = await hosting();
  await host.linkOf(IMAGE);

  expect(await store.sweep({ before: START + 1, from: null, limit: 1 })).toMatchObject({
    removed: 0,
  });
});

it("says that the place is down, and goes on when it is up again", async () => {
  const { host, setDown } = await hosting();
  setDown(true);

  expect(await problem(() => host.linkOf(IMAGE))).toEqual({ code: "picture-host-down" });

  setDown(false);
  expect(await host.linkOf(IMAGE)).toBe(`${PUBLIC}/${NAME}`);
});

it("says that a picture is gone", async () => {
  const { host } = await hosting({ kept: false });

  expect(await problem(() => host.linkOf(IMAGE))).toEqual({ code: "picture-gone" });
});
