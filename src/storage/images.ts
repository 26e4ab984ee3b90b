import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { ImageStore, StoredImage } from "../images/image-store.ts";
import type { tables } from "./tables.ts";
import { run, type Tx, type UnitOfWork } from "./unit-of-work.ts";

export function createImageStore(transact: UnitOfWork): ImageStore {
  return {
    put: (image) =>
      transact(function* ({ q, t }) {
        yield* run(q.insert(t.images).values(image).onConflictDoNothing());
      }),
    get: (hash) =>
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(imageByHash, { hash }));
        return row ? readImage(row) : null;
      }),
  };
}

const imageByHash = ({ q, t }: Tx) =>
  q
    .select()
    .from(t.images)
    .where(eq(t.images.hash, sql.placeholder("hash")));

const mimeSchema = z.enum(["image/png", "image/jpeg", "image/webp", "image/gif"]);

function readImage(row: typeof tables.images.$inferSelect): StoredImage {
  const { hash, mime, bytes, width, height, createdAt } = row;
  return { hash, mime: mimeSchema.parse(mime), bytes, width, height, createdAt };
}
