import type { z } from "zod";
import { draftContentSchema, emptyDraft, type DraftContent } from "../domain/draft.ts";

/** What a person launches with again and again: where, for how much, how. Never what. Kept as JSON. */
export const presetContentSchema = draftContentSchema.pick({
  target: true,
  buy: true,
  options: true,
});

export interface Preset extends Readonly<z.infer<typeof presetContentSchema>> {
  /** Latin letters in small, digits and `_`: at most 32, so that it fits on a button. */
  readonly name: string;
}

export interface Presets {
  get(ownerId: number, name: string): Promise<Preset | null>;
}

export interface PresetStore extends Presets {
  /**
   * Keeps it, in place of one of the same name.
   * @returns False when this person has `most` already, and none of this name.
   */
  put(ownerId: number, preset: Preset, most: number): Promise<boolean>;
  /** By name. */
  list(ownerId: number): Promise<readonly Preset[]>;
  remove(ownerId: number, name: string): Promise<boolean>;
}

export function contentOf({ target, buy, options }: Preset): DraftContent {
  return { ...emptyDraft(target), buy, options };
}
