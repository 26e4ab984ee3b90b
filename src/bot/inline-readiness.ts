import { fitDraft, type DraftContent } from "../domain/draft.ts";
import type { Problem } from "../domain/problem.ts";
import { whyNot } from "../domain/standing.ts";
import { TARGETS } from "../domain/targets.ts";
import type { BotDeps } from "./deps.ts";
import { contentAt, type InlineLine } from "./inline-line.ts";
import { keyProblems, outlayOfDraft } from "./preview-facts.ts";
import type { NotReady } from "./words/words.ts";

export interface Readiness {
  readonly ready: readonly DraftContent[];
  readonly not: readonly NotReady[];
}

/**
 * To which of its targets a line can go as it stands, and what is first missing for the others.
 * Nothing is fetched for it, since it is asked at every letter; the card itself checks more when it is opened.
 */
export async function readinessOf(
  deps: Pick<BotDeps, "around" | "cabinet" | "limits" | "clock">,
  ownerId: number,
  line: InlineLine,
): Promise<Readiness> {
  const stored = await deps.cabinet.list(ownerId);
  const standing = await deps.limits.standing(ownerId);
  const now = deps.clock.now();

  const problemOf = (content: DraftContent): Problem | null => {
    const target = TARGETS[content.target];
    const fit = fitDraft(content, target.id, deps.around);
    if (!fit.ok) return fit.problems[0] ?? null;
    const mine = stored.filter(({ provider }) => provider === target.provider);
    return (
      keyProblems(content, mine, now)[0] ?? whyNot(standing, outlayOfDraft({ content }, target))
    );
  };

  const ready: DraftContent[] = [];
  const not: NotReady[] = [];
  for (const target of line.targets) {
    const { content, misfits } = contentAt(line, target);
    const problem = misfits[0]?.problem ?? problemOf(content);
    if (problem) not.push({ target, problem });
    else ready.push(content);
  }
  return { ready, not };
}
