import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/kit/clock.ts";
import { createActor } from "../../../src/sandbox/actor.ts";
import { hasBrowser, openWatched, type Watched } from "../../support/browser.ts";
import { toPumpCard } from "../../support/to-the-card.ts";
import { aWholeSandbox, type WholeSandbox } from "./a-whole-sandbox.ts";

const LOOK = { viewport: { width: 1280, height: 860 } };
/** Where to leave pictures of the page, for somebody who wants to look at it. */
const SHOTS = process.env["SHOTS"];

describe.skipIf(!hasBrowser)(
  "a launch in a group on the sandbox's page",
  { timeout: 60_000 },
  () => {
    let whole: WholeSandbox;
    let watched: Watched;
    let page: Page;

    beforeAll(async () => {
      whole = await aWholeSandbox();
      const [ada] = whole.sandbox.telegram.people();
      if (!ada) throw new Error("nobody is there");
      // Her keys are stored on the way.
      const actor = createActor(whole.sandbox.telegram, ada, systemClock);
      await toPumpCard(actor, { name: "Fern Coin", ticker: "FERN" });
      await actor.tap("Cancel");
    });
    afterAll(() => whole.close());
    afterEach(async () => {
      await page.context().close();
      expect(watched).toMatchObject({ complaints: [], strangers: [] });
    });

    async function open(): Promise<void> {
      watched = await openWatched(whole.browser, whole.url, LOOK);
      ({ page } = watched);
      page.setDefaultTimeout(15_000);
    }
    const be = async (person: string) => {
      await page.locator(`[data-name="${person}"]`).click();
      await page.locator(`[data-name="${person}"][aria-pressed=true]`).waitFor();
    };
    const goTo = async (chat: string) => {
      await page.locator(`[data-testid=chat][data-chat="${chat}"]`).click();
      await page.locator(`[data-chat="${chat}"][aria-pressed=true]`).waitFor();
    };
    const type = async (query: string) => {
      await page.getByTestId("inline").click();
      await page.keyboard.type(query);
    };
    const newest = () => page.getByTestId("message").last();
    const tap = (label: string) => newest().locator(`[data-button*="${label}"]`).click();
    const received = () =>
      whole.sandbox.providers.j7tracker.received.filter(({ method }) => method === "POST").length;
    const shoot = async (name: string) => {
      if (SHOTS === undefined) return;
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: `${SHOTS}/${name}.png` });
    };

    it("is posted by its author, watched by all, and launched by nobody else", async () => {
      await open();
      await be("Ada");
      await goTo("Book club");
      await shoot("1-empty-group");

      await type("pump MOSS Moss Coin 0.5 https://moss.example/moss.png");
      await page.locator('[data-testid=inline-result][data-title="pump.fun · $MOSS"]').waitFor();
      await shoot("2-inline-list");
      await page.keyboard.press("Enter");
      await newest().filter({ hasText: "Only whoever posted this can launch it." }).waitFor();
      await shoot("3-posted-card");
      await be("Ben");
      const before = received();
      await tap("Launch");
      await page
        .getByTestId("toast")
        .filter({ hasText: "Only the person who started this" })
        .waitFor();
      await shoot("4-ben-may-not");
      const afterBen = received();
      await be("Ada");
      await tap("Launch");
      await newest().filter({ hasText: "Live" }).waitFor();
      await be("Cleo");
      await newest().filter({ hasText: "Live" }).waitFor();
      await shoot("5-live-for-cleo");

      expect(await newest().getByTestId("sender").textContent()).toContain("Ada via @");
      expect(afterBen).toBe(before);
      expect(received()).toBe(before + 1);
      expect(await page.getByTestId("message").count()).toBe(1);
    });

    it("is shared from the private chat into a group, and a question leads back", async () => {
      await open();
      await be("Ada");
      await page.getByTestId("status").filter({ hasText: "@" }).waitFor();
      await goTo("Moss friends");
      await type("pump MOSS");
      await page.locator('[data-testid=inline-result][data-title^="Not ready"]').waitFor();
      await shoot("6-missing");
      await page.keyboard.press("Escape");
      await page.getByTestId("input").fill("");
      await page.getByTestId("inline").click();
      await page.locator('[data-testid=inline-result][data-title="Share $MOSS"]').click();
      await newest().filter({ hasText: "Its creator bought first: 0.5 SOL" }).waitFor();
      await shoot("7-shared");
      await goTo("Book club");
      await tap("Launch another");
      await page.locator('[data-chat="Launchgram"][aria-pressed=true]').waitFor();
      await newest().filter({ hasText: "Moss Coin" }).waitFor();
      await shoot("8-back-in-private");

      expect(await page.getByTestId("log").textContent()).toContain("A new draft with the same");
    });
  },
);
