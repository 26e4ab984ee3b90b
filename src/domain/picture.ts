import { z } from "zod";
import type { Target } from "./targets.ts";

/** Pixels that we keep: named by the SHA-256 of their bytes, hex. */
const imageSchema = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  mime: z.enum(["image/png", "image/jpeg", "image/webp", "image/gif"]),
  bytes: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
});
export type KeptImage = Readonly<z.infer<typeof imageSchema>>;

/** A picture as a draft holds it: taken in by us and encoded anew, or a link that we could not look at. */
export const pictureSchema = z.discriminatedUnion("kind", [
  imageSchema.extend({
    kind: z.literal("stored"),
    /** The same for targets whose request carries it; absent where the picture itself is light enough or must do. */
    light: imageSchema.optional(),
    /** The same as an animated GIF; absent when it never moved, or was too much to keep. */
    moving: imageSchema.optional(),
    /** What was sent moves. */
    moves: z.boolean().optional(),
    /** The link it was loaded from. */
    source: z.url().optional(),
  }),
  z.strictObject({ kind: z.literal("link"), url: z.url() }),
]);
export type Picture = Readonly<z.infer<typeof pictureSchema>>;
export type StoredPicture = Extract<Picture, { kind: "stored" }>;

/** How a picture gets to a target: with the request, from where we host it, or by somebody else's link. */
export type PictureRoute =
  | { readonly by: "request" | "hosting"; readonly image: KeptImage }
  /** `seen`: it was what the preview shows when we looked; whoever owns the link may change it. */
  | { readonly by: "link"; readonly url: string; readonly seen: boolean };

/** A public link under which the picture was found; null when it was sent as a file. */
export function linkOfPicture(picture: Picture | null): string | null {
  if (picture === null) return null;
  return picture.kind === "link" ? picture.url : (picture.source ?? null);
}

/**
 * The way a picture takes to a target; null where there is none. The preview, the check of a draft and the launch all ask
 * here, so what is shown is what is sent.
 *
 * Our own copy goes before the person's link wherever it can: what stands behind a link can change between the preview
 * and the launch.
 *
 * @param hostedLinkLength Of the public link of a hosted picture; null where pictures cannot be hosted.
 */
export function routePicture(
  picture: Picture,
  { forms, maxLink, moving }: Target["picture"],
  hostedLinkLength: number | null,
): PictureRoute | null {
  if (picture.kind === "link") {
    return picture.url.length > maxLink ? null : { by: "link", url: picture.url, seen: false };
  }
  if (forms.includes("data") || forms.includes("file")) {
    const light = forms.includes("data") ? picture.light : undefined;
    return { by: "request", image: (moving ? picture.moving : undefined) ?? light ?? picture };
  }
  if (hostedLinkLength !== null && hostedLinkLength <= maxLink) {
    return { by: "hosting", image: picture };
  }
  const { source } = picture;
  return source !== undefined && source.length <= maxLink
    ? { by: "link", url: source, seen: true }
    : null;
}
