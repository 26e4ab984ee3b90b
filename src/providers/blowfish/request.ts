import { refuse } from "../../domain/errors.ts";
import type { LaunchRequest } from "../../domain/launch.ts";
import { checkRequest } from "../check-request.ts";
import type { WirePicture } from "../provider.ts";

const MAX_NAME = 255;
const MAX_DESCRIPTION = 1000;

/**
 * The body of a launch, checked. Holds no secret.
 *
 * @throws {InputError} for whatever the contract refuses.
 * @see NOTES.md, "Launch"
 */
export function launchBody(request: LaunchRequest, picture: WirePicture | null): Buffer {
  checkRequest(request, picture);
  const { name, ticker, description } = request;
  checkLength("name", name, MAX_NAME);
  if (description !== null) checkLength("description", description, MAX_DESCRIPTION);
  return Buffer.from(
    JSON.stringify({
      name,
      ticker,
      description: description ?? undefined,
      imageUrl: picture?.form === "link" ? picture.url : undefined,
    }),
  );
}

/** Our own rules count as people do; the provider counts characters, of which one emoji may be many. */
function checkLength(field: "name" | "description", text: string, max: number): void {
  const got = text.length;
  if (got > max) refuse({ code: "too-long", field, max, got });
}
