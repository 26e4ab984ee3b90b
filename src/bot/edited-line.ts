import { retarget, type DraftContent } from "../domain/draft.ts";
import { InputError } from "../domain/errors.ts";
import type { Found, LineField, Settled } from "../domain/one-line/line.ts";
import { readLine } from "../domain/one-line/read-line.ts";
import type { Picture } from "../domain/picture.ts";
import type { Problem } from "../domain/problem.ts";
import type { Draft } from "../launches/draft-store.ts";
import { fileOf } from "./answers.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { Download } from "./download.ts";
import type { DraftCards } from "./draft-card.ts";
import type { Said } from "./launch-message.ts";
import { fill, type Misfit } from "./line-content.ts";
import { lines } from "./html.ts";
import type { Preset } from "./preset-store.ts";
import { reply } from "./reply.ts";
import { generalWords, lineWords } from "./words/words.ts";

export type RereadDeps = Pick<BotDeps, "drafts" | "presets" | "pictures" | "clock"> & {
  readonly cards: DraftCards;
  readonly download: Download;
};

/**
 * A message whose card is there was edited. What its line says otherwise than before changes the draft; what it says no more
 * is taken out again; what was changed by the card since, and the line still says as before, stays as the card says. A line
 * that can be read in two ways now, and a draft that was confirmed, change nothing.
 */
export async function rereadDraft(
  deps: RereadDeps,
  ctx: Ctx,
  draft: Draft,
  said: Said,
): Promise<void> {
  const { content, state } = draft;
  if (state !== "open") {
    return reply(ctx, lineWords.edited[state === "launched" ? "launched" : "closed"]);
  }
  const { line } = content;
  if (!line) return;
  const settled = line.settled as Settled;
  const before = readLine(line.text, settled).found;
  const now = readLine(said.text, settled);
  if (now.choices.length > 0) {
    return reply(ctx, lineWords.stillOpen(now.choices.map(({ field }) => field)));
  }
  const differs = differences(before, now.found);
  const { preset: name, picture: url } = differs.said;
  const preset = name === undefined ? null : await deps.presets.get(draft.ownerId, name);
  const { picture, problem = null } = await newPicture(deps, ctx, line.picture, said, url);
  const { changed, misfits } = reread(preset ? withPreset(content, preset) : content, differs);
  const next: DraftContent = {
    ...changed,
    ...(picture === undefined ? {} : { picture }),
    line: { ...line, text: said.text, picture: said.picture?.uniqueId ?? null },
  };
  const { id, ownerId, version } = draft;
  const kept = await deps.drafts.change(id, ownerId, version, () => next, deps.clock.now());
  if (!kept) return reply(ctx, lines(generalWords.staleCard));
  await deps.cards.refresh(ctx.api, kept, "main");
  const noPreset = preset === null ? (name ?? null) : null;
  const told = lineWords.told({ unread: now.unread, noPreset, ownReply: false, picture: problem });
  const all = [told, misfits.length > 0 && lineWords.misfits(misfits)];
  if (all.some(Boolean)) await reply(ctx, lines(...all));
}

const withPreset = (content: DraftContent, { target, buy, options }: Preset): DraftContent => ({
  ...retarget(content, target),
  ...{ buy, options },
});

interface Differences {
  readonly said: Found;
  /** Said before and no more. */
  readonly gone: readonly LineField[];
}

function differences(before: Found, now: Found): Differences {
  const fields = (found: Found) => Object.keys(found) as LineField[];
  const news = fields(now).filter((field) => now[field] !== before[field]);
  return {
    said: Object.fromEntries(news.map((field) => [field, now[field]])),
    gone: fields(before).filter((field) => now[field] === undefined),
  };
}

function reread(
  content: DraftContent,
  { said, gone }: Differences,
): { readonly changed: DraftContent; readonly misfits: readonly Misfit[] } {
  const target = said.target ?? content.target;
  const kept = Object.entries(content.links).filter(
    ([field]) => !gone.includes(field as LineField),
  );
  const cleared = (["name", "ticker", "buy", "picture"] as const).filter((field) =>
    gone.includes(field),
  );
  const rest: DraftContent = {
    ...retarget(content, target),
    ...Object.fromEntries(cleared.map((field) => [field, null])),
    links: Object.fromEntries(kept),
  };
  const { content: changed, misfits } = fill(rest, said);
  return { changed, misfits };
}

/** The picture when the message's own is another one now, or its link is. */
async function newPicture(
  deps: RereadDeps,
  ctx: Ctx,
  known: string | null,
  said: Said,
  url: string | undefined,
): Promise<{ readonly picture?: Picture; readonly problem?: Problem }> {
  try {
    if (said.picture && said.picture.uniqueId !== known) {
      const bytes = await deps.download(ctx.api, fileOf(said.picture) ?? "");
      return { picture: await deps.pictures.takeIn(bytes) };
    }
    if (said.picture || url === undefined) return {};
    return { picture: await deps.pictures.lookAtLink(url, ctx.from?.id ?? 0) };
  } catch (error) {
    if (error instanceof InputError) return { problem: error.problem };
    throw error;
  }
}
