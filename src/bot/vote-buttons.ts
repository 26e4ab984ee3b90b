import { Composer } from "grammy";
import { cut } from "../domain/text.ts";
import type { Cast } from "../launches/group-store.ts";
import { judgeVote } from "../launches/voting.ts";
import { readVoteData, type VotePress } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import type { Members } from "./group-members.ts";
import { toast } from "./toast.ts";
import { generalWords, groupWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "drafts" | "groups"> & {
  readonly members: Members;
  readonly cards: DraftCards;
};

const WORDS = { approve: "approve", object: "object", back: null } as const satisfies Record<
  VotePress["action"],
  Cast["word"]
>;

const MOST_NAME = 64;

/**
 * Approving somebody else's launch, objecting, and taking either back. Whoever taps speaks for themselves; whether they have
 * a say is judged by their group's rules in the transaction that writes it down. A second tap says the same again.
 */
export function voteButtons(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.callbackQuery(/^v:/, async (ctx) => {
    const { data, from } = ctx.callbackQuery;
    const press = readVoteData(data);
    const draft = press && (await deps.drafts.get(press.draftId));
    if (!press || draft?.groupId == null) return toast(ctx, generalWords.oldButton);
    const { draftId, version, action } = press;
    const name = cut(from.first_name, MOST_NAME);
    const cast = { draftId, version, userId: from.id, name, word: WORDS[action] };
    const roles = await deps.members.rolesIn(draft.groupId, [from.id]);
    const refused = await deps.groups.vote(cast, (stored, group) =>
      judgeVote(stored, group, cast, roles),
    );
    await toast(ctx, refused ? groupWords.notCounted[refused] : groupWords.counted[action]);
    if (refused !== null && refused !== "stale-button" && refused !== "late") return;
    const now = await deps.drafts.get(draftId);
    if (now?.state === "open") await deps.cards.refresh(ctx.api, now, "main");
  });
  return composer;
}
