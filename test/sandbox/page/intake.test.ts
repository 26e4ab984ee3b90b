import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { contrastsOf } from "../../support/contrast.ts";
import { hasBrowser, openWatched, type Watched } from "../../support/browser.ts";
import { someKeys } from "../../support/to-the-card.ts";
import { aWholeSandbox, type WholeSandbox } from "./a-whole-sandbox.ts";

const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** A window of 640 px at 200 %. */
const ZOOMED = { viewport: { width: 320, height: 480 }, deviceScaleFactor: 2 };

describe.skipIf(!hasBrowser)("the intake page", { timeout: 60_000 }, () => {
  let whole: WholeSandbox;
  let watched: Watched;
  let page: Page;
  const keys = someKeys();

  beforeAll(async () => {
    whole = await aWholeSandbox();
  });
  afterAll(() => whole.close());
  afterEach(async () => {
    await page.context().close();
    expect(watched.strangers).toEqual([]);
  });

  async function open(person: string, look: Parameters<Browser["newContext"]>[0] = DESKTOP) {
    watched = await openWatched(whole.browser, whole.url, look);
    ({ page } = watched);
    page.setDefaultTimeout(15_000);
    await page.locator(`[data-name="${person}"]`).click();
    await page.locator(`[data-name="${person}"][aria-pressed=true]`).waitFor();
  }

  const ofBot = () => page.locator('[data-testid=message][data-from="bot"]');
  const sees = (text: string) => ofBot().filter({ hasText: text }).last().waitFor();
  const tap = (label: string) => page.locator(`[data-button*="${label}"]`).last().click();
  const say = async (text: string) => {
    await page.getByTestId("input").fill(text);
    await page.getByTestId("input").press("Enter");
  };
  const miniApp = (): FrameLocator => page.getByTestId("web-app").frameLocator("iframe");

  async function askFor(provider: string, what: string): Promise<void> {
    await say("/keys");
    await sees("Your keys");
    await tap(provider);
    await tap(`Add ${what}`);
    await sees(`I need your ${what}`);
  }

  /** The one-time link of the newest question, in a tab of its own. */
  async function openLink(): Promise<Page> {
    const tab = page.context().waitForEvent("page");
    await tap("Open it in the browser");
    const opened = await tab;
    opened.setDefaultTimeout(15_000);
    await opened.getByRole("textbox").waitFor();
    return opened;
  }

  const seesNowhere = async (secret: string, where: Page | Locator) =>
    expect(await where.getByText(secret).count()).toBe(0);

  it("takes both keys of a launch as a Mini App, and the launch goes on in the chat", async () => {
    await open("Ada");
    await say("/launch swarms");
    await sees("What is it called?");
    await say("Reed Agent, REED");
    await sees("Send a picture");
    await tap("Skip");
    await sees("Describe it");
    await say("An agent that bends and does not break.");
    await sees("not stored yet");

    await tap("Add API key");
    await tap("Enter it on a page");
    await miniApp().getByRole("textbox", { name: "API key for swarms.world" }).fill(keys.apiKey);
    await miniApp().getByRole("button", { name: "Store it encrypted" }).click();
    await miniApp().getByText("You can close this window").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await sees("Stored from the page: API key");
    await sees("Your wallet key is not stored yet");
    expect(await ofBot().filter({ hasText: "I need your API key" }).count()).toBe(0);

    await tap("Add wallet key");
    await tap("Enter it on a page");
    await miniApp().getByRole("textbox").fill(keys.walletKey);
    await miniApp().getByRole("button", { name: "Store it encrypted" }).click();
    await miniApp().getByText("You can close this window").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await sees("cannot be undone");
    await tap("Launch");
    await sees("Live");

    expect(whole.sandbox.providers.swarms.launchesReceived("Reed Agent", "REED")).toBe(1);
    await seesNowhere(keys.apiKey, page);
    expect(JSON.stringify(whole.sandbox.telegram.calls())).not.toContain(keys.apiKey);
    expect(watched.complaints).toEqual([]);
  });

  it("takes a key by a one-time link, by keyboard alone, once", async () => {
    await open("Ben");
    await askFor("J7Tracker", "session token");
    const tab = await openLink();
    const address = tab.url();
    const focused = () =>
      tab.evaluate("document.activeElement.id || document.activeElement.className");

    expect(await focused()).toBe("key");
    await tab.keyboard.type("moss");
    await tab.keyboard.press("Enter");
    const wrong = tab.getByRole("alert");
    await wrong.getByText("That looks like ordinary text. What is needed here is").waitFor();
    expect(await focused()).toBe("key");
    expect(await tab.getByRole("textbox").getAttribute("aria-invalid")).toBe("true");
    await tab.keyboard.press("ControlOrMeta+a");
    await tab.keyboard.insertText(keys.session);
    await tab.keyboard.press("Tab");
    expect(await focused()).toBe("show");
    expect(await tab.getByRole("textbox").getAttribute("type")).toBe("password");
    await tab.keyboard.press("Space");
    expect(await tab.getByRole("textbox").getAttribute("type")).toBe("text");
    await tab.keyboard.press("Tab");
    expect(await focused()).toBe("store");
    await tab.keyboard.press("Enter");
    const done = tab
      .getByRole("status")
      .getByText(/^Stored\. Its fingerprint ends in [0-9a-f]{4}\./);
    await done.waitFor();

    expect(await focused()).toBe("title");
    expect(tab.url()).toBe(`${whole.url}/intake`);
    await sees("Stored from the page: session token");
    await tab.goto(`${whole.url}/healthz`);
    await tab.goto(address);
    await tab.getByText("This page is no longer good").waitFor();
    expect(await tab.getByRole("textbox").count()).toBe(0);
  });

  it("does not know the link of a question that was cancelled", async () => {
    await open("Cleo");
    await askFor("swarms.world", "API key");
    const tab = await openLink();
    await tap("Cancel");
    await sees("No key is expected any more");

    await tab.getByRole("textbox").fill(keys.apiKey);
    await tab.getByRole("button", { name: "Store it encrypted" }).click();

    await tab.getByText("This page is no longer good").waitFor();
    await say("/keys");
    await sees("API key: not stored");
  });

  it("asks to be opened from the chat when it was not", async () => {
    await open("Cleo");

    await page.goto(`${whole.url}/intake`);

    await page.getByText("Open this page by the button under my question").waitFor();
    expect(await page.getByRole("textbox").count()).toBe(0);
  });

  it.each([
    ["in daylight", { ...DESKTOP, colorScheme: "light" }],
    ["in the dark", { ...DESKTOP, colorScheme: "dark" }],
    ["on a phone, in daylight", { ...PHONE, colorScheme: "light" }],
    ["on a phone, in the dark", { ...PHONE, colorScheme: "dark" }],
    ["at twice its size", { ...ZOOMED, colorScheme: "light" }],
  ] as const)("can be read and used %s", async (name, look) => {
    // The chat page itself is not made for so small a window.
    await open("Cleo", { ...look, ...("deviceScaleFactor" in look ? DESKTOP : {}) });
    await askFor("swarms.world", "wallet key");
    const tab = await openLink();
    await tab.setViewportSize(look.viewport);
    await tab.getByRole("button", { name: "Store it encrypted" }).click();
    await tab.getByRole("alert").getByText("Please put the key in first.").waitFor();
    const shots = process.env["INTAKE_SHOTS"];
    if (shots) await tab.screenshot({ path: `${shots}/${name}.png`, fullPage: true });

    expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(look.viewport.width);
    expect(await tab.evaluate("document.documentElement.lang")).toBe("en");
    const low = (await contrastsOf(tab)).filter(({ ratio }) => ratio < 4.5);
    expect(low).toEqual([]);
    for (const control of await tab.locator("button, input, textarea").all()) {
      expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      expect(await control.evaluate(NAME)).not.toBe("");
    }
  });
});

/** What a screen reader calls a control. */
const NAME = "(control) => (control.labels?.[0] ?? control).textContent.trim()";
