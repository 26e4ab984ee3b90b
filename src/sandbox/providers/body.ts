import { readForm } from "./form.ts";

/** A request body, read once by its content type. */
export type Body =
  | { readonly kind: "none" }
  | { readonly kind: "json"; readonly contentType: string; readonly value: unknown }
  | { readonly kind: "form"; readonly fields: Readonly<Record<string, string | File>> }
  /** Of a type nobody here reads. */
  | { readonly kind: "other"; readonly contentType: string }
  /** Of a type we read, but not in its form. */
  | { readonly kind: "broken"; readonly contentType: string };

/** Where a front server would stop reading. Our own bound. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** JSON also under `text/plain`, as j7tracker's own samples send it. */
export async function readBody(contentTypeHeader: string, bytes: Buffer): Promise<Body> {
  const contentType = contentTypeHeader.split(";")[0]?.trim().toLowerCase() ?? "";
  if (bytes.length === 0) return { kind: "none" };
  if (contentType === "multipart/form-data") {
    const fields = await readForm(contentTypeHeader, bytes);
    return fields ? { kind: "form", fields } : { kind: "broken", contentType };
  }
  if (contentType !== "application/json" && contentType !== "text/plain") {
    return { kind: "other", contentType };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { kind: "json", contentType, value: JSON.parse(text) };
  } catch {
    return { kind: "broken", contentType };
  }
}

/** What is kept of a body before masking. */
export function bodyContent(body: Body): unknown {
  if (body.kind === "json") return body.value;
  return body.kind === "form" ? body.fields : null;
}
