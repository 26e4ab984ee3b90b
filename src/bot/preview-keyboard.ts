import { InlineKeyboard } from "grammy";
import { fitDraft, type DraftContent } from "../domain/draft.ts";
import { optionsOf, type OptionKey } from "../domain/options.ts";
import { otherSize } from "../domain/picture.ts";
import { canOnlyWait, isLinkField, type Field, type Problem } from "../domain/problem.ts";
import { fieldsOf, TARGET_IDS, TARGETS } from "../domain/targets.ts";
import { cut } from "../domain/text.ts";
import type { Draft } from "../launches/draft-store.ts";
import { draftData, voteData } from "./callback-data.ts";
import type { BotDeps } from "./deps.ts";
import type { GroupFacts } from "./group-facts.ts";
import {
  buttonWords,
  fieldLabel,
  groupWords,
  type PreviewFacts,
  optionText,
  optionWords,
  slotNames,
} from "./words/words.ts";

/** What a preview card can show below its text. */
export type View = "main" | "edit" | "options" | "more" | "targets";

/** The buttons below a preview card in each of its views. */
export function previewKeyboard(
  deps: Pick<BotDeps, "around">,
  draft: Draft,
  view: View,
  facts: Pick<PreviewFacts, "problems" | "group">,
): InlineKeyboard {
  switch (view) {
    case "main":
      return mainButtons(deps, draft, facts);
    case "edit":
      return editButtons(draft);
    case "options":
    case "more":
      return optionButtons(draft, view);
    case "targets":
      return targetButtons(deps, draft);
  }
}

function mainButtons(
  { around }: Pick<BotDeps, "around">,
  draft: Draft,
  { problems, group }: Pick<PreviewFacts, "problems" | "group">,
): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  if (problems.length === 0 && !group?.waitsFor) {
    keyboard.text(buttonWords.launch, draftData(draft, "go")).success().row();
  }
  if (group) keyboard.append(voteRow(draft, group));
  const fixes = new Map(problems.flatMap((problem) => fixesFor(draft, problem)));
  for (const [data, label] of fixes) keyboard.text(label, data).primary().row();
  const { picture, target } = draft.content;
  const other = otherSize(picture, TARGETS[target].picture, around.hostedLinkLength);
  if (other && other.moreRoundTrips !== 0) {
    const more = other.moreRoundTrips;
    const label = more > 0 ? buttonWords.fullSize(more) : buttonWords.lighterPicture;
    keyboard.text(label, draftData(draft, "size")).row();
  }
  if (group) keyboard.text(buttonWords.mine, draftData(draft, "mine")).row();
  return keyboard
    .text(buttonWords.edit, draftData(draft, "edit"))
    .text(buttonWords.options, draftData(draft, "options"))
    .row()
    .text(buttonWords.otherTarget, draftData(draft, "targets"))
    .text(buttonWords.cancel, draftData(draft, "cancel"));
}

/** For the others; asking anew is its owner's. */
function voteRow(draft: Draft, { needed, approvedBy, objectedBy, waitsFor }: GroupFacts) {
  const { buttons } = groupWords;
  const keyboard = new InlineKeyboard();
  if (waitsFor?.code === "group-late") {
    return keyboard.text(buttons.anew, draftData(draft, "anew")).primary().row();
  }
  if (needed > 0) keyboard.text(buttons.approve, voteData(draft, "approve")).success();
  keyboard.text(buttons.object, voteData(draft, "object"));
  if (approvedBy.length + objectedBy.length > 0) {
    keyboard.text(buttons.back, voteData(draft, "back"));
  }
  return keyboard.row();
}

/** Buttons that mend a problem, as data and label: data is unique, so that two problems of one field give one button. */
function fixesFor(draft: Draft, problem: Problem): readonly (readonly [string, string])[] {
  const edit = (field: Field) =>
    [draftData(draft, "ask", field), buttonWords.fix(fieldLabel(field).toLowerCase())] as const;
  const lessBuy = () => (TARGETS[draft.content.target].buy ? [edit("buy")] : []);
  const otherPicture = [
    edit("picture"),
    [draftData(draft, "clear", "picture"), buttonWords.removePicture] as const,
  ];
  const checkAgain = [draftData(draft, "main"), buttonWords.checkAgain] as const;
  switch (problem.code) {
    case "credential-missing":
    case "credential-expired": {
      const add = draftData(draft, "key", problem.kind);
      const made = draftData(draft, "make", problem.kind);
      const label = buttonWords.addKey(slotNames[problem.kind]);
      return problem.kind === "sign-in-wallet"
        ? [[made, buttonWords.makeWallet] as const, [add, label] as const]
        : [[add, label] as const];
    }
    case "picture-needs-link":
    case "picture-gone":
      return otherPicture;
    case "picture-host-down":
      return [...otherPicture, checkAgain];
    case "shares-total":
    case "option-needs": {
      const label = optionWords[problem.option as OptionKey].label.toLowerCase();
      return [[draftData(draft, "opt", problem.option), buttonWords.fix(label)] as const];
    }
    case "over-limit":
      return [
        ...lessBuy(),
        [draftData(draft, "limits", problem.unit), buttonWords.limits] as const,
      ];
    case "group-cap":
      return [...lessBuy(), checkAgain];
    case "ticker-emoji":
    case "ticker-alphabet":
      return [edit("ticker")];
    default:
      if (canOnlyWait(problem)) return [checkAgain];
      return "field" in problem ? [edit(problem.field)] : [];
  }
}

function editButtons(draft: Draft): InlineKeyboard {
  const fields = fieldsOf(TARGETS[draft.content.target]);
  const keyboard = new InlineKeyboard();
  fields.forEach((field, index) => {
    keyboard.text(fieldLabel(field), draftData(draft, "ask", field));
    if (index % 2 === 1) keyboard.row();
  });
  keyboard.row();
  for (const field of fields) {
    if (isSet(draft.content, field) && field !== "name" && field !== "ticker") {
      keyboard.text(buttonWords.clear(fieldLabel(field)), draftData(draft, "clear", field)).row();
    }
  }
  return keyboard.text(buttonWords.back, draftData(draft, "main"));
}

function isSet(content: DraftContent, field: Field): boolean {
  if (isLinkField(field)) {
    return content.links[field] !== undefined;
  }
  return field !== "option" && content[field] !== null;
}

function optionButtons(draft: Draft, view: "options" | "more"): InlineKeyboard {
  const { content } = draft;
  const unit = TARGETS[content.target].buy;
  const keyboard = new InlineKeyboard();
  const all = optionsOf(content.target);
  for (const { key, how, level } of all) {
    if ((level === "more") !== (view === "more")) continue;
    const value = content.options[key];
    const { label } = optionWords[key];
    const shown =
      how.kind === "switch"
        ? value === true
          ? buttonWords.on(label)
          : buttonWords.off(label)
        : value === undefined
          ? label
          : buttonWords.chosen(cut(optionText(key, value, unit), 60));
    keyboard.text(shown, draftData(draft, "opt", key)).row();
  }
  if (view === "options" && all.some(({ level }) => level === "more")) {
    keyboard.text(buttonWords.more, draftData(draft, "more")).row();
  }
  return keyboard.text(buttonWords.back, draftData(draft, view === "more" ? "options" : "main"));
}

/** The ten targets: ready ones marked; the card shows what the others lack once they are chosen. */
function targetButtons(deps: Pick<BotDeps, "around">, draft: Draft): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  TARGET_IDS.forEach((id, index) => {
    const { label } = TARGETS[id];
    const ready = fitDraft(draft.content, id, deps.around).ok;
    const shown =
      id === draft.content.target
        ? buttonWords.chosen(label)
        : ready
          ? buttonWords.ready(label)
          : buttonWords.notReady(label);
    keyboard.text(shown, draftData(draft, "to", id));
    if (index % 2 === 1) keyboard.row();
  });
  return keyboard.row().text(buttonWords.back, draftData(draft, "main"));
}
