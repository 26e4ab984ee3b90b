import { InputError } from "../../src/domain/errors.ts";
import type { Problem } from "../../src/domain/problem.ts";
import type { ImageStore, StoredImage } from "../../src/images/image-store.ts";
import { createImages, type Images } from "../../src/images/images.ts";
import { aClock } from "../support/a-clock.ts";

function memoryStore(): Pick<ImageStore, "put" | "get"> & {
  readonly kept: Map<string, StoredImage>;
} {
  const kept = new Map<string, StoredImage>();
  return {
    kept,
    put: async (image) => {
      if (!kept.has(image.hash)) kept.set(image.hash, image);
    },
    get: async (hash) => kept.get(hash) ?? null,
  };
}

/** The way pictures come in, and what was kept of them. */
export function someImages() {
  const store = memoryStore();
  const images = createImages({ store, clock: aClock() });
  return { store, images };
}

/** Why a picture is refused; null when it is taken in. */
export async function problemOf(images: Images, bytes: Buffer): Promise<Problem | null> {
  try {
    await images.takeIn(bytes);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error.problem;
    throw error;
  }
}
