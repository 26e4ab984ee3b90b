import type { Message } from "grammy/types";
import type { DraftContent } from "../domain/draft.ts";
import { InputError, refuse } from "../domain/errors.ts";
import { parseLink } from "../domain/link.ts";
import { parseAmount } from "../domain/money.ts";
import { optionsOf, type OptionKey } from "../domain/options.ts";
import type { Picture } from "../domain/picture.ts";
import type { Field } from "../domain/problem.ts";
import { TARGETS } from "../domain/targets.ts";
import { parseText, parseTicker } from "../domain/text.ts";
import { MAX_FILE_BYTES } from "./download.ts";
import { pictureIn, type SentPicture } from "./launch-message.ts";
import { parseOption } from "./option-values.ts";

/** What an answer changes in the draft. May hold more than was asked for; of links and options only those that change. */
export type Change = Partial<DraftContent>;

/** Puts a change into a draft, which may have changed otherwise since the question was asked. */
export function merge(content: DraftContent, change: Change): DraftContent {
  return {
    ...content,
    ...change,
    links: { ...content.links, ...change.links },
    options: { ...content.options, ...change.options },
  };
}

/** Takes in a picture by its file id, or by a link whose form was checked. @throws {InputError} `picture-*`. */
export type TakePicture = (
  from: { readonly fileId: string } | { readonly url: string },
) => Promise<Picture>;

/**
 * Reads a message as the answer to a question. A photo with a caption answers two at once, and so does
 * `Moss Coin, MOSS`.
 *
 * @throws {InputError} with what is wrong.
 */
export async function readAnswer(
  field: Field,
  message: Message,
  content: DraftContent,
  take: TakePicture,
  option?: OptionKey,
): Promise<Change> {
  const fileId = fileOf(pictureIn(message));
  const text = message.text ?? message.caption;
  if (field === "picture") {
    if (fileId !== null) return { picture: await take({ fileId }) };
    if (text === undefined) refuse({ code: "picture-expected" });
    const { maxLink } = TARGETS[content.target].picture;
    return { picture: await take({ url: readPictureLink(text, maxLink) }) };
  }
  const fromText = text === undefined ? null : readText(field, text, content, option);
  if (fromText === null && fileId === null) refuse({ code: "text-expected", field });
  return { ...fromText, ...(fileId === null ? {} : { picture: await take({ fileId }) }) };
}

function readPictureLink(text: string, max: number): string {
  // Words are no link: say what a picture can be, not what is wrong with the URL.
  if (!/^https?:\/\//i.test(text.trim())) refuse({ code: "picture-expected" });
  return parseLink("picture", text, max);
}

/** The file that holds the picture. Size is judged before it is loaded. */
export function fileOf(picture: SentPicture | null): string | null {
  if (picture && (picture.bytes ?? 0) > MAX_FILE_BYTES) {
    refuse({ code: "picture-too-large", maxMb: 10 });
  }
  return picture?.fileId ?? null;
}

function readText(
  field: Exclude<Field, "picture">,
  text: string,
  content: DraftContent,
  option: OptionKey | undefined,
): Change {
  const target = TARGETS[content.target];
  switch (field) {
    case "name":
      return readName(text, content);
    case "ticker":
      return { ticker: parseTicker(text, target.ticker) };
    case "description":
      return {
        description: parseText("description", text, target.description ?? { min: 1, max: 1000 }),
      };
    case "buy": {
      if (target.buy === null) refuse({ code: "unknown-choice" });
      return { buy: parseAmount(text, target.buy).toString() };
    }
    case "website":
    case "twitter":
    case "telegram":
      return { links: { [field]: parseLink(field, text) } };
    case "option": {
      const spec = optionsOf(target.id).find(({ key }) => key === option);
      if (!spec) refuse({ code: "option-not-here", option: option ?? "", target: target.id });
      return { options: parseOption(spec, text, target.id) };
    }
  }
}

/** `Moss Coin`, `Moss Coin, MOSS` or `Moss Coin $MOSS`. A comma makes a ticker only of capitals: `Hello, World` is a name. */
function readName(text: string, content: DraftContent): Change {
  const target = TARGETS[content.target];
  const both = /^(.+?)(?:\s*,\s*\$?([\p{Lu}\p{N}]+)|\s+\$(\S+))$/su.exec(text.trim());
  if (both) {
    const [, name = "", afterComma, afterDollar] = both;
    try {
      return {
        name: parseText("name", name, target.name),
        ticker: parseTicker(afterComma ?? afterDollar ?? "", target.ticker),
      };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  return { name: parseText("name", text, target.name) };
}
