import { describe, expect, it } from "vitest";
import type { IntakePass } from "../../src/bot/intake-page.ts";
import { intakeWay } from "../../src/bot/intake-way.ts";
import { signInitData } from "../../src/sandbox/telegram/init-data.ts";
import { aWorld, type World } from "../support/a-world.ts";
import { buttonsOf, textOf, type TestActor } from "../support/an-actor.ts";
import { describes } from "../support/at-the-card.ts";
import { aSession, asksToAdd } from "../support/some-keys.ts";

const MINUTE = 60_000;
const WAY = { url: "https://bot.example/intake", asMiniApp: true };
const KEY = "sk-of-ada-0123456789";
const CLOSED = { kind: "closed", said: expect.stringContaining("no longer good") as string };

const aWorldWithPage = (options: Parameters<typeof aWorld>[0] = {}) =>
  aWorld({ intakeWay: WAY, ...options });

/** Taps through /keys to the question. @returns The token in its link. */
async function asksFor(ada: TestActor, provider: string, what: string): Promise<IntakePass> {
  await asksToAdd(ada, provider, `Add ${what}`);
  await ada.sees(`I need your ${what}`);
  return passIn(ada);
}

function passIn(ada: TestActor): IntakePass {
  const link = buttonsOf(ada.card()).find(({ kind }) => kind === "url")?.url ?? "";
  return { token: link.slice(link.indexOf("#") + 1) };
}

/** What Telegram signs when this person opens the page. */
async function signedFor(world: World, { id }: TestActor, agoMs = 0): Promise<string> {
  const auth_date = String(Math.floor((world.clock.now() - agoMs) / 1000));
  return signInitData(world.telegram.token, { user: JSON.stringify({ id }), auth_date });
}

const store = (world: World, pass: IntakePass, key = KEY) =>
  world.intakePage.store(pass, Buffer.from(key));

describe("the question for a key", () => {
  it("offers the page first and the message second, with its risk", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");

    await asksFor(ada, "swarms.world", "API key");

    const [page, browser, cancel] = buttonsOf(ada.card());
    expect(page).toMatchObject({ kind: "web_app", url: WAY.url, style: "primary" });
    expect(browser?.url).toMatch(/^https:\/\/bot\.example\/intake#[\w-]{43}$/);
    expect(cancel).toMatchObject({ kind: "callback" });
    expect(textOf(ada.card())).toMatch(
      /Best on the page[^]*in the next message[^]*passes through Telegram and may stay in your phone's notifications\.$/,
    );
  });

  it("offers no Mini App where Telegram opens none, and a link all the same", async () => {
    const world = await aWorld({
      intakeWay: { url: "http://127.0.0.1:1/intake", asMiniApp: false },
    });
    const ada = world.person("Ada");

    await asksFor(ada, "swarms.world", "API key");

    expect(buttonsOf(ada.card()).map(({ kind }) => kind)).toEqual(["url", "callback"]);
  });

  it("asks for a message and names its risk where there is no page", async () => {
    const world = await aWorld();
    const ada = world.person("Ada");

    await asksToAdd(ada, "swarms.world", "Add API key");

    const asked = await ada.sees("Send me your API key for swarms.world in the next message");
    expect(textOf(asked)).toContain("passes through Telegram");
    expect(buttonsOf(asked).map(({ kind }) => kind)).toEqual(["callback"]);
  });

  it.each([
    ["https://bot.example", false, { url: "https://bot.example/intake", asMiniApp: true }],
    ["http://127.0.0.1:8787", false, { url: "http://127.0.0.1:8787/intake", asMiniApp: false }],
    ["http://127.0.0.1:8787", true, { url: "http://127.0.0.1:8787/intake", asMiniApp: true }],
    ["http://localhost:8787", false, null],
    ["http://[::1]:8787", true, null],
  ])("knows the page's way from %s (sandbox: %s)", (origin, sandbox, way) => {
    expect(intakeWay(origin, sandbox)).toEqual(way);
  });

  it("still takes the key by message, which closes the page", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    const pass = await asksFor(ada, "swarms.world", "API key");

    ada.say(KEY);
    await ada.sees("Stored");

    expect(await world.intakePage.look(pass)).toBeNull();
    expect(await store(world, pass, "sk-another-0123456789")).toEqual(CLOSED);
  });
});

describe("a key on the page", () => {
  it("is asked for by name, with what it can do and where it is found", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    const pass = await asksFor(ada, "swarms.world", "wallet key");

    expect(await world.intakePage.look(pass)).toMatchObject({
      label: "Wallet key for swarms.world",
      powers: expect.stringContaining("can spend everything") as string,
      source: expect.stringContaining("0.04 SOL") as string,
      form: expect.stringMatching(/^A Solana wallet key/) as string,
      manyLines: true,
    });
  });

  it("is stored, and the chat goes on as after a message", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    await describes(ada, "swarms");
    await ada.sees("not stored yet");
    await ada.tap("Add API key");
    const { messageId } = await ada.sees("I need your API key");

    const answer = await store(world, passIn(ada));

    await ada.sees("Stored from the page: API key for swarms.world");
    await ada.sees("Your wallet key is not stored yet.");
    await world.settled();
    const [info] = await world.vault.list(ada.id);
    expect(answer.kind).toBe("stored");
    expect(answer.said).toContain(`ends in ${info?.fingerprint.slice(-4) ?? "?"}. You can close`);
    expect(ada.messages().some((message) => message.messageId === messageId)).toBe(false);
    ada.say("hello");
    await ada.sees("I did not understand that");
  });

  it("of the wrong form is refused in the words of the chat, and the next try counts", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    const pass = await asksFor(ada, "J7Tracker", "session token");
    const typed = Buffer.from("moss");

    expect(await world.intakePage.store(pass, typed)).toEqual({
      kind: "wrong",
      said: "That looks like ordinary text. What is needed here is a session token: three parts with dots between them, starting with eyJ.",
    });

    expect(typed.every((byte) => byte === 0)).toBe(true);
    expect(await store(world, pass, aSession())).toMatchObject({ kind: "stored" });
  });

  it("is stored once when it is sent twice at once", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    const pass = await asksFor(ada, "swarms.world", "API key");

    const answers = await Promise.all([store(world, pass), store(world, pass, `${KEY}-other`)]);

    expect(answers.map(({ kind }) => kind).sort()).toEqual(["closed", "stored"]);
    expect(await world.vault.list(ada.id)).toMatchObject([{ version: 1 }]);
    expect(await store(world, pass)).toEqual(CLOSED);
  });

  it("is refused after 5 minutes, and taken until then", async () => {
    const world = await aWorldWithPage();
    const [ada, ben] = [world.person("Ada"), world.person("Ben")];
    const adas = await asksFor(ada, "swarms.world", "API key");
    const late = world.clock.now() + 5 * MINUTE;
    await world.clock.advance(late - world.clock.now() - 1);
    expect(await store(world, adas)).toMatchObject({ kind: "stored" });
    const bens = await asksFor(ben, "swarms.world", "API key");

    await world.clock.advance(5 * MINUTE + 1);

    expect(await world.intakePage.look(bens)).toBeNull();
    expect(await store(world, bens)).toEqual(CLOSED);
  });

  it.each([
    ["Cancel", (ada: TestActor) => ada.tap("Cancel"), "No key is expected"],
    ["/cancel", async (ada: TestActor) => ada.say("/cancel"), "No key is expected"],
    ["a launch", async (ada: TestActor) => ada.say("/launch pump"), "What is it called?"],
  ])("is refused after %s", async (_, leave, told) => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    const pass = await asksFor(ada, "swarms.world", "API key");

    await leave(ada);
    await ada.sees(told);
    await world.settled();

    expect(await store(world, pass)).toEqual(CLOSED);
    expect(await world.vault.list(ada.id)).toEqual([]);
  });

  it("is refused after /forget, and after a newer question for the same key", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    const first = await asksFor(ada, "swarms.world", "API key");
    const second = await asksFor(ada, "swarms.world", "API key");
    expect(await store(world, first)).toEqual(CLOSED);
    ada.say("/forget");
    await ada.tap("Yes");
    await world.settled();

    expect(await store(world, second)).toEqual(CLOSED);

    expect(await world.vault.list(ada.id)).toEqual([]);
  });

  it("is refused after 20 wrong ones", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    const pass = await asksFor(ada, "J7Tracker", "session token");
    for (let tries = 0; tries < 20; tries += 1) await store(world, pass, "moss");

    expect(await store(world, pass, aSession())).toMatchObject({ kind: "busy" });
  });

  it("is refused for somebody who may not use the bot", async () => {
    const world = await aWorldWithPage({ allowed: ["Ada"] });
    const ben = world.person("Ben");
    const hash = "a".repeat(64);
    const slot = { provider: "swarms", kind: "api-key" } as const;
    const expiresAt = world.clock.now() + MINUTE;
    await world.storage.intakeLinks.open({ hash, userId: ben.id, ...slot, expiresAt });

    expect(await store(world, { initData: await signedFor(world, ben) })).toEqual(CLOSED);
  });

  it("is stored though Telegram does not answer, and the page says so", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    const pass = await asksFor(ada, "swarms.world", "API key");
    await world.settled();
    world.telegram.faults.add({ kind: "500", method: "sendMessage" });

    expect(await store(world, pass)).toMatchObject({ kind: "stored" });

    await world.settled();
    expect(await world.vault.list(ada.id)).toHaveLength(1);
    expect(world.logged.join("")).toContain("the chat could not be told");
  });

  it("may come before Telegram says that the question is in the chat", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    ada.say("/keys");
    await ada.sees("Your keys");
    await ada.tap("swarms.world");
    await world.settled();
    const held = world.link.hold("sendMessage");
    const tapped = ada.tapNow("Add API key");
    await held.made;
    const pass = { initData: await signedFor(world, ada) };

    const answer = await store(world, pass);
    held.letGo();
    await tapped;
    await world.settled();

    expect(answer).toMatchObject({ kind: "stored" });
    expect(await world.storage.bot.expectedSecret(ada.id)).toBeNull();
    expect(ada.messages().some((message) => textOf(message).includes("I need your"))).toBe(false);
  });

  it("is in no call, no line of the log, and neither is the link's token", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    const pass = await asksFor(ada, "swarms.world", "API key");
    await store(world, pass, "two words");
    await store(world, pass);
    await ada.sees("Stored from the page");
    await world.settled();

    const calls = JSON.stringify(world.telegram.calls());
    expect(`${calls}${world.logged.join("")}`).not.toMatch(/sk-of-ada|two words/);
    expect(world.logged.join("")).not.toContain("token" in pass ? pass.token : "-");
  });
});

describe("the page as a Mini App", () => {
  it("stores for the person whom Telegram signed for, once", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "API key");
    const initData = await signedFor(world, ada);
    const looked = await world.intakePage.look({ initData });
    const pass = { initData, question: looked?.question };

    expect(await store(world, pass)).toMatchObject({ kind: "stored" });

    expect(await store(world, pass, `${KEY}-again`)).toEqual(CLOSED);
    expect(await world.vault.list(ada.id)).toMatchObject([{ kind: "api-key", version: 1 }]);
  });

  it("knows no question of anybody else", async () => {
    const world = await aWorldWithPage();
    const [ada, ben] = [world.person("Ada"), world.person("Ben")];
    await asksFor(ada, "swarms.world", "API key");
    const adas = await world.intakePage.look({ initData: await signedFor(world, ada) });
    const initData = await signedFor(world, ben);

    expect(await world.intakePage.look({ initData })).toBeNull();
    expect(await store(world, { initData, question: adas?.question })).toEqual(CLOSED);
    expect(await world.vault.list(ada.id)).toEqual([]);
    expect(await world.vault.list(ben.id)).toEqual([]);
  });

  it("does not answer a later question than the one it shows", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "API key");
    const initData = await signedFor(world, ada);
    const shown = await world.intakePage.look({ initData });
    await asksFor(ada, "swarms.world", "wallet key");

    expect(await store(world, { initData, question: shown?.question })).toEqual(CLOSED);
  });

  it("is told nothing by data that is forged or old", async () => {
    const world = await aWorldWithPage();
    const ada = world.person("Ada");
    await asksFor(ada, "swarms.world", "API key");
    const good = await signedFor(world, ada);
    const old = await signedFor(world, ada, 301_000);

    for (const initData of [old, `${good}&user=x`, good.replace(/hash=./, "hash="), "", "a=b"]) {
      expect(await store(world, { initData })).toEqual(CLOSED);
    }
    expect(await store(world, { initData: good })).toMatchObject({ kind: "stored" });
  });
});
