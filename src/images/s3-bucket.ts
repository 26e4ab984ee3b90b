import { S3mini } from "s3mini";
import type { Bucket } from "./bucket-host.ts";

export interface S3Place {
  /** Base URL of the storage, without the bucket and without a slash at its end. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const PUT_MS = 15_000;

/**
 * A bucket of any S3-compatible storage, addressed by its path. That strangers may read it is a matter of its own policy:
 * we set none, since many storages refuse such requests.
 */
export function openS3Bucket({ endpoint, bucket, ...place }: S3Place): Bucket {
  const s3 = new S3mini({
    ...place,
    endpoint: `${endpoint}/${bucket}`,
    requestAbortTimeout: PUT_MS,
    fetch: (to, init) => {
      const headers = new Headers(init?.headers);
      // The name is the hash of the content, which therefore never changes.
      headers.set("cache-control", "public, max-age=31536000, immutable");
      // What was signed for this place is for nobody else.
      return fetch(to, { ...init, headers, redirect: "error" });
    },
  });
  return {
    async put(name, bytes, mime) {
      await s3.putObject(name, bytes, mime);
    },
  };
}
