import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { samplePicture } from "../../../src/sandbox/sample-picture.ts";
import { hasBrowser, openWatched, type Watched } from "../../support/browser.ts";
import { someKeys } from "../../support/to-the-card.ts";
import { aWholeSandbox, type WholeSandbox } from "./a-whole-sandbox.ts";

/** A poll of Blowfish comes 5 s after it took a launch. */
const POLLED = 20_000;
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.skipIf(!hasBrowser)("a launch on the sandbox's page", { timeout: 60_000 }, () => {
  let whole: WholeSandbox;
  let watched: Watched;
  let page: Page;
  const keys = someKeys();

  beforeAll(async () => {
    whole = await aWholeSandbox();
  });
  afterAll(() => whole.close());
  beforeEach(() => (watched = { complaints: ["not opened"] } as never));
  afterEach(async () => {
    await page.context().close();
    expect(watched).toMatchObject({ complaints: [], strangers: [] });
  });

  async function open(person: string, look: typeof DESKTOP): Promise<void> {
    const permissions = ["clipboard-write", "clipboard-read"];
    watched = await openWatched(whole.browser, whole.url, { ...look, permissions });
    ({ page } = watched);
    page.setDefaultTimeout(15_000);
    await page.locator(`[data-name="${person}"]`).click();
    await page.locator(`[data-name="${person}"][aria-pressed=true]`).waitFor();
  }

  const ofBot = () => page.locator('[data-testid=message][data-from="bot"]');
  const sees = (text: string, timeout?: number) =>
    ofBot()
      .filter({ hasText: text })
      .last()
      .waitFor(timeout === undefined ? {} : { timeout });
  const tap = (label: string) => page.locator(`[data-button*="${label}"]`).last().click();
  const say = async (text: string) => {
    await page.getByTestId("input").fill(text);
    await page.getByTestId("input").press("Enter");
  };

  async function chooseFromMenu(command: string): Promise<void> {
    await page.getByTestId("commands").click();
    await page.getByRole("option").filter({ hasText: command }).click();
  }

  async function uploadPhoto(hue: number): Promise<void> {
    const chooser = page.waitForEvent("filechooser");
    await page.getByTestId("attach").click();
    await page.getByRole("menuitem", { name: "Photo" }).click();
    const buffer = samplePicture(400, hue);
    await (await chooser).setFiles({ name: "coin.png", mimeType: "image/png", buffer });
    await page.getByTestId("send-file").click();
  }

  /** Adds a key from the card. Its message is taken out of the chat at once. */
  async function addKey(what: string, key: string): Promise<void> {
    await tap(`Add ${what}`);
    await sees(`I need your ${what}`);
    await say(key);
    await sees(`Stored: ${what}`);
    await page.getByText(key).waitFor({ state: "detached" });
  }

  async function takeMadeUp(what: string): Promise<void> {
    await tap(`Add ${what}`);
    await sees(`I need your ${what}`);
    await tap("Take a made-up one");
    await sees(`a made-up ${what}`);
  }

  /** Taps Launch on the newest card and follows that card. @returns The card. */
  async function launch(): Promise<Locator> {
    const preview = ofBot()
      .filter({ has: page.locator('[data-button*="Launch"]') })
      .last();
    const id = await preview.getAttribute("data-message-id");
    await preview.locator('[data-button*="Launch"]').click();
    const card = page.locator(`[data-message-id="${id}"]`);
    await card.getByText("Live").waitFor({ timeout: POLLED });
    return card;
  }

  async function copied(card: Locator): Promise<unknown> {
    await card.locator('[data-button="Copy address"]').click();
    await card.getByText("Copied").waitFor();
    return page.evaluate("navigator.clipboard.readText()");
  }

  /** Of the picture as it was loaded; 0 when it was not. */
  const widthOf = (picture: Locator) =>
    picture.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth);

  const mintOf = (
    sim: WholeSandbox["sandbox"]["providers"]["swarms" | "blowfish" | "j7tracker"],
    ticker: string,
  ) => sim.tokens.find((token) => token.ticker === ticker)?.mint;

  it("goes from Start to the mint address on pump.fun, with a photo, by tapping and typing", async () => {
    const { j7tracker } = whole.sandbox.providers;
    await open("Ada", DESKTOP);
    await page.getByTestId("start").click();
    await sees("Hello Ada");

    await chooseFromMenu("/launch");
    await sees("Where shall it go?");
    await tap("pump.fun");
    await sees("What is it called?");
    await say("Moss Coin");
    await sees("Which ticker?");
    await say("MOSS");
    await sees("Send a picture");
    await uploadPhoto(120);
    await sees("How much do you buy first");
    await say("0.5");
    await sees("not stored yet");
    await addKey("session token", keys.session);
    await addKey("encrypted Solana key", keys.solanaKey);
    await sees("cannot be undone");
    const card = await launch();

    const mint = mintOf(j7tracker, "MOSS");
    expect(await card.locator("code").textContent()).toBe(mint);
    expect(await copied(card)).toBe(mint);
    expect(await widthOf(card.locator("img"))).toBe(400);
    expect(j7tracker.launchesReceived("Moss Coin", "MOSS")).toBe(1);

    await page.getByRole("tab", { name: "J7Tracker" }).click();
    const calls = page.getByTestId("call").filter({ hasText: "/deploy/submit" });
    await calls.locator("summary").click();
    await calls.getByText('"Moss Coin"').waitFor();
    const panel = (await page.getByTestId("panel").textContent()) ?? "";
    expect(await calls.count()).toBe(1);
    expect(panel).not.toContain(keys.session);
    expect(panel).not.toContain(keys.solanaKey);
  });

  it("launches on Blowfish from a phone, with a wallet that the bot makes", async () => {
    const { blowfish } = whole.sandbox.providers;
    await open("Ben", PHONE);
    await page.getByTestId("start").click();
    await sees("Hello Ben");

    await chooseFromMenu("/launch");
    await tap("Blowfish");
    await sees("What is it called?");
    await say("Pond Coin, POND");
    await sees("Send a picture");
    await uploadPhoto(200);
    await sees("Describe it");
    await say("A quiet coin for quiet ponds.");
    await sees("not stored yet");
    await tap("Make a wallet for me");
    await sees("cannot be undone");
    const card = await launch();

    const mint = mintOf(blowfish, "POND");
    expect(await card.locator("code").textContent()).toBe(mint);
    expect(await copied(card)).toBe(mint);
    expect(await card.locator("img").count()).toBe(1);
    expect(blowfish.launchesReceived("Pond Coin", "POND")).toBe(1);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });

  it("launches for somebody who has no key at all, on a phone", async () => {
    const { j7tracker, swarms } = whole.sandbox.providers;
    await open("Ben", PHONE);

    await say('/l pump FERN "Fern Coin" 0.5 https://fern.example/fern.png');
    await sees("not stored yet");
    await takeMadeUp("session token");
    await takeMadeUp("encrypted Solana key");
    await sees("cannot be undone");
    await launch();
    await say('/l swarms RUSH "Rush Agent" https://rush.example/rush.png');
    await sees("Describe it");
    await say("An agent that stands in the water.");
    await sees("not stored yet");
    await takeMadeUp("API key");
    await takeMadeUp("wallet key");
    await sees("cannot be undone");
    await launch();

    expect(j7tracker.launchesReceived("Fern Coin", "FERN")).toBe(1);
    expect(swarms.launchesReceived("Rush Agent", "RUSH")).toBe(1);
  });

  it("launches on swarms.world with the keys added when the card asks for them", async () => {
    const { swarms } = whole.sandbox.providers;
    await open("Cleo", DESKTOP);
    await page.getByTestId("start").click();
    await sees("Hello Cleo");

    await chooseFromMenu("/launch");
    await tap("swarms.world");
    await sees("What is it called?");
    await say("Reed Agent, REED");
    await sees("Send a picture");
    await tap("Skip");
    await sees("Describe it");
    await say("An agent that bends and does not break.");
    await sees("not stored yet");
    await addKey("API key", keys.apiKey);
    await addKey("wallet key", keys.walletKey);
    await sees("cannot be undone");
    const card = await launch();

    const mint = mintOf(swarms, "REED");
    expect(await card.locator("code").textContent()).toBe(mint);
    expect(await copied(card)).toBe(mint);
    expect(swarms.launchesReceived("Reed Agent", "REED")).toBe(1);
  });
});
