import { InlineKeyboard } from "grammy";
import type { InlineQueryResult } from "grammy/types";
import type { DraftContent } from "../domain/draft.ts";
import type { Launch } from "../domain/launch.ts";
import { linkOfPicture, type Picture } from "../domain/picture.ts";
import { offerData } from "./callback-data.ts";
import { previewOf } from "./card-message.ts";
import type { Html } from "./html.ts";
import type { Preset } from "./preset-store.ts";
import { launchLinks } from "./status-keyboard.ts";
import { inlineWords } from "./words/words.ts";

/** A line of the list, in two parts. */
interface Label {
  readonly title: string;
  readonly below: string;
}

/** A card for one target. Its button is what gives Telegram a reason to hand out the id under which it can be changed. */
export function offerResult(offerId: string, content: DraftContent, by: string): InlineQueryResult {
  const data = offerData(offerId, content.target);
  return article(
    data,
    inlineWords.ready(content),
    inlineWords.posted(content, by),
    content.picture,
    new InlineKeyboard().text(inlineWords.look, data).primary(),
  );
}

/** What keeps a line from being launched, as an entry that can be read. Picked all the same, it posts a plain sentence. */
export const wordResult = (id: string, label: Label): InlineQueryResult =>
  article(id, label, inlineWords.unfinished, null);

/** A preset of theirs: what is posted lets them type on behind it. */
export function presetResult(preset: Preset): InlineQueryResult {
  const { name } = preset;
  const keyboard = new InlineKeyboard().switchInlineCurrent(inlineWords.usePreset, `@${name} `);
  const words = inlineWords.presetPosted(name);
  return article(`preset:${name}`, inlineWords.preset(preset), words, null, keyboard);
}

/** A token that is live, for anybody to see. Nothing on it can be tapped that reaches the bot. */
export function shareResult(launch: Launch): InlineQueryResult {
  return article(
    `share:${launch.id}`,
    inlineWords.sharing(launch),
    inlineWords.shared(launch),
    launch.request.picture,
    launchLinks(launch),
  );
}

function article(
  id: string,
  { title, below }: Label,
  words: Html,
  picture: Picture | null,
  keyboard?: InlineKeyboard,
): InlineQueryResult {
  const link = linkOfPicture(picture);
  return {
    type: "article",
    id,
    title,
    description: below,
    input_message_content: { message_text: words.html, parse_mode: "HTML", ...previewOf(link) },
    ...(link === null ? {} : { thumbnail_url: link }),
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
  };
}
