import type { z } from "zod";

/**
 * Reads JSON that we stored ourselves.
 *
 * @throws {Error} When it is not what this release writes: a damaged row or a mistake of ours, nobody's input.
 */
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  what: string,
): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`a stored ${what} cannot be read`, { cause });
  }
}
