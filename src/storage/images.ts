import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { ImageStore, StoredImage } from "../images/image-store.ts";
import { unnamedIn } from "./picture-names.ts";
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
    setHosted: (hash, url) =>
      transact(function* ({ q, t }) {
        yield* run(q.update(t.images).set({ hostedUrl: url }).where(eq(t.images.hash, hash)));
      }),
    hostedUrl: (hash) =>
      transact(function* ({ q, t }) {
        const url = q.select({ url: t.images.hostedUrl }).from(t.images);
        const [row] = yield* run(url.where(eq(t.images.hash, hash)));
        return row?.url ?? null;
      }),
    sweep: (before) =>
      transact(function* (tx) {
        const { q, t } = tx;
        const left = and(
          lt(t.images.createdAt, before),
          isNull(t.images.hostedUrl),
          unnamedIn(tx, t.drafts, t.drafts.content),
          unnamedIn(tx, t.launches, t.launches.request),
        );
        const gone = q
          .delete(t.images)
          .where(left)
          .returning({ one: sql`1` });
        return (yield* run(gone)).length;
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
