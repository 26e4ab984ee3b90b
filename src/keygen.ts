// `npm run keygen`: the key alone goes to standard output, so that it can be sent to a file.
import { makeVaultKey } from "./vault/key-ring.ts";

process.stderr.write(
  [
    "A new vault key. Everything people entrust to the bot is sealed under it: keep a copy",
    "away from the database and its backups. Without it nothing can be opened again.",
    "",
    "Put it in VAULT_KEY, or in a file of its own that VAULT_KEY_FILE names:",
    "  (umask 077; npm run --silent keygen > vault.key)",
    "To replace a key put the new one first and leave the old one behind it: new,old",
    "",
    "",
  ].join("\n"),
);
process.stdout.write(`${makeVaultKey(new Date())}\n`);
