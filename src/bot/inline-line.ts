import { emptyDraft } from "../domain/draft.ts";
import type { Found } from "../domain/one-line/line.ts";
import { readLine } from "../domain/one-line/read-line.ts";
import { TARGET_IDS, type TargetId } from "../domain/targets.ts";
import type { BotDeps } from "./deps.ts";
import { fill, type Filled } from "./line-content.ts";
import { contentOf, type Preset } from "./preset-store.ts";

/** A line behind the bot's name that can be read in one way, with the preset that it names. */
export interface InlineLine {
  readonly found: Found;
  readonly preset: Preset | null;
  /** The targets that it may go to: its own, its preset's, or any. */
  readonly targets: readonly TargetId[];
}

/** Null when the line cannot be launched as it stands: see `readLine` for why, or there is no such preset. */
export async function readInlineLine(
  deps: Pick<BotDeps, "presets">,
  ownerId: number,
  text: string,
): Promise<InlineLine | null> {
  const { found, choices, unread } = readLine(text);
  if (choices.length > 0 || unread.length > 0) return null;
  const named = found.preset;
  const preset = named === undefined ? null : await deps.presets.get(ownerId, named);
  if (named !== undefined && preset === null) return null;
  const only = found.target ?? preset?.target;
  return { found, preset, targets: only ? [only] : TARGET_IDS };
}

/** What the line comes to at one target. Its picture is a link that nobody has looked at. */
export function contentAt({ found, preset }: InlineLine, target: TargetId): Filled {
  const base = preset ? contentOf(preset) : emptyDraft(target);
  const { content, misfits } = fill(base, { ...found, target });
  const { picture: url } = found;
  const picture = url === undefined ? null : ({ kind: "link", url } as const);
  return { content: { ...content, picture }, misfits };
}
