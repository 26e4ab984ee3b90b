import { createHash, timingSafeEqual } from "node:crypto";
import type { Secret } from "../domain/secret.ts";

/**
 * Whether a text is this secret. Takes as long for a wrong first letter as for a wrong last one, and compares hashes, which
 * are all of one length, so that the time tells nothing about the secret's either.
 */
export function sameSecret(secret: Secret, given: string): boolean {
  return timingSafeEqual(digest(secret.expose()), digest(Buffer.from(given)));
}

const digest = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();
