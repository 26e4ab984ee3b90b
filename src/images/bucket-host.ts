import { refuse } from "../domain/errors.ts";
import type { KeptImage } from "../domain/picture.ts";
import { singleFlight } from "../kit/single-flight.ts";
import { hostedLink, hostedLinkLength } from "./hosted-link.ts";
import type { ImageStore } from "./image-store.ts";
import type { PictureHost } from "./picture-host.ts";

/** A place for files that the open internet can read. Putting the same name again replaces it. */
export interface Bucket {
  put(name: string, bytes: Buffer, mime: string): Promise<void>;
}

/**
 * Hosts pictures in a bucket, so that they outlive this machine. Each is put there once, when it is first needed; the
 * name is the hash of its bytes, so a second put after a crash changes nothing.
 *
 * @param deps.publicUrl Under which the bucket can be read, without a slash at its end.
 */
export function hostInBucket(deps: {
  readonly bucket: Bucket;
  readonly publicUrl: string;
  readonly store: Pick<ImageStore, "get" | "hostedUrl" | "setHosted">;
}): PictureHost {
  const { bucket, publicUrl, store } = deps;
  const once = singleFlight<string>();

  async function put({ hash, mime }: KeptImage): Promise<string> {
    const link = hostedLink(publicUrl, { hash, mime });
    // Under another link it was put by other settings: that bucket may be gone.
    if ((await store.hostedUrl(hash)) === link) return link;
    const stored = await store.get(hash);
    if (!stored) return refuse({ code: "picture-gone" });
    try {
      await bucket.put(link.slice(publicUrl.length + 1), stored.bytes, mime);
    } catch {
      // No cause: it can quote the request, and with it what signs it.
      refuse({ code: "picture-host-down" });
    }
    await store.setHosted(hash, link);
    return link;
  }

  return {
    linkLength: hostedLinkLength(publicUrl),
    linkOf: (image) => once(image.hash, () => put(image)),
  };
}
