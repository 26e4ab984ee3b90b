import type { Body } from "../body.ts";
import { json, type Reply } from "../reply.ts";

/** The fields of a JSON body; none where there is no JSON object. Only `application/json` counts here. */
export function readObject(body: Body): Readonly<Record<string, unknown>> {
  if (body.kind !== "json" || body.contentType !== "application/json") return {};
  const { value } = body;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function fieldComplaint(
  details: readonly { readonly field: string; readonly message: string }[],
): Reply {
  return json(400, { error: "Validation failed", details });
}
