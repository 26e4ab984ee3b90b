import { fileURLToPath } from "node:url";
import { liveSettings, sandboxSettings, secretsOf } from "./app-settings.ts";
import { startApp, type App } from "./app.ts";
import { loadConfig, type Config, type LiveConfig, type SandboxConfig } from "./config.ts";
import { ConfigError } from "./domain/errors.ts";
import { systemClock } from "./kit/clock.ts";
import { createLog, type Log } from "./kit/log.ts";

/** 0: stopped as asked. */
const FAULT = 1;
/** As sysexits.h has it. */
const WRONG_SETTING = 78;

/** One Ctrl-C reaches us more than once: from the terminal, and again from npm. Only after this is it a second one. */
const SAME_PRESS_MS = 1_000;

const clock = systemClock;

/** @returns The exit code. */
async function main(): Promise<number> {
  let log = createLog("error");
  try {
    const config = loadConfig(fileURLToPath(new URL("../.env", import.meta.url)));
    log = createLog(config.logLevel, undefined, secretsOf(config));
    return await run(config, log);
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      return WRONG_SETTING;
    }
    log.error({ error }, "stopped by a fault");
    return FAULT;
  }
}

async function run(config: Config, log: Log): Promise<number> {
  const end = untilEnd(log);
  for (const warning of config.warnings) log.warn(warning);
  await using parts = new AsyncDisposableStack();
  const app =
    config.mode === "live"
      ? await startLive(config, log)
      : await startInSandbox(config, log, parts);
  parts.defer(() => app.stop());
  const code = await Promise.race([end, app.failed]);
  log.info("stopping; launches under way are waited for");
  return code;
}

async function startLive(config: LiveConfig, log: Log): Promise<App> {
  const app = await startApp(await liveSettings(config), { clock, log });
  log.info({ url: app.url }, "started");
  return app;
}

/** The outside world goes into `parts`, so that it is closed after the app, and also when the app does not start. */
async function startInSandbox(
  config: SandboxConfig,
  log: Log,
  parts: AsyncDisposableStack,
): Promise<App> {
  // Not loaded in live mode.
  const { startSandbox } = await import("./sandbox/sandbox.ts");
  const sandbox = await startSandbox({ clock, log });
  parts.defer(() => sandbox.close());
  const settings = sandboxSettings(config, sandbox);
  parts.defer(() => settings.discard());
  const app = await startApp(settings, { clock, log, page: sandbox.page() });
  process.stdout.write(`
  Launchgram sandbox: ${app.url}

  Nothing leaves this machine: Telegram and the three providers are played here,
  no token is real, and what you do is gone when you stop it (Ctrl-C).
  To run it for real, set BOT_TOKEN and what .env.example says beside it.

`);
  return app;
}

/**
 * Waits for a signal or a fault, from now on: one that comes while the program still starts stops it once it has.
 * A second signal ends at once; what is being sent then is unclear at the next start.
 */
function untilEnd(log: Log): Promise<number> {
  return new Promise((resolve) => {
    // A bug that nobody handled: the rows are sound, the process may not be. Stop, and let the supervisor start anew.
    for (const name of ["unhandledRejection", "uncaughtException"] as const) {
      process.on(name, (error: unknown) => {
        log.error({ error }, "an error that nobody handled");
        resolve(FAULT);
      });
    }
    let askedAt: number | null = null;
    for (const name of ["SIGINT", "SIGTERM"] as const) {
      process.on(name, () => {
        askedAt ??= clock.now();
        if (clock.now() - askedAt > SAME_PRESS_MS) process.exit(FAULT);
        resolve(0);
      });
    }
  });
}

process.exitCode = await main();
