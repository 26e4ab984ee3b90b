import { CallError, InputError, VaultError } from "../domain/errors.ts";
import type { Outcome } from "./decide.ts";

/**
 * What an error that came out of a provider's `launch` means for the launch.
 *
 * Our own refusals (`InputError`, `VaultError`) come before anything is sent. Whatever we do not know is `unclear`: a bug
 * after the request left must not look like a request that never did.
 */
export function readOutcome(error: unknown): Outcome {
  if (error instanceof CallError) return { kind: error.fate, reason: error.reason };
  if (error instanceof InputError) {
    return {
      kind: "refused",
      reason: { code: "not-sendable", said: null, problem: error.problem },
    };
  }
  if (error instanceof VaultError)
    return { kind: "refused", reason: { code: "vault", said: null } };
  return { kind: "unclear", reason: { code: "interrupted", said: null } };
}
