import { Composer, InlineKeyboard } from "grammy";
import type { Launch } from "../domain/launch.ts";
import { TARGETS } from "../domain/targets.ts";
import type { Applied } from "../launches/launch-store.ts";
import type { ActionOf } from "./button-actions.ts";
import { launchData, readLaunchData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { CredentialDesk } from "./credential-desk.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftOpener } from "./draft-opener.ts";
import { h } from "./html.ts";
import { leaveFlow } from "./leave-flow.ts";
import { dataOfLink, goPrivate, isElsewhere } from "./private-link.ts";
import { reply } from "./reply.ts";
import { toast } from "./toast.ts";
import { buttonWords, flowWords, generalWords, historyWords, launchWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "launches" | "desk" | "cabinet"> & {
  readonly drafts: DraftOpener;
  readonly credentials: CredentialDesk;
};

/** Everything that can be tapped on a status card, for its owner alone. */
export function launchButtons(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.callbackQuery(/^l:/, async (ctx, next) => {
    const press = readLaunchData(ctx.callbackQuery.data);
    const launch = press && (await deps.launches.get(press.launchId));
    if (!press || !launch) return toast(ctx, generalWords.oldButton);
    if (launch.ownerId !== ctx.from.id) return toast(ctx, generalWords.notYours);
    if (isElsewhere(ctx) && ASKING.includes(press.action)) {
      return goPrivate(ctx, ctx.callbackQuery.data);
    }
    return act(deps, ctx, launch, press.action, next);
  });

  // The same press, taken to the private chat by its link.
  composer.chatType("private").command("start", async (ctx, next) => {
    const press = readLaunchData(dataOfLink(ctx.match, 3));
    const launch = press && (await deps.launches.get(press.launchId));
    if (!press || !launch || !ASKING.includes(press.action)) return next();
    if (launch.ownerId !== ctx.from.id) return reply(ctx, h`${generalWords.notYours}`);
    return act(deps, ctx, launch, press.action, next);
  });
  return composer;
}

/** Those that lead to a question or a new draft, which belong into the private chat. */
const ASKING: readonly ActionOf<"l">[] = ["live", "anyway", "again", "ticker", "name", "key"];

async function act(
  deps: Deps,
  ctx: Ctx,
  launch: Launch,
  action: ActionOf<"l">,
  next: () => Promise<void>,
): Promise<void> {
  const { id, ownerId } = launch;
  switch (action) {
    case "stop":
      return toast(ctx, told(await deps.desk.cancel(id, ownerId)));
    case "not":
      return toast(ctx, told(await deps.desk.resolve(id, ownerId, null)));
    case "check":
      return check(deps, ctx, launch);
    case "live":
      if (launch.status !== "unclear") return toast(ctx, launchWords.settled);
      await toast(ctx);
      await leaveFlow(ctx, flowWords.setAside);
      ctx.flowStart = { flow: "mint", launchId: id };
      return next();
    case "anyway":
      if (launch.status !== "unclear") return toast(ctx, launchWords.settled);
      await toast(ctx);
      return askTwice(ctx, launch);
    case "sure":
      if (launch.status !== "unclear") {
        await toast(ctx, launchWords.settled);
        return removeQuestion(ctx);
      }
      await toast(ctx);
      await removeQuestion(ctx);
      return repeat(deps, ctx, launch, action, next);
    case "again":
    case "ticker":
    case "name":
      // While the outcome is open this takes the second question.
      if (launch.endedAt === null) return toast(ctx, generalWords.oldButton);
      await toast(ctx);
      return repeat(deps, ctx, launch, action, next);
    case "leave":
      await toast(ctx);
      return removeQuestion(ctx);
    case "key":
      await toast(ctx);
      return renewKey(deps, ctx, launch);
    case "card":
      await toast(ctx);
      return deps.drafts.moveCardHere(ctx, launch);
    case "show":
      await toast(ctx);
      await reply(ctx, historyWords.receipt(launch, await deps.launches.history(id)));
      return deps.drafts.moveCardHere(ctx, launch);
  }
}

/**
 * Asks for the key that the provider refused, or else for the one that signs in. After a launch that failed, a draft of
 * the same content waits for it, whose card is shown as soon as the key is stored.
 */
async function renewKey(deps: Deps, ctx: Ctx, launch: Launch): Promise<void> {
  const kinds = TARGETS[launch.request.target].credentials;
  const stored = await deps.cabinet.list(launch.ownerId);
  const refused = stored.find(
    ({ provider, kind, refusedAt }) =>
      provider === launch.provider && kinds.includes(kind) && refusedAt !== null,
  );
  if (launch.endedAt !== null) await deps.drafts.addRepeat(ctx, launch);
  return deps.credentials.expect(ctx, launch.provider, refused?.kind ?? kinds[0] ?? "");
}

/** The second question is answered. Where it cannot be deleted any more, its buttons go on saying so. */
async function removeQuestion(ctx: Ctx): Promise<void> {
  await ctx.deleteMessage().catch(() => undefined);
}

function told(applied: Applied): string | undefined {
  if (applied.kind === "moved") return undefined;
  return applied.why === "too-late" ? launchWords.tooLate : launchWords.settled;
}

async function check(deps: Deps, ctx: Ctx, launch: Launch): Promise<void> {
  const checked = await deps.desk.check(launch.id, launch.ownerId);
  switch (checked?.look) {
    case "moved":
      return toast(ctx, launchWords.upToDate);
    case "cannot-look":
      return toast(ctx, launchWords.cannotLook);
    default:
      return toast(ctx, launchWords.nothingNew);
  }
}

/** `Launch again anyway` is asked a second time, naming the risk. */
async function askTwice(ctx: Ctx, launch: Launch): Promise<void> {
  const keyboard = new InlineKeyboard()
    .text(buttonWords.sureAgain, launchData(launch.id, "sure"))
    .danger()
    .row()
    .text(buttonWords.notSure, launchData(launch.id, "leave"));
  await reply(ctx, launchWords.sure, keyboard);
}

/** A new draft with the same content, with a preview and a Launch button of its own. Nothing is ever sent from here. */
async function repeat(
  deps: Deps,
  ctx: Ctx,
  launch: Launch,
  action: ActionOf<"l">,
  next: () => Promise<void>,
): Promise<void> {
  await leaveFlow(ctx, flowWords.setAside);
  const draft = await deps.drafts.addRepeat(ctx, launch);
  if (action === "ticker" || action === "name") {
    ctx.flowStart = { flow: "edit", draftId: draft.id, field: action };
    return next();
  }
  if (draft.state === "launched") return reply(ctx, launchWords.repeated);
  if (draft.card !== null) return reply(ctx, launchWords.draftWaits);
  await reply(ctx, launchWords.newDraft);
  await deps.drafts.show(ctx, draft);
}
