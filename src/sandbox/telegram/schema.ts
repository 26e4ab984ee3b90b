import type { ApiMethods } from "@grammyjs/types";
import stored from "./schema.json" with { type: "json" };

/** What a value must look like. A number points into {@link Schema.shapes}; a field whose name ends in `?` may be absent. */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "file"
  | number
  | { readonly only: readonly (string | number | boolean)[] }
  | { readonly list: Shape }
  | { readonly any: readonly Shape[] }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** The Bot API as `@grammyjs/types` has it: see make-schema.ts. */
export interface Schema {
  readonly methods: Readonly<Record<string, Readonly<Record<string, Shape>>>>;
  readonly update: Shape;
  readonly shapes: readonly Shape[];
}

export type Method = keyof ApiMethods<never>;

export const schema = stored as unknown as Schema;
