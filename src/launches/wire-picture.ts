import { refuse } from "../domain/errors.ts";
import type { LaunchRequest, Picture } from "../domain/launch.ts";
import { TARGETS } from "../domain/targets.ts";
import type { WirePicture } from "../providers/provider.ts";

type Stored = Extract<Picture, { kind: "stored" }>;

/**
 * Brings a launch's picture into the form its target takes: bytes where they fit into the request, else a public link.
 *
 * @throws {InputError} `picture-gone` when it is no longer stored, `picture-needs-link` when it cannot be hosted.
 */
export function createPictureFor(deps: {
  readonly bytesOf: (hash: string) => Promise<{ readonly bytes: Buffer } | null>;
  /** The public link of a stored picture; null where pictures cannot be hosted. */
  readonly linkOf: (picture: Stored) => string | null;
}): (request: LaunchRequest) => Promise<WirePicture | null> {
  return async ({ picture, target: id }) => {
    if (picture === null) return null;
    if (picture.kind === "link") return { form: "link", url: picture.url };
    const stored = await deps.bytesOf(picture.hash);
    if (!stored) return refuse({ code: "picture-gone" });
    const { forms, maxLink } = TARGETS[id].picture;
    if (forms.includes("data") || forms.includes("file")) {
      return { form: "bytes", bytes: stored.bytes, mime: picture.mime };
    }
    const url = deps.linkOf(picture);
    if (url === null) return refuse({ code: "picture-needs-link", target: id, max: maxLink });
    return { form: "link", url };
  };
}
