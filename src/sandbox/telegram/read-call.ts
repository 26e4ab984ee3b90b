import { fieldsOf, resolve } from "./check-call.ts";
import { readMultipart } from "./multipart.ts";
import { refuse } from "./refusal.ts";
import type { Shape } from "./schema.ts";
import type { SimUpload } from "./world.ts";

export interface RawCall {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * Reads a call's fields from wherever Telegram takes them: query, form, multipart or JSON.
 *
 * Text becomes what the field's type asks for, and `attach://` the file that came along.
 *
 * @throws {Refusal} 400 on a body that cannot be read.
 */
export function readCall(raw: RawCall): Record<string, unknown> {
  const { fields, files } = readBody(raw);
  const shapes = fieldsOf(raw.method);
  const payload: Record<string, unknown> = {};
  for (const [name, value] of [...raw.query, ...fields]) {
    const shape = shapes[name] ?? shapes[`${name}?`] ?? "string";
    payload[name] = withFiles(
      typeof value === "string" ? fromText(shape, name, value) : value,
      files,
    );
  }
  // A file may also stand directly under its field's name.
  for (const [name, file] of files) {
    if (name in shapes || `${name}?` in shapes) payload[name] = file;
  }
  return payload;
}

type Files = ReadonlyMap<string, SimUpload>;

function readBody(raw: RawCall): { fields: Iterable<[string, unknown]>; files: Files } {
  const none: Files = new Map();
  const [type = "", ...parameters] = raw.contentType.split(";").map((part) => part.trim());
  if (raw.body.length === 0) return { fields: [], files: none };
  if (type.toLowerCase() === "multipart/form-data") {
    const boundary = parameters.find((one) => one.startsWith("boundary="))?.slice(9) ?? "";
    return (
      readMultipart(raw.body, boundary.replace(/^"|"$/g, "")) ?? refuse("can't parse the form")
    );
  }
  if (type.toLowerCase() === "application/json") {
    const fields = fromJson(raw.body.toString("utf8"));
    if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
      refuse("object expected as payload");
    }
    return { fields: Object.entries(fields), files: none };
  }
  return { fields: new URLSearchParams(raw.body.toString("utf8")), files: none };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse("can't parse JSON object");
  }
}

function fromText(numbered: Shape, name: string, text: string): unknown {
  const shape = resolve(numbered);
  const kinds = typeof shape === "object" && "any" in shape ? shape.any.map(resolve) : [shape];
  if (kinds.includes("number") && /^-?\d+$/.test(text)) return Number(text);
  if (kinds.includes("string") || kinds.includes("file")) return text;
  if (
    kinds.some((kind) => typeof kind === "object" && "only" in kind && kind.only.includes(text))
  ) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return refuse(`can't parse ${name}`);
  }
}

function withFiles(value: unknown, files: Files): unknown {
  if (typeof value === "string" && value.startsWith("attach://")) {
    return files.get(value.slice(9)) ?? refuse("the file named by attach:// is not in the request");
  }
  if (Array.isArray(value)) return value.map((item) => withFiles(item, files));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withFiles(item, files)]),
  );
}
