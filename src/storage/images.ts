import { and, asc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { ImageStore, Place, StoredImage, Stretch, Swept } from "../images/image-store.ts";
import { unnamedIn } from "./picture-names.ts";
import type { tables } from "./tables.ts";
import { limitSlot, run, type Tx, type UnitOfWork, type Work } from "./unit-of-work.ts";

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
      transact(function* (tx) {
        const [row] = yield* run(tx.ready(hostedUrlOf, { hash }));
        return row?.hostedUrl ?? null;
      }),
    sweep: (stretch) => transact((tx) => sweep(tx, stretch)),
  };
}

const OLDEST: Place = { createdAt: 0, hash: "" };

function* sweep(tx: Tx, { before, from, limit }: Stretch): Work<Swept> {
  const { q, t } = tx;
  const seen = yield* run(tx.ready(nextImages, { ...(from ?? OLDEST), before, limit }));
  const left = seen.filter(({ isLeft }) => isLeft === 1).map(({ hash }) => hash);
  if (left.length > 0) yield* run(q.delete(t.images).where(inArray(t.images.hash, left)));
  const last = seen.length < limit ? undefined : seen.at(-1);
  return {
    removed: left.length,
    to: last ? { createdAt: last.createdAt, hash: last.hash } : null,
  };
}

/** Reads the index alone: on the way to what stands behind the bytes SQLite goes through all of them. */
export const nextImages = (tx: Tx) => {
  const { q, t } = tx;
  const { hash, createdAt, hostedUrl } = t.images;
  const isLeft = and(
    unnamedIn(tx, t.drafts, t.drafts.content),
    unnamedIn(tx, t.launches, t.launches.request),
  );
  return q
    .select({ hash, createdAt, isLeft: sql<number>`${isLeft}` })
    .from(t.images)
    .where(
      and(
        isNull(hostedUrl),
        sql`(${createdAt}, ${hash}) > (${sql.placeholder("createdAt")}, ${sql.placeholder("hash")})`,
        lt(createdAt, sql.placeholder("before")),
      ),
    )
    .orderBy(asc(createdAt), asc(hash))
    .limit(limitSlot("limit"));
};

const hostedUrlOf = ({ q, t }: Tx) =>
  q
    .select({ hostedUrl: t.images.hostedUrl })
    .from(t.images)
    .where(eq(t.images.hash, sql.placeholder("hash")));

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
