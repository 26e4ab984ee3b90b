import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from "node:crypto";
import { VaultError } from "../domain/errors.ts";

const CIPHER = "aes-256-gcm";
const VERSION = Buffer.of(1);
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const IV_AT = VERSION.length + SALT_BYTES;
const TEXT_AT = IV_AT + IV_BYTES;

/**
 * Joins what a box belongs to into associated data. Each part goes in with its length, so that no two lists of parts
 * give the same bytes. The first part names what kind of box it is, so that one kind can never pass for another.
 */
export function associated(kind: string, ...parts: readonly (string | number)[]): Buffer {
  const framed = [kind, ...parts].map(String).map((part) => `${Buffer.byteLength(part)}:${part}`);
  return Buffer.from(framed.join(""));
}

/**
 * Seals bytes: AES-256-GCM under a key of this box alone, drawn from `key` and a fresh salt by HKDF-SHA-256. A key per
 * box leaves no count of random nonces to watch.
 *
 * Keys go to OpenSSL as `KeyObject`s: Node takes four times as long over bytes.
 *
 * @returns version (1) | salt (16) | iv (12) | ciphertext | tag (16)
 */
export function seal(key: KeyObject, about: Buffer, plain: Buffer): Buffer {
  const fresh = randomBytes(SALT_BYTES + IV_BYTES);
  const iv = fresh.subarray(SALT_BYTES);
  const boxKey = derive(key, fresh.subarray(0, SALT_BYTES), "box");
  try {
    const cipher = createCipheriv(CIPHER, createSecretKey(boxKey), iv, {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(about);
    const text = [cipher.update(plain), cipher.final()];
    return Buffer.concat([VERSION, fresh, ...text, cipher.getAuthTag()]);
  } finally {
    boxKey.fill(0);
  }
}

/**
 * Opens what {@link seal} made. The caller wipes what comes back.
 *
 * @throws {VaultError} Altered, cut, sealed under another key or about something else: which one cannot be told.
 */
export function open(key: KeyObject, about: Buffer, box: Buffer): Buffer {
  if (box.length < TEXT_AT + TAG_BYTES || box[0] !== VERSION[0]) {
    throw new VaultError("not a sealed box of a known version");
  }
  const boxKey = derive(key, box.subarray(VERSION.length, IV_AT), "box");
  const parts: Buffer[] = [];
  try {
    const iv = box.subarray(IV_AT, TEXT_AT);
    const decipher = createDecipheriv(CIPHER, createSecretKey(boxKey), iv, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(about);
    decipher.setAuthTag(box.subarray(-TAG_BYTES));
    parts.push(decipher.update(box.subarray(TEXT_AT, -TAG_BYTES)));
    parts.push(decipher.final());
    return Buffer.concat(parts);
  } catch (cause) {
    throw new VaultError("a sealed box does not open", { cause });
  } finally {
    boxKey.fill(0);
    // GCM hands out text before the tag is checked; it must not outlive the check either way.
    for (const part of parts) part.fill(0);
  }
}

/** Eight hex digits that tell two secrets of one owner apart and reveal neither: a hash under a key of its own. */
export function fingerprint(key: KeyObject, plain: Buffer): string {
  const printKey = derive(key, Buffer.alloc(0), "fingerprint");
  try {
    return createHmac("sha256", printKey).update(plain).digest("hex").slice(0, 8);
  } finally {
    printKey.fill(0);
  }
}

function derive(key: KeyObject, salt: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, `launchgram/${use}/v1`, 32));
}
