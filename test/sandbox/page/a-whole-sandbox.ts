import type { Browser } from "playwright-core";
import { sandboxSettings } from "../../../src/app-settings.ts";
import { startApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config.ts";
import { systemClock } from "../../../src/kit/clock.ts";
import { silentLog } from "../../../src/kit/log.ts";
import { startSandbox, type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { openBrowser } from "../../support/browser.ts";

export interface WholeSandbox {
  readonly browser: Browser;
  readonly sandbox: Sandbox;
  /** Where its page is. */
  readonly url: string;
  close(): Promise<void>;
}

/** The program as `npm start` plays it, with the real bot behind the page, and a browser beside it. */
export async function aWholeSandbox(): Promise<WholeSandbox> {
  const browser = await openBrowser();
  const sandbox = await startSandbox({ clock: systemClock, log: silentLog, deployMs: 300 });
  const config = readConfig({ PORT: "0" });
  if (config.mode !== "sandbox") throw new Error("this is the sandbox's page");
  const settings = sandboxSettings(config, sandbox);
  const app = await startApp(settings, {
    clock: systemClock,
    log: silentLog,
    page: sandbox.page(),
  });
  return {
    ...{ browser, sandbox, url: app.url },
    async close() {
      await browser.close();
      await app.stop();
      await sandbox.close();
      settings.discard();
    },
  };
}
