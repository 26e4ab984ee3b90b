import { base58 } from "@scure/base";
import { refuse } from "../../domain/errors.ts";
import type { LaunchRequest } from "../../domain/launch.ts";
import type { Secret } from "../../domain/secret.ts";
import { checkRequest } from "../check-request.ts";
import type { WirePicture } from "../provider.ts";
import { jsonBody } from "../secret-body.ts";
import { multipart, type Multipart } from "./multipart.ts";

const KEY_BYTES = 64;

export type LaunchFields = Readonly<Record<string, string>>;

/**
 * The fields of a launch that are no secrets, checked; the picture comes with the body.
 *
 * @throws {InputError} for whatever the contract refuses.
 * @see NOTES.md, "Launch"
 */
export function launchFields(request: LaunchRequest, picture: WirePicture | null): LaunchFields {
  checkRequest(request, picture);
  const { name, ticker, description, options } = request;
  return {
    name,
    ticker,
    description: description ?? "",
    ...(options.feeSelection ? { fee_selection: options.feeSelection } : {}),
    ...(options.quoteMint ? { quote_mint: options.quoteMint } : {}),
  };
}

/**
 * Puts wallet key and picture to the fields: JSON with a link or no picture, a form with a file.
 *
 * @param keyText From {@link keyAsText}.
 * @returns A body to be wiped after the call.
 */
export function launchBody(
  fields: LaunchFields,
  picture: WirePicture | null,
  keyText: Buffer,
): Multipart {
  if (picture?.form === "bytes") {
    const texts = Object.entries(fields).map(([name, text]) => [name, Buffer.from(text)] as const);
    return multipart({ ...Object.fromEntries(texts), private_key: keyText }, picture);
  }
  return {
    contentType: "application/json",
    body: jsonBody(
      { ...fields, ...(picture === null ? {} : { image: picture.url }) },
      { private_key: keyText },
    ),
  };
}

/**
 * The wallet key as the provider takes it: base58 of its 64 bytes, which is also what wallets export.
 *
 * The encoder gives a string, the one copy of the key that cannot be wiped.
 *
 * @throws {InputError} `secret-form` when it has not 64 bytes.
 */
export function keyAsText(key: Secret): Buffer {
  const bytes = key.expose();
  if (bytes.length !== KEY_BYTES) {
    refuse({ code: "secret-form", expected: "ed25519", looksLike: "text" });
  }
  return Buffer.from(base58.encode(bytes));
}
