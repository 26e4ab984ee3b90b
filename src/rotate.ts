// `npm run rotate`: seals every data key under the newest vault key; `-- verify` opens everything and prints counts;
// `-- retire <id>` gives an old vault key up. The bot may run meanwhile.
import { fileURLToPath } from "node:url";
import { ringOf } from "./app-settings.ts";
import { labelOwner } from "./bot/conversation-storage.ts";
import { loadConfig } from "./config.ts";
import { ConfigError } from "./domain/errors.ts";
import { systemClock } from "./kit/clock.ts";
import { describeError } from "./kit/describe-error.ts";
import { openBeside, type Storage } from "./storage/storage.ts";
import type { KeyRing } from "./vault/key-ring.ts";
import { retire, rotate } from "./vault/rotate.ts";
import { verify, type Count, type SealedState } from "./vault/verify.ts";

const FAULT = 1;
/** As sysexits.h has them. */
const WRONG_USE = 64;
const WRONG_SETTING = 78;

const USAGE = `npm run rotate                    seals every data key under the newest vault key
npm run rotate -- verify          opens everything that is sealed, and counts
npm run rotate -- retire <id>     gives an old vault key up for good
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** @returns The exit code. */
type Command = (ring: KeyRing, storage: Storage) => Promise<number>;

const reseal: Command = async (ring, { credentials }) => {
  const { resealed, closed } = await rotate(ring, credentials);
  say(`sealed under ${ring.newest.id}: ${resealed} data keys`);
  if (closed > 0) say(`${closed} do not open and stay as they are`);
  return closed > 0 ? FAULT : 0;
};

const verifyAll: Command = async (ring, storage) => {
  const verified = await verify(ring, storage.credentials, statesIn(storage));
  for (const [id, keys] of verified.underKey) say(`vault key ${id}: ${keys} data keys`);
  const counts = [
    ["data keys", verified.dataKeys],
    ["secrets", verified.secrets],
    ["conversations", verified.states],
  ] as const;
  for (const [what, { open, closed }] of counts) {
    say(`${what}: ${open} open, ${closed} do not`);
  }
  return counts.some(([, { closed }]: readonly [string, Count]) => closed > 0) ? FAULT : 0;
};

const retireKey =
  (id: string): Command =>
  async (ring, { credentials }) => {
    await retire(ring, credentials, id);
    say(`${id} is retired: take it out of ${ring.setting} and destroy every copy of it.`);
    say("What was sealed under it, in any backup, then cannot be opened by anybody.");
    return 0;
  };

async function* statesIn({ conversations }: Storage): AsyncGenerator<SealedState> {
  for (let after = ""; ;) {
    const page = await conversations.page(after, 50);
    for (const { key, box } of page) yield { ownerId: labelOwner(key), label: key, box };
    const last = page.at(-1);
    if (!last) return;
    after = last.key;
  }
}

function readCommand([verb, id, ...rest]: readonly string[]): Command | null {
  if (rest.length > 0) return null;
  if (verb === undefined) return reseal;
  if (verb === "verify" && id === undefined) return verifyAll;
  return verb === "retire" && id !== undefined ? retireKey(id) : null;
}

async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  if (!command) {
    process.stderr.write(USAGE);
    return WRONG_USE;
  }
  try {
    const config = loadConfig(fileURLToPath(new URL("../.env", import.meta.url)));
    if (config.mode === "sandbox") {
      throw new ConfigError("BOT_TOKEN", "is missing; the sandbox keeps nothing to rotate");
    }
    const ring = await ringOf(config.vaultKey);
    const storage = openBeside({ url: `file:${config.databaseFile}`, clock: systemClock });
    try {
      return await command(ring, storage);
    } finally {
      await storage.close();
    }
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      return WRONG_SETTING;
    }
    process.stderr.write(`${JSON.stringify(describeError(error))}\n`);
    return FAULT;
  }
}

process.exitCode = await main();
