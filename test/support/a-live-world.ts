import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { systemClock, type Clock } from "../../src/kit/clock.ts";
import { silentLog } from "../../src/kit/log.ts";
import { createActor, type Actor } from "../../src/sandbox/actor.ts";
import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { makeVaultKey } from "../../src/vault/key-ring.ts";
import { aFreePort } from "./a-free-port.ts";
import { runProgram, type Program, type Running, type Settings } from "./a-program.ts";

const POLL_MS = 10;

/** The operator's id; everybody may use the bot. */
export const ADMIN = 700_000_001;

/** Telegram and the providers as servers on this machine, and all that the program needs to run live against them. */
export interface LiveWorld {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly databaseFile: string;
  /** Of a whole live start, on a port that is free. */
  readonly settings: Settings;
  /** Somebody new. */
  person(firstName: string): Actor;
  /** Every update is handled, so that none of them comes again and nothing of them is still to be written down. */
  settled(): Promise<void>;
  /** Starts the program; it is killed when the world ends, if it has not ended by itself. */
  start(change?: Settings, running?: Pick<Running, "preload">): Program;
  close(): Promise<void>;
}

export interface LiveWorldOptions {
  readonly deployMs?: number;
  readonly providers?: Parameters<typeof startSandbox>[0]["providers"];
  /** The outside world's; the system's when not given. How long people wait is real time all the same. */
  readonly clock?: Clock;
}

export async function aLiveWorld(options: LiveWorldOptions = {}): Promise<LiveWorld> {
  const { clock = systemClock, providers = {} } = options;
  const folder = await mkdtemp(join(tmpdir(), "launchgram-live-"));
  const sandbox = await startSandbox({
    clock,
    log: silentLog,
    people: [],
    deployMs: options.deployMs ?? 50,
    providers,
  });
  const port = await aFreePort();
  const databaseFile = join(folder, "data", "live.db");
  const { botToken, apiRoot, j7tracker, blowfish, swarms } = sandbox.settings;
  const settings: Settings = {
    BOT_TOKEN: botToken,
    ADMIN_IDS: String(ADMIN),
    ACCESS: "open",
    VAULT_KEY: makeVaultKey(new Date()),
    TELEGRAM_API_ROOT: apiRoot,
    J7TRACKER_REGIONS: [...j7tracker].map(([id, url]) => `${id}=${url}`).join(","),
    BLOWFISH_URL: blowfish,
    SWARMS_URL: swarms,
    DATABASE_URL: `file:${databaseFile}`,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  const programs: Program[] = [];

  return {
    sandbox,
    folder,
    databaseFile,
    settings,
    person(firstName) {
      return createActor(sandbox.telegram, sandbox.telegram.addPerson({ firstName }), systemClock);
    },
    async settled() {
      for (;;) {
        const answer = await sandbox.telegram.call("getWebhookInfo");
        if (answer.ok && (answer.result as PendingUpdates).pending_update_count === 0) return;
        await setTimeout(POLL_MS);
      }
    },
    start(change = {}, running = {}) {
      const program = runProgram({ ...settings, ...change }, { folder, ...running });
      programs.push(program);
      return program;
    },
    async close() {
      await Promise.all(programs.map((program) => program.kill()));
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}

interface PendingUpdates {
  readonly pending_update_count: number;
}
