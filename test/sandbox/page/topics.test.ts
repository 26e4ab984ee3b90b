import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, openWatched, type Watched } from "../../support/browser.ts";
import { aWholeSandbox, type WholeSandbox } from "./a-whole-sandbox.ts";

const PHONE = { viewport: { width: 390, height: 844 } };
/** Where to leave pictures of the page, for somebody who wants to look at it. */
const SHOTS = process.env["SHOTS"];

describe.skipIf(!hasBrowser)("a forum's topic on the sandbox's page", { timeout: 60_000 }, () => {
  let whole: WholeSandbox;
  let watched: Watched;
  let page: Page;

  beforeAll(async () => {
    whole = await aWholeSandbox();
    watched = await openWatched(whole.browser, whole.url, PHONE);
    ({ page } = watched);
    page.setDefaultTimeout(15_000);
  });
  afterAll(() => whole.close());

  const press = async (what: string) => {
    await page.locator(what).click();
    await page.locator(`${what}[aria-pressed=true]`).waitFor();
  };
  const be = (person: string) => press(`[data-name="${person}"]`);
  const goTo = (topic: string) => press(`[data-testid=topic][data-topic="${topic}"]`);
  const sees = (text: string) =>
    page.getByTestId("message").filter({ hasText: text }).last().waitFor();
  const says = async (text: string) => {
    await page.getByTestId("input").fill(text);
    await page.keyboard.press("Enter");
  };
  const tapsKey = (label: string) =>
    page.getByTestId("reply-keyboard").locator(`[data-button*="${label}"]`).click();
  const replyingTo = () => page.locator(".about").textContent();
  const shoot = async (name: string) => {
    if (SHOTS === undefined) return;
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: `${SHOTS}/${name}.png` });
  };

  it("holds two launches at once: each is asked for alone, and their cards stand there", async () => {
    await be("Ada");
    await press('[data-testid=chat][data-chat="Moss forum"]');
    await goTo("Launches");
    await says("/launch pump");
    await sees("What is it called?");
    await page.locator(".about").waitFor();
    const adas = await replyingTo();
    await shoot("1-ada-is-asked");

    await be("Ben");
    await sees("What is it called?");
    const bensBefore = await page.getByTestId("reply-keyboard").isVisible();
    await says("/launch bonk");
    await sees("letsbonk");
    await page.locator(".about").waitFor();
    await says("Fern Coin, FERN");
    await sees("Send a picture");
    await shoot("2-ben-is-asked");
    await be("Ada");
    await page.locator(".about").waitFor();
    await says("Moss Coin, MOSS");
    await sees("pump.fun · Moss Coin · $MOSS");
    await tapsKey("Skip");
    await sees("How much do you buy first");
    await tapsKey("Skip");
    await sees("Pays: the wallet of Ada");
    await shoot("3-adas-card");
    await be("Ben");
    for (const question of ["Send a picture", "How much do you buy first"]) {
      await sees(question);
      await tapsKey("Skip");
    }
    await sees("Pays: the wallet of Ben");
    const fromBot = page.locator("[data-testid=message][data-from=bot]");
    const questions = fromBot.filter({ hasText: "Answer as a reply" });
    await questions.first().waitFor({ state: "detached" });
    await shoot("4-both-cards");

    const cards = await fromBot.allTextContents();
    await goTo("General");
    await page.getByTestId("welcome").waitFor();
    await shoot("5-general");
    expect(adas).toContain("Reply to Launchgram");
    expect(bensBefore).toBe(false);
    expect(cards).toEqual([
      expect.stringMatching(/Moss Coin[^]*wallet of Ada/),
      expect.stringMatching(/Fern Coin[^]*wallet of Ben/),
    ]);
    expect(watched).toMatchObject({ complaints: [], strangers: [] });
  });
});
