import { Composer } from "grammy";
import { NO_ROLES, type Roles } from "../domain/governance.ts";
import { standBack } from "../kit/stand-back.ts";
import type { Draft } from "../launches/draft-store.ts";
import { readDraftData, type DraftPress } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import type { Members } from "./group-members.ts";
import { redrawStale } from "./stale-card.ts";
import { toast } from "./toast.ts";
import { draftWords, generalWords, groupWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "drafts" | "groups" | "desk" | "standby"> & {
  readonly members: Members;
  readonly cards: DraftCards;
};

/**
 * The tap that spends money, of a draft's owner on its card.
 *
 * Stands above the conversations, since it belongs to none: nothing of them is read between the tap and the first byte of
 * its request. Telegram is told after that byte. See docs/decisions/0017-a-tap-writes-once.md.
 */
export function launchTap(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.callbackQuery(/^d:[^:]+:[^:]+:go$/, async (ctx) => {
    const press = readDraftData(ctx.callbackQuery.data);
    const draft = press && (await deps.drafts.get(press.draftId));
    if (!press || !draft) return toast(ctx, generalWords.oldButton);
    if (draft.ownerId !== ctx.from.id) return toast(ctx, generalWords.notYours);
    return launch(deps, ctx, draft, press);
  });
  return composer;
}

/** Submit is durable when it returns; the toast may get lost without harm. */
async function launch(deps: Deps, ctx: Ctx, draft: Draft, press: DraftPress): Promise<void> {
  const { draftId, version } = press;
  const submitted = await deps.desk.submit({
    draftId,
    version,
    ownerId: ctx.from?.id ?? 0,
    roles: await rolesFor(deps, draft),
    updateId: ctx.update.update_id,
    tapped: ctx.arrived,
  });
  if (submitted.kind === "confirmed") {
    await standBack();
    deps.standby.gone(draftId);
    return toast(ctx, draftWords.launching);
  }
  if (submitted.kind === "already") return toast(ctx, draftWords.alreadyLaunched);
  if (submitted.why.startsWith("group-")) return redrawStale(deps, ctx, draft, groupWords.held);
  switch (submitted.why) {
    case "stale-button":
    case "not-ready":
      return redrawStale(deps, ctx, draft);
    case "paused":
    case "too-many-launches":
    case "over-limit":
      return redrawStale(deps, ctx, draft, draftWords.held[submitted.why]);
    case "repeat-is-live":
      return toast(ctx, draftWords.firstIsLive);
    case "not-yours":
      return toast(ctx, generalWords.notYours);
    default:
      return toast(ctx, generalWords.oldButton);
  }
}

/** Who is what in the draft's group: its owner, and who has said something about it. */
async function rolesFor({ groups, members }: Deps, draft: Draft): Promise<Roles> {
  if (draft.groupId === null) return NO_ROLES;
  const standing = await groups.standing(draft);
  const voters = standing?.votes.map(({ userId }) => userId) ?? [];
  return members.rolesIn(draft.groupId, [draft.ownerId, ...voters]);
}
