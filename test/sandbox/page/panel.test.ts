import { describe, expect, it } from "vitest";
import { mask, maskText } from "../../../src/sandbox/page/mask.ts";
import { providerPanel, telegramPanel } from "../../../src/sandbox/page/page.ts";
import { viewOf } from "../../../src/sandbox/page/panel.ts";
import { switchesOf } from "../../../src/sandbox/providers/fault-catalogue.ts";
import { startProviderSims } from "../../../src/sandbox/providers/start.ts";
import { createTelegramSim } from "../../../src/sandbox/telegram/world.ts";
import { aProvider } from "./a-sandbox.ts";

describe("the panel's mask", () => {
  it("hides what is secret by its name, at every depth and inside quoted JSON", () => {
    const body = {
      name: "Moss Coin",
      api_key: "abc",
      nested: [{ private_key: "def", sniper_wallets: "ghi:1" }],
      quoted: JSON.stringify({ session_id: "jkl" }),
    };

    const shown = JSON.stringify(mask(body));

    expect(shown).toContain("Moss Coin");
    expect(shown).not.toMatch(/abc|def|ghi|jkl/);
  });

  it("shows bytes and data URLs by their size", () => {
    const shown = mask({
      image: `data:image/png;base64,${"A".repeat(4096)}`,
      file: Buffer.alloc(9),
    });

    expect(shown).toEqual({ image: "(image/png, 3.0 KB)", file: "(9 B)" });
  });

  it("hides a key in a query", () => {
    expect(maskText("/products?api_key=abc&page=2")).toBe("/products?api_key=••••••&page=2");
  });
});

describe("the panel", () => {
  it("shows the newest call first and no more than one can look through", () => {
    const provider = aProvider();
    for (let call = 1; call <= 100; call += 1) provider.receive({ path: `/${call}` });

    const view = viewOf(provider);

    expect(view.total).toBe(100);
    expect(view.calls[0]?.path).toBe("/100");
    expect(view.calls.length).toBeLessThan(100);
  });

  it("switches the faults of a simulated provider and shows its calls", async () => {
    const sims = await startProviderSims();
    const panel = providerPanel(sims.swarms, "swarms.world", switchesOf("swarms"));

    panel.faults.add("lost-after");
    panel.faults.add("500");
    panel.faults.clear("lost-after");
    await fetch(`${sims.urls.swarms}/nowhere`);
    await sims.close();

    expect(panel.faults.active()).toEqual(["500"]);
    expect(panel.received()).toMatchObject([{ method: "GET", status: 404 }]);
  });

  it("shows the bot's calls to Telegram and lets them fail until switched off", async () => {
    const telegram = createTelegramSim({});
    const { id: chat_id } = telegram.addPerson({ firstName: "Ada" });
    telegram.say(chat_id, "/start");
    const panel = telegramPanel(telegram);
    const send = (text: string) => telegram.call("sendMessage", { chat_id, text });

    panel.faults.add("500");
    const failed = await send("one");
    panel.faults.clear("500");
    const sent = await send("two");

    expect([failed.ok, sent.ok]).toEqual([false, true]);
    expect(panel.received().map(({ status }) => status)).toEqual(["refused", 200]);
  });
});
