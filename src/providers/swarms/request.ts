import { base58 } from "@scure/base";
import { refuse } from "../../domain/errors.ts";
import type { LaunchRequest } from "../../domain/launch.ts";
import type { Secret } from "../../domain/secret.ts";
import { checkRequest } from "../check-request.ts";
import { fillBody, openJson } from "../open-body.ts";
import type { WirePicture, Written } from "../provider.ts";
import { openForm } from "./multipart.ts";

const KEY_BYTES = 64;

/** The body's field for the wallet's key. */
const KEY_FIELD = "private_key";

/**
 * A launch, checked: JSON with a link or no picture, a form with a file.
 *
 * @throws {InputError} for whatever the contract refuses.
 * @see NOTES.md, "Launch"
 */
export function writeLaunch(request: LaunchRequest, picture: WirePicture | null): Written {
  checkRequest(request, picture);
  const { name, ticker, description, options } = request;
  const fields = {
    name,
    ticker,
    description: description ?? "",
    ...(options.feeSelection ? { fee_selection: options.feeSelection } : {}),
    ...(options.quoteMint ? { quote_mint: options.quoteMint } : {}),
  };
  const needs = ["api-key", "wallet-key"] as const;
  if (picture?.form === "bytes") {
    return { request, needs, ...openForm(fields, [KEY_FIELD], picture) };
  }
  const withLink = { ...fields, ...(picture === null ? {} : { image: picture.url }) };
  return {
    ...{ request, needs, contentType: "application/json" },
    body: openJson(withLink, [KEY_FIELD]),
  };
}

/**
 * Puts the wallet's key into the body.
 *
 * @param keyText From {@link keyAsText}.
 * @returns A body to be wiped after the call.
 */
export const fillLaunch = ({ body }: Written, keyText: Buffer): Buffer =>
  fillBody(body, { [KEY_FIELD]: keyText });

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
