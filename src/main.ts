import { liveSettings, sandboxSettings } from "./app-settings.ts";
import { startApp } from "./app.ts";
import { loadConfig } from "./config.ts";
import { ConfigError } from "./domain/errors.ts";
import { systemClock } from "./kit/clock.ts";
import { createLog, type Log } from "./kit/log.ts";
import { startSandbox } from "./sandbox/sandbox.ts";

/** 0: stopped as asked. */
const FAULT = 1;
/** As sysexits.h has it. */
const WRONG_SETTING = 78;

const clock = systemClock;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(): Promise<number> {
  const config = loadConfig(new URL("../.env", import.meta.url).pathname);
  const log = createLog(config.logLevel);
  for (const warning of config.warnings) log.warn(warning);

  if (config.mode === "live") {
    const app = await startApp(await liveSettings(config), { clock, log });
    log.info({ url: app.url }, "started");
    return untilStopped(app, log);
  }

  const sandbox = await startSandbox({ clock, log });
  const settings = sandboxSettings(config, sandbox);
  const app = await startApp(settings, { clock, log, page: sandbox.page() });
  say(`
  Launchgram sandbox: ${app.url}

  Nothing leaves this machine: Telegram and the three providers are played here,
  no token is real, and what you do is gone when you stop it (Ctrl-C).
  To run it for real, set BOT_TOKEN and what .env.example says beside it.
`);
  const code = await untilStopped(app, log);
  await sandbox.close();
  settings.discard();
  return code;
}

type App = Awaited<ReturnType<typeof startApp>>;

/** Waits for a signal or a fault. A second signal ends at once: what is being sent then is unclear at the next start. */
async function untilStopped(app: App, log: Log): Promise<number> {
  const signal = new Promise<number>((resolve) => {
    // A bug that nobody handled: the rows are sound, the process may not be. Stop, and let the supervisor start anew.
    process.once("unhandledRejection", (error) => {
      log.error({ error }, "a rejection that nobody handled");
      resolve(FAULT);
    });
    const stop = () => {
      for (const name of ["SIGINT", "SIGTERM"] as const)
        process.on(name, () => process.exit(FAULT));
      resolve(0);
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });
  try {
    const code = await Promise.race([signal, app.failed]);
    log.info("stopping; launches under way are waited for");
    return code;
  } finally {
    await app.stop();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const setting = error instanceof ConfigError;
  process.stderr.write(setting ? `${error.message}\n` : "");
  if (!setting) createLog("error").error({ error }, "stopped by a fault");
  process.exitCode = setting ? WRONG_SETTING : FAULT;
}
