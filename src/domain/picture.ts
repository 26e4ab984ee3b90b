import { z } from "zod";
import { roundTripsOf } from "./round-trips.ts";
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
    /** Its person wants the picture itself sent and not the light one, whatever that costs. */
    full: z.boolean().optional(),
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
 * and the launch. It goes with the request where it fits into the first flight, and where it cannot be hosted.
 *
 * @param hostedLinkLength Of the public link of a hosted picture; null where pictures cannot be hosted.
 */
export function routePicture(
  picture: Picture,
  rules: Target["picture"],
  hostedLinkLength: number | null,
): PictureRoute | null {
  const { forms, maxLink } = rules;
  if (picture.kind === "link") {
    return picture.url.length > maxLink ? null : { by: "link", url: picture.url, seen: false };
  }
  const canBeHosted =
    forms.includes("link") && hostedLinkLength !== null && hostedLinkLength <= maxLink;
  const best = (rules.moving ? picture.moving : undefined) ?? picture;
  if (forms.includes("data") || forms.includes("file")) {
    if (canBeHosted && roundTripsWith(best, rules) > 1) return { by: "hosting", image: best };
    const isLight = best === picture && !picture.full && forms.includes("data");
    return { by: "request", image: (isLight ? picture.light : undefined) ?? best };
  }
  if (canBeHosted) return { by: "hosting", image: best };
  const { source } = picture;
  return source !== undefined && source.length <= maxLink
    ? { by: "link", url: source, seen: true }
    : null;
}

/** How many round trips a request takes that carries this picture. In a data URL four bytes stand for three. */
export function roundTripsWith(image: KeptImage, { forms }: Target["picture"]): number {
  return roundTripsOf(forms.includes("data") ? Math.ceil(image.bytes / 3) * 4 : image.bytes);
}

/**
 * The other size in which the same picture could be sent, where its person has the choice: the picture itself instead of
 * the light one, or the other way round. Null where there is one size only, or where the larger one costs nothing.
 */
export function otherSize(
  picture: Picture | null,
  rules: Target["picture"],
  hostedLinkLength: number | null,
): { readonly image: KeptImage; readonly moreRoundTrips: number } | null {
  if (picture?.kind !== "stored" || picture.light === undefined) return null;
  const isFull = picture.full === true;
  const other = routePicture({ ...picture, full: !isFull }, rules, hostedLinkLength);
  const now = routePicture(picture, rules, hostedLinkLength);
  if (now?.by !== "request" || other?.by !== "request") return null;
  if (now.image.hash === other.image.hash) return null;
  const trips = (image: KeptImage) => roundTripsWith(image, rules);
  return { image: other.image, moreRoundTrips: trips(other.image) - trips(now.image) };
}
