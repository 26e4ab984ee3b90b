import { Composer } from "grammy";
import { retarget, type DraftContent } from "../domain/draft.ts";
import { unitOf } from "../domain/limits.ts";
import {
  optionsOf,
  type LaunchOptions,
  type OptionKey,
  type OptionSpec,
} from "../domain/options.ts";
import { isLinkField, LINK_FIELDS, type Field } from "../domain/problem.ts";
import { fieldsOf, isTarget, TARGETS } from "../domain/targets.ts";
import type { Draft } from "../launches/draft-store.ts";
import type { ActionOf } from "./button-actions.ts";
import { readDraftData, type DraftPress } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import type { CredentialDesk } from "./credential-desk.ts";
import { isInGroup } from "./group-answers.ts";
import { h } from "./html.ts";
import { leaveFlow } from "./leave-flow.ts";
import type { View } from "./preview-keyboard.ts";
import { dataOfLink, goPrivate, isElsewhere } from "./private-link.ts";
import type { TellAlone } from "./owner-alone.ts";
import { reply } from "./reply.ts";
import { oneLimit } from "./settings-page.ts";
import { redrawStale } from "./stale-card.ts";
import { toast } from "./toast.ts";
import { draftWords, flowWords, generalWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "drafts" | "limits" | "clock"> & {
  readonly cards: DraftCards;
  readonly credentials: CredentialDesk;
  readonly tellAlone: TellAlone;
};

const VIEWS: readonly View[] = ["main", "edit", "options", "more", "targets"];

/** Everything but Launch that can be tapped on a preview card. Authority is the draft's owner; the version tells old cards. */
export function draftButtons(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.callbackQuery(/^d:/, async (ctx, next) => {
    const press = readDraftData(ctx.callbackQuery.data);
    const draft = press && (await deps.drafts.get(press.draftId));
    if (!press || !draft) return toast(ctx, generalWords.oldButton);
    if (draft.ownerId !== ctx.from.id) return toast(ctx, generalWords.notYours);
    if (draft.state !== "open") return toast(ctx, generalWords.oldButton);
    // Adding a key says nothing about the content: who stores two in a row taps the card of before the first.
    const addsKey = press.action === "key" || press.action === "make";
    if (draft.version !== press.version && !addsKey) return redrawStale(deps, ctx, draft);
    if (isElsewhere(ctx) && isPrivate(ctx, draft, press))
      return goPrivate(ctx, ctx.callbackQuery.data);
    return act(deps, ctx, draft, press, next);
  });

  // The same press, taken to the private chat by its link.
  composer.chatType("private").command("start", async (ctx, next) => {
    const press = readDraftData(dataOfLink(ctx.match, 4));
    const draft = press && (await deps.drafts.get(press.draftId));
    if (!press || !draft || !isPrivate(ctx, draft, press)) return next();
    if (draft.ownerId !== ctx.from.id) return reply(ctx, h`${generalWords.notYours}`);
    if (draft.state !== "open") return reply(ctx, h`${generalWords.oldButton}`);
    return act(deps, ctx, draft, press, next);
  });
  return composer;
}

/** Those that lead to what is between the bot and its owner. */
const PRIVATE: readonly ActionOf<"d">[] = ["key", "make", "limits"];

/**
 * Whether the press leads into the private chat. A field is asked for where its card stands, unless that was posted
 * somewhere through inline mode; options, whose questions are long and many, are not.
 */
function isPrivate(ctx: Ctx, { content }: Draft, { action, argument }: DraftPress): boolean {
  if (action === "ask" || action === "mine") return !isInGroup(ctx);
  if (action !== "opt") return PRIVATE.includes(action);
  const how = optionsOf(content.target).find(({ key }) => key === argument)?.how.kind;
  return how !== undefined && how !== "switch" && how !== "choice";
}

async function act(
  deps: Deps,
  ctx: Ctx,
  draft: Draft,
  press: DraftPress,
  next: () => Promise<void>,
): Promise<void> {
  const view = VIEWS.find((one) => one === press.action);
  if (view) {
    await toast(ctx);
    return deps.cards.refresh(ctx.api, draft, view);
  }
  switch (press.action) {
    case "cancel":
      await toast(ctx);
      if (await deps.drafts.close(draft.id, "cancelled", deps.clock.now())) {
        const name = draft.content.name ?? draftWords.noName;
        await deps.cards.close(ctx.api, draft, draftWords.cancelled(name));
      }
      return;
    case "ask": {
      const field = fieldsOf(TARGETS[draft.content.target]).find((one) => one === press.argument);
      if (!field) return toast(ctx, generalWords.oldButton);
      return startEdit(ctx, { draftId: draft.id, field }, next);
    }
    case "mine":
      return deps.tellAlone(ctx, await deps.cards.ownersPart(draft));
    case "anew":
      return change(deps, ctx, draft, "main", (content) => content);
    case "size":
      return change(deps, ctx, draft, "main", resized, (changed) =>
        // The picture that is shown is the one that is sent, and no edit changes a photo.
        deps.cards.send(ctx.api, changed),
      );
    case "to":
      if (!isTarget(press.argument)) return toast(ctx, generalWords.oldButton);
      return change(deps, ctx, draft, "main", retargeting(press.argument));
    case "clear": {
      const field = CLEARABLE.find((one) => one === press.argument);
      if (!field) return toast(ctx, generalWords.oldButton);
      return change(deps, ctx, draft, "main", (content) => cleared(content, field));
    }
    case "opt":
      return option(deps, ctx, draft, press.argument, next);
    case "key":
    case "make": {
      const { provider } = TARGETS[draft.content.target];
      await toast(ctx);
      if (press.action === "key") return deps.credentials.expect(ctx, provider, press.argument);
      return deps.credentials.make(ctx, provider, press.argument);
    }
    case "limits": {
      const unit = unitOf(press.argument);
      if (!unit) return toast(ctx, generalWords.oldButton);
      await toast(ctx);
      return oneLimit(deps, ctx, unit, reply);
    }
    default:
      return toast(ctx, generalWords.oldButton);
  }
}

const resized = (content: DraftContent): DraftContent =>
  content.picture?.kind === "stored"
    ? { ...content, picture: { ...content.picture, full: content.picture.full !== true } }
    : content;

const retargeting =
  (target: Parameters<typeof retarget>[1]) =>
  (content: DraftContent): DraftContent =>
    retarget(content, target);

async function startEdit(
  ctx: Ctx,
  start: { readonly draftId: string; readonly field: Field; readonly option?: OptionKey },
  next: () => Promise<void>,
): Promise<void> {
  await toast(ctx);
  await leaveFlow(ctx, flowWords.setAside);
  ctx.flowStart = { flow: "edit", ...start };
  await next();
}

async function change(
  deps: Deps,
  ctx: Ctx,
  draft: Draft,
  view: View,
  how: (content: DraftContent) => DraftContent,
  show = (changed: Draft) => deps.cards.refresh(ctx.api, changed, view),
): Promise<void> {
  const { id, ownerId, version } = draft;
  const changed = await deps.drafts.change(id, ownerId, version, how, deps.clock.now());
  if (!changed) return toast(ctx, generalWords.staleCard);
  await toast(ctx);
  await show(changed);
}

const CLEARABLE = ["picture", "description", "buy", ...LINK_FIELDS] as const;

function cleared(content: DraftContent, field: (typeof CLEARABLE)[number]): DraftContent {
  if (isLinkField(field)) {
    const links = Object.entries(content.links).filter(([key]) => key !== field);
    return { ...content, links: Object.fromEntries(links) };
  }
  return { ...content, [field]: null };
}

/** A switch flips, a choice goes to its next value and then off, anything else is asked for. */
async function option(
  deps: Deps,
  ctx: Ctx,
  draft: Draft,
  key: string,
  next: () => Promise<void>,
): Promise<void> {
  const spec = optionsOf(draft.content.target).find((one) => one.key === key);
  if (!spec) return toast(ctx, generalWords.oldButton);
  if (spec.how.kind !== "switch" && spec.how.kind !== "choice") {
    return startEdit(ctx, { draftId: draft.id, field: "option", option: spec.key }, next);
  }
  const view = spec.level === "more" ? "more" : "options";
  return change(deps, ctx, draft, view, (content) => ({
    ...content,
    options: turned(content.options, spec),
  }));
}

function turned(options: LaunchOptions, { key, how }: OptionSpec): LaunchOptions {
  const { [key]: value, ...rest } = options;
  if (how.kind === "switch") return value === true ? rest : { ...rest, [key]: true };
  if (how.kind !== "choice") return options;
  const at = typeof value === "string" ? how.values.indexOf(value) : -1;
  const following = how.values[at + 1];
  return following === undefined ? rest : { ...rest, [key]: following };
}
