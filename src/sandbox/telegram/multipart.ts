import type { SimUpload } from "./world.ts";

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, SimUpload>;
}

/**
 * Takes a `multipart/form-data` body apart.
 *
 * Our own, since grammY writes file names without quotes and `Response.formData()` refuses those with a space in them.
 *
 * @returns null when the body does not keep to the boundary.
 */
export function readMultipart(body: Buffer, boundary: string): Form | null {
  const fields = new Map<string, string>();
  const files = new Map<string, SimUpload>();
  const mark = Buffer.from(`--${boundary}`);
  const nextMark = Buffer.from(`\r\n--${boundary}`);
  if (!body.subarray(0, mark.length).equals(mark)) return null;
  let start = mark.length;
  while (body.subarray(start, start + 2).toString("latin1") === "\r\n") {
    const headEnd = body.indexOf("\r\n\r\n", start);
    const end = body.indexOf(nextMark, start + 2);
    if (headEnd < 0 || end < headEnd + 4) return null;
    const content = body.subarray(headEnd + 4, end);
    const head = readHead(body.subarray(start + 2, headEnd).toString("utf8"));
    if (head === null) return null;
    if (head.fileName === null) fields.set(head.name, content.toString("utf8"));
    else files.set(head.name, { bytes: content, name: head.fileName, mime: head.mime });
    start = end + nextMark.length;
  }
  return { fields, files };
}

function readHead(head: string) {
  const lines = head.split("\r\n");
  const disposition = lines.find((line) => /^content-disposition:/i.test(line)) ?? "";
  const name = parameter(disposition, "name");
  if (name === null) return null;
  const type = lines.find((line) => /^content-type:/i.test(line))?.replace(/^[^:]*:\s*/, "");
  return {
    name,
    fileName: parameter(disposition, "filename"),
    mime: type ?? "application/octet-stream",
  };
}

function parameter(header: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;]*))`, "i").exec(header);
  return found ? (found[1] ?? found[2] ?? "").trim() : null;
}
