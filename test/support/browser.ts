import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

const PATH = "/usr/bin/chromium";

/** Tests of pages are skipped where there is no browser. */
export const hasBrowser = existsSync(PATH);

/** A headless Chromium that asks nobody for anything. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export interface Watched {
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions that nobody caught. */
  readonly complaints: readonly string[];
  /** URLs of requests to anywhere but the page's own origin. */
  readonly strangers: readonly string[];
}

type Look = Parameters<Browser["newContext"]>[0];

/** Opens a page and writes down whatever no page of ours should do. */
export async function openWatched(browser: Browser, url: string, look?: Look): Promise<Watched> {
  return goWatched(await openTab(browser, look), url);
}

/** An empty page, among no others. */
export async function openTab(browser: Browser, look: Look = {}): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...look });
  return context.newPage();
}

/** Goes there with a page that may have been elsewhere: a new one has the browser start a process, and compile ours anew. */
export async function goWatched(page: Page, url: string): Promise<Watched> {
  const complaints: string[] = [];
  const strangers: string[] = [];
  const { origin } = new URL(url);
  page.removeAllListeners();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (asked.origin !== origin && asked.protocol !== "blob:") strangers.push(asked.href);
  });
  await page.goto(url);
  return { page, complaints, strangers };
}
