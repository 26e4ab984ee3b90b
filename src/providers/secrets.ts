import type { Credential, CredentialKind, SecretForm } from "../domain/credential.ts";
import { refuse } from "../domain/errors.ts";
import type { Secret } from "../domain/secret.ts";

/** Opened secrets by kind; good only until the work they were opened for is done. */
export type Opened<K extends CredentialKind> = Readonly<Record<K, Secret>>;

/**
 * Opens several secrets at once, for the length of one piece of work.
 *
 * @throws {InputError} `credential-missing` before the work begins when one of them is not there. @throws {VaultError}
 */
export async function openAll<K extends CredentialKind, T>(
  credential: Credential,
  kinds: readonly K[],
  work: (opened: Opened<K>) => Promise<T>,
): Promise<T> {
  const next = (left: readonly K[], opened: Partial<Record<K, Secret>>): Promise<T> => {
    const [kind, ...rest] = left;
    if (kind === undefined) return work(opened as Opened<K>);
    return credential.open(kind, (secret) => next(rest, { ...opened, [kind]: secret }));
  };
  return next(kinds, {});
}

/**
 * Refuses a secret that cannot stand in a header or in a comma list: empty, or with white space, control bytes, a comma
 * or anything but ASCII. The vault checks the whole form when it is put in; this is what the wire itself depends on.
 *
 * @throws {InputError} `secret-form`.
 */
export function checkWord(secret: Secret, expected: SecretForm): void {
  const bytes = secret.expose();
  if (bytes.length === 0) refuse({ code: "secret-form", expected, looksLike: "empty" });
  if (bytes.some((byte) => byte <= 0x20 || byte >= 0x7f || byte === COMMA)) {
    refuse({ code: "secret-form", expected, looksLike: "text" });
  }
}

const COMMA = 0x2c;
const COLON = 0x3a;

/**
 * Refuses a list of wallets that is not `key:amount,…` (`wallet-amounts`) or `key:amount:delayMs,…`
 * (`wallet-amount-delays`). Looks at the bytes where they are, so that no copy is left behind.
 *
 * @throws {InputError} `secret-form`.
 */
export function checkWallets(
  secret: Secret,
  expected: "wallet-amounts" | "wallet-amount-delays",
): void {
  const numbers = expected === "wallet-amounts" ? [isDecimal] : [isDecimal, isWhole];
  const well = split(secret.expose(), COMMA).every((entry) => {
    const [key, ...rest] = split(entry, COLON);
    return (
      key !== undefined &&
      key.length > 0 &&
      key.every((byte) => byte > 0x20 && byte < 0x7f) &&
      rest.length === numbers.length &&
      numbers.every((isNumber, at) => isNumber(rest[at] ?? Buffer.alloc(0)))
    );
  });
  if (!well) refuse({ code: "secret-form", expected, looksLike: "text" });
}

function split(bytes: Buffer, at: number): readonly Buffer[] {
  const end = bytes.indexOf(at);
  return end < 0 ? [bytes] : [bytes.subarray(0, end), ...split(bytes.subarray(end + 1), at)];
}

const isWhole = (bytes: Buffer) => /^\d+$/.test(bytes.toString("latin1"));
const isDecimal = (bytes: Buffer) => /^\d+(\.\d+)?$/.test(bytes.toString("latin1"));

/**
 * Remembers that a provider refused a secret. A note that cannot be kept must not hide the answer it is about: the
 * launch would be taken for one with an unknown end.
 */
export async function noteRefused(credential: Credential, kind: CredentialKind): Promise<void> {
  await credential.markRefused(kind).catch(() => undefined);
}
