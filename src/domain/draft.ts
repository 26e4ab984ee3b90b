import { z } from "zod";
import { InputError, refuse } from "./errors.ts";
import { launchRequestSchema, linksSchema, type LaunchRequest } from "./launch.ts";
import { checkOptions, optionsFor, optionsSchema, withoutAmounts } from "./options.ts";
import { pictureSchema, routePicture } from "./picture.ts";
import { LINK_FIELDS, type Problem } from "./problem.ts";
import { TARGET_IDS, TARGETS, type Target, type TargetId } from "./targets.ts";
import { parseText, parseTicker } from "./text.ts";

/** What a person has told us so far, as typed where rules differ between targets. Kept as JSON. */
export const draftContentSchema = z.strictObject({
  target: z.enum(TARGET_IDS),
  name: z.string().nullable(),
  ticker: z.string().nullable(),
  description: z.string().nullable(),
  picture: pictureSchema.nullable(),
  /** First buy in base units of `target`'s chain, as decimal text. Dropped when the chain changes. */
  buy: z.string().regex(/^\d+$/).nullable(),
  links: linksSchema,
  options: optionsSchema,
  /** The line it was read from, how that was meant, and the file that came with it: an edit of the line changes the rest. */
  line: z
    .strictObject({
      text: z.string(),
      settled: z.record(z.string(), z.string().nullable()),
      picture: z.string().nullable(),
    })
    .optional(),
});
export type DraftContent = Readonly<z.infer<typeof draftContentSchema>>;

export const emptyDraft = (target: TargetId): DraftContent => ({
  target,
  name: null,
  ticker: null,
  description: null,
  picture: null,
  buy: null,
  links: {},
  options: {},
});

/** What the surroundings allow: whether this bot can host a picture under a public link. */
export interface Surroundings {
  /** Length of the public link of a hosted picture; null where pictures cannot be hosted. */
  readonly hostedLinkLength: number | null;
}

export type Fit =
  | { readonly ok: true; readonly request: LaunchRequest }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Fits a draft to a target: either a request that keeps all the target's rules, or everything that is missing or wrong,
 * in the order of the questions.
 *
 * What the target has no place for (a description at j7tracker, links at Blowfish) is left out, not complained about;
 * {@link leftOut} names it, so that the preview can say so.
 */
export function fitDraft(typed: DraftContent, targetId: TargetId, around: Surroundings): Fit {
  const target = TARGETS[targetId];
  const draft = retarget(typed, targetId);
  const problems: Problem[] = [];
  const attempt = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error.problem);
      return null;
    }
  };

  const name = attempt(() => parseText("name", draft.name ?? "", target.name));
  const ticker = attempt(() => parseTicker(draft.ticker ?? "", target.ticker));
  attempt(() => checkPicture(draft, target, around));
  const description = attempt(() => fitDescription(draft.description, target));
  const options = optionsFor(targetId, draft.options);
  attempt(() => checkOptions(options));
  if (problems.length > 0) return { ok: false, problems };

  const links = Object.fromEntries(
    target.links.flatMap((link) => (draft.links[link] ? [[link, draft.links[link]]] : [])),
  );
  const request = launchRequestSchema.parse({
    target: targetId,
    name,
    ticker,
    description,
    picture: draft.picture,
    buy: target.buy && draft.buy,
    links,
    options,
  });
  return { ok: true, request };
}

/** Moves a draft to another target. Amounts are dropped when their unit changes: 0.5 SOL is not 0.5 ETH. */
export function retarget(draft: DraftContent, target: TargetId): DraftContent {
  if (TARGETS[draft.target].chain === TARGETS[target].chain) return { ...draft, target };
  return { ...draft, target, buy: null, options: withoutAmounts(draft.options) };
}

/** What the draft holds and the target has no place for. */
export function leftOut(draft: DraftContent, targetId: TargetId): readonly string[] {
  const target = TARGETS[targetId];
  return [
    ...(draft.description !== null && target.description === null ? ["description"] : []),
    ...LINK_FIELDS.filter(
      (link) => draft.links[link] !== undefined && !target.links.includes(link),
    ),
    ...(draft.buy !== null && target.buy === null ? ["buy"] : []),
  ];
}

function fitDescription(typed: string | null, target: Target): string | null {
  const rule = target.description;
  if (rule === null) return null;
  if (typed === null) {
    if (rule.required) refuse({ code: "required", field: "description", target: target.id });
    return null;
  }
  return parseText("description", typed, rule);
}

function checkPicture({ picture }: DraftContent, target: Target, around: Surroundings): void {
  if (picture === null || routePicture(picture, target.picture, around.hostedLinkLength)) return;
  const max = target.picture.maxLink;
  if (picture.kind === "stored") refuse({ code: "picture-needs-link", target: target.id, max });
  refuse({ code: "too-long", field: "picture", max, got: picture.url.length });
}
