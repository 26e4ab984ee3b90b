import { refuse } from "../domain/errors.ts";
import type { KeptImage, StoredPicture } from "../domain/picture.ts";
import type { Clock } from "../kit/clock.ts";
import { createGate } from "../kit/gate.ts";
import { decodePicture } from "./decode.ts";
import { encodePicture, type EncodedPicture } from "./encode.ts";
import { readHostedName } from "./hosted-link.ts";
import type { ImageStore, StoredImage } from "./image-store.ts";
import { encodeLight } from "./light.ts";
import { encodeMoving } from "./moving.ts";

/** What we take in, at most. A caller that downloads should stop reading there. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;

/** A decode may need 100 MB; two of them are what a small machine can spare. */
const DECODES_AT_ONCE = 2;

export interface Images {
  /**
   * Checks a picture, encodes it anew in every form a target may need, and keeps each once. What was sent is never stored
   * or shown: metadata, hidden tails and colour profiles stay behind.
   *
   * @throws {InputError} `picture-too-large`, `picture-kind`, `picture-pixels` or `picture-unreadable`.
   */
  takeIn(bytes: Buffer): Promise<StoredPicture>;
  bytesOf(hash: string): Promise<StoredImage | null>;
  /** The picture behind the last part of a hosted link, `<hash>.<ext>`; null unless both parts are right. */
  byHostedName(name: string): Promise<StoredImage | null>;
}

export function createImages(deps: {
  readonly store: Pick<ImageStore, "put" | "get">;
  readonly clock: Clock;
}): Images {
  const { store, clock } = deps;
  const gate = createGate(DECODES_AT_ONCE);

  async function keep({ bytes, mime, width, height }: EncodedPicture): Promise<KeptImage> {
    const hash = await sha256(bytes);
    await store.put({ hash, mime, bytes, width, height, createdAt: clock.now() });
    return { hash, mime, bytes: bytes.length, width, height };
  }

  return {
    async takeIn(sent) {
      if (sent.length > MAX_PICTURE_BYTES) {
        refuse({ code: "picture-too-large", maxMb: MAX_PICTURE_BYTES / 1024 / 1024 });
      }
      if (sent.length === 0) refuse({ code: "picture-unreadable" });
      const { main, light, moving, moves } = await gate(() => encodeForms(sent));
      return {
        kind: "stored",
        ...(await keep(main)),
        ...(light ? { light: await keep(light) } : {}),
        ...(moving ? { moving: await keep(moving) } : {}),
        ...(moves ? { moves } : {}),
      };
    },

    bytesOf: (hash) => store.get(hash),

    async byHostedName(name) {
      const wanted = readHostedName(name);
      const image = wanted && (await store.get(wanted.hash));
      return image?.mime === wanted?.mime ? image : null;
    },
  };
}

async function encodeForms(sent: Buffer) {
  const pixels = await decodePicture(sent);
  const main = await encodePicture(pixels);
  const light = await encodeLight(pixels, main);
  return { main, light, moving: await encodeMoving(sent, pixels), moves: pixels.frames > 1 };
}

async function sha256(bytes: Buffer): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))).toString("hex");
}
