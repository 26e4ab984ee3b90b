import type { WirePicture } from "../provider.ts";

export interface Multipart {
  readonly contentType: string;
  /** Holds the secrets; wipe it after the call. */
  readonly body: Buffer;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
};

/**
 * Writes a `multipart/form-data` body by hand: a form of the platform takes strings alone, and a key that was a string
 * once cannot be wiped any more.
 *
 * @param fields Text fields by name, as UTF-8 bytes. Names are ours and need no escaping.
 */
export function multipart(
  fields: Readonly<Record<string, Buffer>>,
  file: Extract<WirePicture, { form: "bytes" }>,
): Multipart {
  const boundary = `launchgram-${crypto.randomUUID()}`;
  const part = (headers: string, content: Buffer) => [
    Buffer.from(`--${boundary}\r\n${headers}\r\n\r\n`),
    content,
    Buffer.from("\r\n"),
  ];
  const name = `image.${EXTENSIONS[file.mime] ?? "png"}`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([
      ...Object.entries(fields).flatMap(([field, value]) =>
        part(`content-disposition: form-data; name="${field}"`, value),
      ),
      ...part(
        `content-disposition: form-data; name="image"; filename="${name}"\r\ncontent-type: ${file.mime}`,
        file.bytes,
      ),
      Buffer.from(`--${boundary}--\r\n`),
    ]),
  };
}
