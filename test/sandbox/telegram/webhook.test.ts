import { describe, expect, it } from "vitest";
import type { Deliver } from "../../../src/sandbox/telegram/webhook.ts";
import { overLoopback } from "../../../src/sandbox/telegram/webhook.ts";
import { aTelegram, refusalOf, resultOf } from "./a-bot.ts";

const URL = "https://bot.example/telegram";

interface Info {
  readonly url: string;
  readonly pending_update_count: number;
  readonly last_error_message?: string;
  readonly max_connections?: number;
}

/** Lets promises that are ready go on. */
const turns = async () => {
  for (let at = 0; at < 20; at += 1) await Promise.resolve();
};

/** A Telegram whose webhook answers what it is told, or keeps its answers until they are given. */
function aHook(answers: (number | "none" | "wait")[] = []) {
  const got: { readonly text: string; readonly secret: string | undefined }[] = [];
  const waiting: ((status: number) => void)[] = [];
  const deliver: Deliver = ({ headers, body, signal }) => {
    const { message } = JSON.parse(body) as { message?: { text?: string } };
    got.push({ text: message?.text ?? "", secret: headers["x-telegram-bot-api-secret-token"] });
    const answer = answers.shift() ?? 200;
    if (answer === "none") return Promise.reject(new TypeError("refused"));
    if (answer !== "wait") return Promise.resolve(answer);
    return new Promise((resolve, reject) => {
      waiting.push(resolve);
      signal.addEventListener("abort", () => reject(new TypeError("aborted")));
    });
  };
  const telegram = aTelegram({ deliver });
  const { sim } = telegram;
  return {
    ...telegram,
    got,
    texts: () => got.map(({ text }) => text),
    answer: (status: number) => waiting.shift()?.(status),
    set: (more: Record<string, unknown> = {}) => resultOf(sim, "setWebhook", { url: URL, ...more }),
    info: () => resultOf<Info>(sim, "getWebhookInfo", {}),
  };
}

describe("a webhook", () => {
  it("gets what waited and what comes, with its secret, each once", async () => {
    const { sim, ada, got, set, info } = aHook();

    await set({ secret_token: "s-3" });
    await turns();
    sim.say(ada.id, "one");
    await turns();

    expect(got).toEqual([
      { text: "/start", secret: "s-3" },
      { text: "one", secret: "s-3" },
    ]);
    expect(await info()).toMatchObject({ url: URL, pending_update_count: 0, max_connections: 40 });
  });

  it("gets an update again, later and later, until it says 2xx", async () => {
    const { clock, texts, set, info } = aHook([503, "none", 302, 204]);
    await set();
    await turns();
    const after: number[] = [];

    for (let second = 0; second < 8; second += 1) {
      clock.pass(1_000);
      await turns();
      after.push(texts().length);
    }

    expect(after).toEqual([2, 2, 3, 3, 3, 3, 4, 4]);
    expect(await info()).toMatchObject({ pending_update_count: 0 });
    expect((await info()).last_error_message).toBe("Wrong response from the webhook: 302");
  });

  it("gets a chat's updates in order, and those of other chats meanwhile", async () => {
    const { sim, ada, bob, texts, set, answer } = aHook(["wait"]);
    await set();
    sim.say(ada.id, "later");
    sim.say(bob.id, "from Bob");
    await turns();

    expect(texts()).toEqual(["/start", "from Bob"]);
    answer(200);
    await turns();

    expect(texts()).toEqual(["/start", "from Bob", "later"]);
  });

  it("gets no more at once than it asked for", async () => {
    const { sim, bob, texts, set, answer } = aHook(["wait"]);
    await set({ max_connections: 1 });
    sim.say(bob.id, "from Bob");
    await turns();

    expect(texts()).toEqual(["/start"]);
    answer(200);
    await turns();

    expect(texts()).toEqual(["/start", "from Bob"]);
  });

  it("gets an update again when it took more than a minute to answer", async () => {
    const { clock, texts, set, info } = aHook(["wait"]);
    await set();
    await turns();

    clock.pass(60_000);
    await turns();
    clock.pass(1_000);
    await turns();

    expect(texts()).toEqual(["/start", "/start"]);
    expect(await info()).toMatchObject({ pending_update_count: 0 });
  });

  it("hands over to polling, which gets what was not taken", async () => {
    const { sim, set, info } = aHook(["none"]);
    await set();
    await turns();

    await resultOf(sim, "deleteWebhook", {});

    expect(await info()).toMatchObject({ url: "", pending_update_count: 1 });
    expect(await resultOf(sim, "getUpdates", {})).toMatchObject([{ message: { text: "/start" } }]);
  });

  it("begins with nothing when it is to drop what waited", async () => {
    const { texts, set } = aHook();

    await set({ drop_pending_updates: true });
    await turns();

    expect(texts()).toEqual([]);
  });

  it("may be http on this machine alone, and nothing else is ever asked", async () => {
    const { sim } = aHook();
    const signal = new AbortController().signal;

    expect(await refusalOf(sim, "setWebhook", { url: "http://127.0.0.1:9/telegram" })).toBe("");
    expect(await refusalOf(sim, "setWebhook", { url: "http://bot.example/telegram" })).toContain(
      "HTTPS",
    );
    await expect(overLoopback({ url: URL, headers: {}, body: "{}", signal })).rejects.toThrow(
      "this machine only",
    );
  });
});
