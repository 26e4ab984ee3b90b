import { refuse } from "../../domain/errors.ts";
import type { LaunchRequest } from "../../domain/launch.ts";
import { checkRequest } from "../check-request.ts";
import { openJson } from "../open-body.ts";
import type { WirePicture, Written } from "../provider.ts";

const MAX_NAME = 255;
const MAX_DESCRIPTION = 1000;

/**
 * A launch, checked. The wallet signs in and is not in it.
 *
 * @throws {InputError} for whatever the contract refuses.
 * @see NOTES.md, "Launch"
 */
export function writeLaunch(request: LaunchRequest, picture: WirePicture | null): Written {
  checkRequest(request, picture);
  const { name, ticker, description } = request;
  checkLength("name", name, MAX_NAME);
  if (description !== null) checkLength("description", description, MAX_DESCRIPTION);
  const fields = {
    name,
    ticker,
    description: description ?? undefined,
    imageUrl: picture?.form === "link" ? picture.url : undefined,
  };
  return { request, contentType: "application/json", body: openJson(fields, []), needs: [] };
}

/** Our own rules count as people do; the provider counts characters, of which one emoji may be many. */
function checkLength(field: "name" | "description", text: string, max: number): void {
  const got = text.length;
  if (got > max) refuse({ code: "too-long", field, max, got });
}
