import { refuse } from "../domain/errors.ts";
import type { LaunchRequest } from "../domain/launch.ts";
import { checkOptions, optionsOf, optionsSchema } from "../domain/options.ts";
import { TARGETS, type Target } from "../domain/targets.ts";
import { parseText, parseTicker } from "../domain/text.ts";
import type { WirePicture } from "./provider.ts";

/**
 * Checks a request once more against its target's rules, right before it is sent: a stored one may be older than the
 * rules, and what a provider would refuse is refused here, before a key is opened.
 *
 * @returns The target, for its unit and its rules.
 * @throws {InputError} with what is wrong.
 */
export function checkRequest(request: LaunchRequest, picture: WirePicture | null): Target {
  const target = TARGETS[request.target];
  parseText("name", request.name, target.name);
  const ticker = parseTicker(request.ticker, target.ticker);
  if (ticker !== request.ticker) {
    refuse({ code: "ticker-alphabet", allowed: target.ticker.alphabet, found: request.ticker });
  }
  if (request.description !== null && target.description !== null) {
    parseText("description", request.description, target.description);
  } else if (target.description?.required) {
    refuse({ code: "required", field: "description", target: target.id });
  }
  if (request.buy !== null && request.buy < 0n) refuse({ code: "amount-negative" });
  if (picture !== null) checkPicture(picture, target);
  checkChosen(request);
  return target;
}

function checkPicture(picture: WirePicture, { id, picture: { forms, maxLink } }: Target): void {
  if (picture.form === "bytes") {
    const carried = forms.includes("data") || forms.includes("file");
    if (!carried) refuse({ code: "picture-needs-link", target: id, max: maxLink });
    return;
  }
  const { url } = picture;
  if (url.length > maxLink) {
    refuse({ code: "too-long", field: "picture", max: maxLink, got: url.length });
  }
  if (!URL.canParse(url)) refuse({ code: "link-unreadable", field: "picture" });
  if (!/^https?:$/.test(new URL(url).protocol))
    refuse({ code: "link-not-https", field: "picture" });
}

function checkChosen({ target, options }: LaunchRequest): void {
  const taken = new Set<string>(optionsOf(target).map((spec) => spec.key));
  const stranger = Object.keys(options).find((key) => !taken.has(key));
  if (stranger !== undefined) refuse({ code: "option-not-here", option: stranger, target });
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    refuse({
      code: "option-value",
      option: String(issue?.path[0] ?? ""),
      expected: issue?.code ?? "",
    });
  }
  checkOptions(options);
}
