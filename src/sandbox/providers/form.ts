import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";

/**
 * Reads a multipart form. A part with a file name is a `File`, any other a text.
 *
 * @returns Null when it is malformed or names a part twice, which has no meaning that everybody agrees on.
 */
export async function readForm(
  contentTypeHeader: string,
  bytes: Buffer,
): Promise<Readonly<Record<string, string | File>> | null> {
  const parts: (readonly [string, string | File])[] = [];
  try {
    const parser = busboy({ headers: { "content-type": contentTypeHeader } });
    parser.on("field", (name, value) => parts.push([name, value]));
    parser.on("file", (name, stream, { filename, mimeType }) => {
      const chunks: Buffer<ArrayBuffer>[] = [];
      stream.on("data", (chunk: Buffer<ArrayBuffer>) => chunks.push(chunk));
      // A part that breaks off breaks the whole form; the pipeline reports it.
      stream.on("error", () => undefined);
      stream.on("end", () =>
        parts.push([name, new File(chunks, filename ?? "", { type: mimeType })]),
      );
    });
    await pipeline(Readable.from([bytes]), parser);
  } catch {
    return null;
  }
  const fields = Object.fromEntries(parts);
  return Object.keys(fields).length === parts.length ? fields : null;
}
