import type { StoredImage } from "./image-store.ts";

const EXTENSIONS = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
} as const satisfies Record<StoredImage["mime"], string>;

const NAME = /^([0-9a-f]{64})\.([a-z]{3,4})$/;

type Named = Pick<StoredImage, "hash" | "mime">;

/** The public link of a stored picture, for providers that read it themselves. `publicUrl` is an origin. */
export function hostedLink(publicUrl: string, picture: Named): string {
  return `${publicUrl}/i/${picture.hash}.${EXTENSIONS[picture.mime]}`;
}

/** Length of the longest link {@link hostedLink} makes under this origin, known before there is a picture. */
export function hostedLinkLength(publicUrl: string): number {
  return hostedLink(publicUrl, { hash: "0".repeat(64), mime: "image/webp" }).length;
}

/** Reads the last part of such a link. Null for everything that is not exactly one. */
export function readHostedName(name: string): Named | null {
  const [, hash, extension] = NAME.exec(name) ?? [];
  const mime = (Object.keys(EXTENSIONS) as (keyof typeof EXTENSIONS)[]).find(
    (kind) => EXTENSIONS[kind] === extension,
  );
  return hash && mime ? { hash, mime } : null;
}
