import type { Browser, Locator, Page } from "playwright-core";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from "vitest";
import {
  goWatched,
  hasBrowser,
  openBrowser,
  openTab,
  type Watched,
} from "../../support/browser.ts";
import { aSandbox, BANNER, type Sandbox } from "./a-sandbox.ts";

const SIZE = { width: 1280, height: 720 };

describe.skipIf(!hasBrowser)("the chat page", () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let watched: Watched;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    const permissions = ["clipboard-write", "clipboard-read"];
    page = await openTab(browser, { viewport: SIZE, permissions });
    page.setDefaultTimeout(8000);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    sandbox = await aSandbox();
    watched = await goWatched(page, sandbox.url);
  });
  afterEach(async () => {
    await page.goto("about:blank");
    await sandbox.close();
    expect(watched).toMatchObject({ complaints: [], strangers: [] });
  });

  const messages = () => page.getByTestId("message");
  const lastOfBot = () => page.locator('[data-testid=message][data-from="bot"]').last();
  const button = (text: string) => lastOfBot().locator(`[data-button="${text}"]`);
  const say = async (text: string) => {
    await page.getByTestId("input").fill(text);
    await page.getByTestId("input").press("Enter");
  };
  const echoOf = async (text: string) => {
    await say(text);
    await page.getByText(`Echo: ${text}`).waitFor();
  };
  const gone = (what: Locator) => what.waitFor({ state: "detached" });

  it("greets with a big Start button that sends /start", async () => {
    await page.getByTestId("start").click();
    await page.getByText("Echo: /start").waitFor();

    expect(await page.getByTestId("banner").textContent()).toBe(BANNER);
    expect(await page.getByTestId("welcome").count()).toBe(0);
    expect(await messages().count()).toBe(2);
  });

  it("shows what is said and what the bot answers, formatted", async () => {
    await echoOf("hello");

    expect(await lastOfBot().locator("b").textContent()).toBe("hello");
    expect(await page.getByTestId("input").inputValue()).toBe("");
  });

  it("spins on a pressed button until the bot answers", async () => {
    await echoOf("hello");

    await button("Wait").click();
    await button("Wait").and(page.locator("[aria-busy=true]")).waitFor();
    await say("now answer");

    await gone(page.locator("[aria-busy=true]"));
  });

  it("shows a toast and the edited message when a button changes it", async () => {
    await echoOf("hello");

    await button("Change").click();

    await page.getByTestId("toast").getByText("It was changed").waitFor();
    await lastOfBot().getByTestId("edited").waitFor();
    expect(await lastOfBot().textContent()).toContain("Changed");
    expect(await lastOfBot().getByTestId("button").count()).toBe(0);
  });

  it("shows an alert that has to be closed", async () => {
    await echoOf("hello");

    await button("Alert").click();
    await page.getByTestId("alert").getByText("Read this").waitFor();
    await page.keyboard.press("Enter");

    await gone(page.getByTestId("alert"));
  });

  it("lets a message that the bot deletes fade away", async () => {
    await echoOf("hello");

    await button("Remove").click();

    await gone(page.getByText("Echo: hello"));
    expect(await messages().count()).toBe(1);
  });

  it("copies, opens and freezes as the buttons say", async () => {
    await echoOf("hello");

    await button("Copy").click();
    await button("Copy").getByText("Copied").waitFor();

    expect(await page.evaluate("navigator.clipboard.readText()")).toBe("what is copied");
    expect(await button("Open").getAttribute("rel")).toContain("noopener");
    expect(await button("Open").getAttribute("target")).toBe("_blank");
    expect(await button("Frozen").isDisabled()).toBe(true);
  });

  it("sends a sample picture with a caption, and shows the one that the bot sends back", async () => {
    await page.getByTestId("attach").click();
    await page.getByText("Use a sample picture").click();
    await page.getByTestId("caption").fill("Moss Coin, MOSS");
    await page.getByTestId("send-file").click();
    await lastOfBot().locator("img").waitFor();

    expect(await lastOfBot().textContent()).toContain("Moss Coin, MOSS");
    const width = "document.querySelector('[data-from=bot] img').naturalWidth";
    await expect.poll(() => page.evaluate(width)).toBe(512);
  });

  it("sends a document from the disk", async () => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByTestId("attach").click();
    await page.getByRole("menuitem", { name: "File" }).click();
    await (
      await chooser
    ).setFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("plan") });
    await page.getByTestId("send-file").click();

    await messages().getByText("plan.txt").waitFor();
  });

  it("edits and deletes a message of one's own", async () => {
    await echoOf("helo");

    await page.getByTestId("input").press("ArrowUp");
    expect(await page.getByTestId("input").inputValue()).toBe("helo");
    await say("hello");
    const mine = page.locator('[data-from="me"]');
    await mine.getByTestId("edited").waitFor();
    expect(await mine.textContent()).toContain("hello");

    await mine.hover();
    await mine.getByTestId("message-more").click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await gone(mine);
  });

  it("answers a message as a reply to it", async () => {
    await echoOf("hello");

    await lastOfBot().hover();
    await lastOfBot().getByTestId("message-more").click();
    await page.getByRole("menuitem", { name: "Reply" }).click();
    await say("indeed");
    await page.getByText("Echo: indeed").waitFor();

    expect(await page.locator('[data-from="me"]').last().locator(".quote").textContent()).toContain(
      "Echo: hello",
    );
  });

  it("keeps a chat for each person and counts what came meanwhile", async () => {
    await echoOf("from Ada");
    const ada = sandbox.telegram.people()[0];

    await page.locator('[data-name="Ben"]').click();
    await page.getByTestId("welcome").waitFor();
    await echoOf("from Ben");
    sandbox.telegram.say(ada?.id ?? 0, "once more");
    await page.locator('[data-name="Ada"] .badge').waitFor();
    await page.locator('[data-name="Ada"]').click();

    await page.getByText("Echo: once more").waitFor();
    expect(await page.getByText("from Ben").count()).toBe(0);
    expect(await page.locator(".badge").count()).toBe(0);
  });

  it("adds a person and takes their phone", async () => {
    await page.getByTestId("add-person").click();
    await page.getByTestId("person-name").fill("Zoe");
    await page.getByTestId("person-name").press("Enter");

    await page.locator('[data-name="Zoe"][aria-pressed=true]').waitFor();
    expect(sandbox.telegram.people().map(({ firstName }) => firstName)).toContain("Zoe");
  });

  it("narrows the commands as one types and sends the chosen one", async () => {
    const options = page.getByRole("option");
    await page.getByTestId("input").pressSequentially("/");
    expect(await options.count()).toBe(3);

    await page.getByTestId("input").pressSequentially("sta");
    expect(await options.allTextContents()).toEqual(["/startBegin", "/statusOpen launches"]);
    await page.getByTestId("input").press("ArrowDown");
    await page.getByTestId("input").press("Enter");

    await page.getByText("Echo: /status").waitFor();
  });

  it("puts the bot's keyboard under the input and takes a one-time keyboard away again", async () => {
    await say("/ask");
    const keys = page.getByTestId("reply-keyboard");
    await keys.getByText("Skip").waitFor();
    expect(await page.getByTestId("input").getAttribute("placeholder")).toBe("3 to 10 letters");

    await keys.getByText("Skip").click();
    await page.getByText("Echo: Skip").waitFor();

    expect(await keys.isVisible()).toBe(false);
    expect(await page.getByTestId("input").getAttribute("placeholder")).toBe("Message");
  });

  it("shows text as text, whatever it looks like", async () => {
    const person = sandbox.telegram.people()[0]?.id ?? 0;
    sandbox.telegram.say(person, "<img src=x onerror=alert(1)><script>alert(2)</script>");

    await lastOfBot().locator("b").getByText("<img src=x").waitFor();

    expect(await messages().locator("img, script").count()).toBe(0);
  });

  it("stays where one scrolled to, counts what is new and leads back", async () => {
    const person = sandbox.telegram.people()[0]?.id ?? 0;
    for (let line = 1; line <= 20; line += 1) sandbox.telegram.say(person, `line ${line}`);
    sandbox.telegram.say(person, "the end");
    await page.getByText("Echo: the end").waitFor();

    await page.evaluate("document.getElementById('log').scrollTo(0, 0)");
    const latest = page.getByRole("button", { name: "Go to the latest message" });
    await latest.waitFor();
    await sandbox.telegram.call("sendMessage", { chat_id: person, text: "news" });
    await latest.getByText("1").waitFor();
    await latest.click();

    await latest.waitFor({ state: "hidden" });
    expect(await lastOfBot().getByText("news").isVisible()).toBe(true);
  });

  it("shows what a provider received, without its secrets, and switches faults", async () => {
    sandbox.provider.receive({ body: { name: "Moss Coin", api_key: "raw-key-value" } });

    await page.getByTestId("call").locator("summary").click();
    await page.getByTestId("call").getByText("Moss Coin").waitFor();
    await page.getByRole("switch", { name: "Lose the answer" }).click();
    await page.getByRole("switch", { checked: true }).waitFor();

    expect(await page.getByTestId("panel").textContent()).not.toContain("raw-key-value");
    expect(sandbox.provider.faults.active()).toEqual(["lost"]);
  });

  it("fits a phone of 360 pixels, with the panel as a drawer", async () => {
    onTestFinished(() => page.setViewportSize(SIZE));
    await page.setViewportSize({ width: 360, height: 740 });
    await echoOf("hello");

    await page.getByTestId("panel-toggle").click();
    await page.getByRole("heading", { name: "Behind the scenes" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("panel").waitFor({ state: "hidden" });

    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(await page.evaluate("document.getElementById('log').scrollWidth")).toBe(360);
  });
});
