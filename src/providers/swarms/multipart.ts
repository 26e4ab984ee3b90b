import type { OpenBody } from "../open-body.ts";
import type { WirePicture } from "../provider.ts";

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
 * @param fields Texts by name. Names are ours and need no escaping.
 * @param secrets Names of fields to be filled in later.
 */
export function openForm(
  fields: Readonly<Record<string, string>>,
  secrets: readonly string[],
  file: Extract<WirePicture, { form: "bytes" }>,
): { readonly contentType: string; readonly body: OpenBody } {
  const boundary = `launchgram-${crypto.randomUUID()}`;
  const part = (headers: string, content: OpenBody[number]): OpenBody => [
    Buffer.from(`--${boundary}\r\n${headers}\r\n\r\n`),
    content,
    Buffer.from("\r\n"),
  ];
  const field = (name: string) => `content-disposition: form-data; name="${name}"`;
  const fileName = `image.${EXTENSIONS[file.mime] ?? "png"}`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: [
      ...Object.entries(fields).flatMap(([name, text]) => part(field(name), Buffer.from(text))),
      ...secrets.flatMap((secret) => part(field(secret), { secret, as: "bytes" })),
      ...part(
        `${field("image")}; filename="${fileName}"\r\ncontent-type: ${file.mime}`,
        file.bytes,
      ),
      Buffer.from(`--${boundary}--\r\n`),
    ],
  };
}
