import type { CredentialKind, ProviderName } from "../../src/domain/credential.ts";
import type { Vault } from "../../src/vault/vault.ts";
import { generate } from "../../src/vault/wallet.ts";
import type { TestActor } from "./an-actor.ts";

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A session token in form, signed by nobody. `expiresAt` in ms since the epoch; absent: it names no end. */
export function aSession(expiresAt?: number): string {
  const claims = expiresAt === undefined ? {} : { exp: Math.floor(expiresAt / 1000) };
  return `${part({ alg: "HS256" })}.${part({ sub: "a test", ...claims })}.${part({ by: "nobody" })}`;
}

/** A fresh wallet as Solana's key files hold it. Made for one test and good for nothing else. */
export const aWalletFile = (): string => JSON.stringify([...generate()]);

/** Fills every slot that a launch at this provider needs, without going through the chat. */
export async function giveKeys(
  vault: Vault,
  ownerId: number,
  provider: ProviderName,
  expiresAt?: number,
): Promise<void> {
  const keep = (kind: CredentialKind, form: Parameters<Vault["seal"]>[1], text: string) =>
    vault.seal({ ownerId, provider, kind }, form, Buffer.from(text));
  switch (provider) {
    case "j7tracker":
      await keep("session-jwt", "jwt", aSession(expiresAt));
      await keep("solana-key", "sealed-key", "sealed-solana-key-of-a-test");
      await keep("evm-key", "sealed-key", "sealed-evm-key-of-a-test");
      return;
    case "blowfish":
      await vault.makeWallet({ ownerId, provider, kind: "sign-in-wallet" });
      return;
    case "swarms":
      await keep("api-key", "api-key", "sk-of-a-test-0123456789");
      await keep("wallet-key", "ed25519", aWalletFile());
  }
}

/** Taps through /keys to what this provider takes, and on its button. */
export async function asksToAdd(actor: TestActor, provider: string, button: string): Promise<void> {
  actor.say("/keys");
  await actor.sees("Your keys");
  await actor.tap(provider);
  await actor.tap(button);
}
