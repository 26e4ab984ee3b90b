import { refuse } from "../domain/errors.ts";
import type { LaunchRequest } from "../domain/launch.ts";
import { routePicture, type KeptImage } from "../domain/picture.ts";
import { TARGETS } from "../domain/targets.ts";
import type { WirePicture } from "../providers/provider.ts";

/** Where pictures get a public link. */
export interface PictureHosting {
  /** Of the longest link it gives; null where pictures cannot be hosted. */
  readonly linkLength: number | null;
  /** The public link of a picture, under which it is there by then. @throws {InputError} `picture-host-down`. */
  linkOf(image: KeptImage): Promise<string>;
}

/**
 * Brings a launch's picture into the form its target takes: bytes where they fit into the request, else a public link.
 *
 * @throws {InputError} `picture-gone` when it is no longer stored, `picture-needs-link` when it cannot be hosted.
 */
export function createPictureFor(deps: {
  readonly bytesOf: (hash: string) => Promise<{ readonly bytes: Buffer } | null>;
  readonly hosting: PictureHosting;
}): (request: LaunchRequest) => Promise<WirePicture | null> {
  return async ({ picture, target: id }) => {
    if (picture === null) return null;
    const rules = TARGETS[id].picture;
    const route = routePicture(picture, rules, deps.hosting.linkLength);
    if (route === null)
      return refuse({ code: "picture-needs-link", target: id, max: rules.maxLink });
    if (route.by === "link") return { form: "link", url: route.url };
    const { image } = route;
    const stored = await deps.bytesOf(image.hash);
    if (!stored) return refuse({ code: "picture-gone" });
    return route.by === "request"
      ? { form: "bytes", bytes: stored.bytes, mime: image.mime }
      : { form: "link", url: await deps.hosting.linkOf(image) };
  };
}
