import type { InlineQueryResult, InputMessageContent, LinkPreviewOptions } from "@grammyjs/types";
import { given } from "./face.ts";
import type { ReadyResult } from "./inline-state.ts";
import { readMarkup } from "./keyboards.ts";
import { notPlayed, refuse } from "./refusal.ts";
import { captionContent, linkPicture, photoContent, textContent, type Content } from "./sending.ts";
import type { State } from "./state.ts";

type Photo = Extract<InlineQueryResult, { readonly type: "photo" }>;
type Article = Extract<InlineQueryResult, { readonly type: "article" }>;

/**
 * Reads one result, and makes the message that it becomes: Telegram refuses at once what could not be posted.
 *
 * @throws {Refusal} 400 also for the kinds of results that are not played.
 */
export async function readResult(state: State, result: InlineQueryResult): Promise<ReadyResult> {
  const bytes = Buffer.byteLength(result.id);
  if (bytes < 1 || bytes > 64) refuse("RESULT_ID_INVALID");
  const { inline: markup } = readMarkup(result.reply_markup);
  if (result.type === "article") return { ...(await readArticle(state, result)), markup };
  if (result.type === "photo") return { ...(await readPhoto(state, result)), markup };
  return notPlayed(`an inline result of type ${result.type}`);
}

type Read = Omit<ReadyResult, "markup">;

async function readArticle(state: State, article: Article): Promise<Read> {
  const { id, title, description, thumbnail_url: thumbnail } = article;
  if (title === "") refuse("RESULT_TITLE_INVALID");
  const thumb = thumbnail === undefined ? null : await linkPicture(state, thumbnail);
  return {
    face: { id, title, ...given({ description, thumb: thumb?.at(-1)?.file_id }) },
    content: await messageContent(state, article.input_message_content),
  };
}

async function readPhoto(state: State, photo: Photo): Promise<Read> {
  const source = "photo_file_id" in photo ? photo.photo_file_id : photo.photo_url;
  const shown = await photoContent(state, source);
  const content: Content = photo.input_message_content
    ? await messageContent(state, photo.input_message_content)
    : { ...captionContent(photo, "MEDIA_CAPTION_TOO_LONG"), ...shown };
  const { id, title = "", description } = photo;
  return {
    face: { id, title, ...given({ description, thumb: shown.photo?.at(-1)?.file_id }) },
    content,
  };
}

function messageContent(
  state: State,
  content: InputMessageContent,
): Promise<ReadyResult["content"]> {
  if (!("message_text" in content)) return notPlayed("an inline result that is no text");
  const { message_text: text, link_preview_options: preview, ...rest } = content;
  return withPreview(state, textContent({ ...rest, text }, "MESSAGE_TOO_LONG"), preview);
}

/** A text with the picture that stands above or below it, if it is to have one. */
export async function withPreview<T extends Content>(
  state: State,
  content: T,
  options: LinkPreviewOptions | undefined,
): Promise<T & Pick<ReadyResult["content"], "preview">> {
  const url = options?.is_disabled ? undefined : options?.url;
  const picture = url === undefined ? null : await linkPicture(state, url);
  return { ...content, ...given({ preview: picture ?? undefined }) };
}
