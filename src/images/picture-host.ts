import { hostedLink, hostedLinkLength } from "./hosted-link.ts";
import type { KeptImage } from "../domain/picture.ts";

/** Gives pictures a public link. */
export interface PictureHost {
  /** Of the longest link it gives; null where pictures cannot be hosted. */
  readonly linkLength: number | null;
  /** The public link of a picture we keep, under which it is there by then. @throws {InputError} `picture-host-down`. */
  linkOf(image: KeptImage): Promise<string>;
}

/** Neither a public address of our own nor a storage: a picture has no link. */
export const NO_HOSTING: PictureHost = {
  linkLength: null,
  linkOf: () => Promise.reject(new Error("pictures cannot be hosted here")),
};

/** Our own HTTP side, reachable under this origin. It serves every picture we keep, for as long as we keep it. */
export const hostOurselves = (publicUrl: string): PictureHost => ({
  linkLength: hostedLinkLength(publicUrl),
  linkOf: async (image) => hostedLink(publicUrl, image),
});
