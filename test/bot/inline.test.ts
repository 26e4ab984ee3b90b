import { describe, expect, it } from "vitest";
import { generalWords, inlineWords } from "../../src/bot/words/words.ts";
import { textOf } from "../support/an-actor.ts";
import { launches } from "../support/at-the-card.ts";
import { aWorld, type WorldOptions } from "../support/a-world.ts";
import { MINT } from "../support/fake-provider.ts";
import { someKeys } from "../support/to-the-card.ts";
import { giveKeys } from "../support/some-keys.ts";

const LINE = "pump MOSS Moss Coin 0.5";

/** Ada with keys for j7tracker's Solana targets, and a group of hers and Ben's that the bot is not in. */
async function aScene(options: WorldOptions = {}) {
  const world = await aWorld(options);
  const ada = world.person("Ada");
  const ben = world.person("Ben");
  await giveKeys(world.vault, ada.id, "j7tracker");
  const group = world.group({ Ada: "member", Ben: "member" }, { bot: null });
  const sent = () => world.providers.j7tracker.received.length;
  /** Ada posts the card of her line; it is drawn when this resolves. */
  const posts = async (line = LINE, title = "pump.fun") => {
    const chosen = (await ada.inline(line, group.id)).pick(title);
    await world.settled();
    return chosen;
  };
  const launchesIt = async () => {
    await posts();
    await ada.tapIn(group.id, "Launch");
    await world.settled();
  };
  return { world, ada, ben, group, sent, posts, launchesIt };
}

describe("typing @bot and a line", () => {
  it("lists a card for each target that is ready, and one entry for the others", async () => {
    const { ada } = await aScene();

    const { results, button } = await ada.inline("MOSS Moss Coin 0.5");

    expect(results.map(({ title }) => title)).toEqual([
      "pump.fun · $MOSS",
      "letsbonk · $MOSS",
      "letsbonk USD1 · $MOSS",
      "Bags · $MOSS",
      "nad.fun · $MOSS",
      "Not ready: Four.Meme, Clanker, stroid, Blowfish, swarms.world",
    ]);
    expect(results[0]?.description).toBe("Moss Coin · first buy 0.5 SOL");
    expect(results.at(-1)?.description).toMatch(/limit|key/);
    expect(button).toBeUndefined();
  });

  it("with a target lists that one alone, with the picture of its link", async () => {
    const { ada } = await aScene();

    const { results } = await ada.inline(`${LINE} https://moss.example/moss.png`);

    expect(results).toMatchObject([
      { title: "pump.fun · $MOSS", thumb: expect.any(String) as string },
    ]);
  });

  it.each([
    ["pump MOSS", "Not ready: pump.fun", "Name is still missing."],
    ["pump FROG MOSS Coin", "Which ticker do you mean?", "$FROG or $MOSS"],
    ["pump MOSS Moss ???", "I did not understand all of it", "“???”"],
    ["pump MOSS Moss 0.5 ETH", "Not ready: pump.fun", "SOL"],
  ])("“%s” says what is missing", async (line, title, below) => {
    const { ada } = await aScene();

    const { results } = await ada.inline(line);

    expect(results).toMatchObject([
      { title, description: expect.stringContaining(below) as string },
    ]);
  });

  it("without any key leads to the private chat", async () => {
    const { ben } = await aScene();

    expect((await ben.inline(LINE)).button).toEqual({
      text: inlineWords.addKeys,
      startParameter: "inline",
    });
  });

  it("what does not say enough posts a sentence that nobody can tap", async () => {
    const { world, ada, group } = await aScene();

    (await ada.inline("pump MOSS", group.id)).pick("Not ready");
    await world.settled();

    expect(group.last()).toMatchObject({ text: "Nothing to launch here yet." });
    expect(group.last().keyboard).toBeUndefined();
  });

  it("is asked for again by each person, and soon", async () => {
    const { world, ada, ben } = await aScene();
    await ada.inline(LINE);
    const asksBot = (id: number) => world.telegram.inline(id, LINE).updateId !== null;

    const kept = asksBot(ada.id);
    const others = asksBot(ben.id);
    await world.pass(5_000);

    expect([kept, others, asksBot(ada.id)]).toEqual([false, true, true]);
  });

  it("shows nothing of the wallet, its balance or a limit", async () => {
    const { world, ada, group, posts } = await aScene({ balance: 7_654_321_000n });

    const listed = JSON.stringify(await ada.inline(LINE));
    await posts();

    const shown = listed + JSON.stringify(group.messages());
    expect(shown).not.toMatch(/7[.,]65|Solana key [0-9a-f]{8}|you set/i);
    expect(JSON.stringify(world.calls())).not.toContain("7.65");
  });

  it("a key typed there is neither listed nor kept", async () => {
    const { world, ada } = await aScene();
    const key = someKeys().session;

    const { results, button } = await ada.inline(`pump MOSS ${key}`);

    expect([results, button?.text]).toEqual([[], inlineWords.secret]);
    expect(world.logged.join()).not.toContain(key.slice(0, 30));
  });

  it("somebody who is not let in is shown the way to ask", async () => {
    const { ben } = await aScene({ allowed: ["Ada"] });

    expect(await ben.inline(LINE)).toMatchObject({
      results: [],
      button: { text: inlineWords.private },
    });
  });
});

describe("a posted card", () => {
  it("becomes the preview once Telegram tells what was chosen, and launches from there", async () => {
    const { ada, group, sent, posts, world } = await aScene();
    ada.say("/start");

    await posts();
    const preview = group.last();
    const before = sent();
    const { text } = await ada.tapIn(group.id, "🚀 Launch");
    await world.settled();

    expect(textOf(preview)).toContain("Only whoever posted this can launch it.");
    expect(before).toBe(0);
    expect(text).toBe("On its way");
    expect(sent()).toBe(1);
    expect(group.messages()).toHaveLength(1);
    expect(textOf(group.last())).toContain(MINT);
    expect(world.calls().every(({ ok }) => ok)).toBe(true);
  });

  it("without that news becomes it at the first tap", async () => {
    const { world, ada, group, sent, posts } = await aScene();
    world.telegram.setInlineFeedback(false);

    await posts();
    const posted = textOf(group.last());
    await ada.tapIn(group.id, "Look at it");
    await world.settled();
    const launched = sent();
    await ada.tapIn(group.id, "🚀 Launch");
    await world.settled();

    expect(posted).toContain("Only Ada can launch it from here.");
    expect([launched, sent()]).toEqual([0, 1]);
  });

  it("has one draft, whatever is told and tapped twice; posted twice it has two", async () => {
    const { world, ada, group, posts } = await aScene();

    const { feedback, messageId } = await posts();
    const first = (await world.storage.drafts.latestOpen(ada.id))?.id;
    world.telegram.redeliver(feedback?.updateId ?? 0);
    const look = `i:${await offerIdOf(ada.id)}:pump:open`;
    await (
      await world.telegram.press(ada.id, group.id, messageId, look, { forged: true })
    ).answer;
    await world.settled();
    const again = (await world.storage.drafts.latestOpen(ada.id))?.id;
    await world.pass(1_000);
    await posts();

    expect(again).toBe(first);
    expect((await world.storage.drafts.latestOpen(ada.id))?.id).not.toBe(first);
  });

  it("is launched once, however often it is tapped", async () => {
    const { world, ada, group, sent, posts } = await aScene();
    const { messageId } = await posts();
    const [go] = group.last().keyboard?.flat() ?? [];
    const press = () => world.telegram.press(ada.id, group.id, messageId, go?.data ?? "", FORGED);

    const [first] = await Promise.all([press(), press(), press()]);
    world.telegram.redeliver(first.updateId);
    await world.settled();

    expect(sent()).toBe(1);
  });

  it("is nobody else's: their tap is told so, sends nothing and changes nothing", async () => {
    const { world, ben, group, sent, posts } = await aScene();
    world.telegram.setInlineFeedback(false);
    await posts();
    const fresh = await ben.tapIn(group.id, "Look at it");
    world.telegram.setInlineFeedback(true);
    await posts();
    const before = group.last();

    const taps = [fresh];
    for (const { text, data } of before.keyboard?.flat() ?? []) {
      if (data !== undefined) taps.push(await ben.tapIn(group.id, text));
    }
    await world.settled();

    expect(taps.length).toBeGreaterThan(4);
    expect([...new Set(taps.map(({ text }) => text))]).toEqual([generalWords.notYours]);
    expect(group.last()).toEqual(before);
    expect(sent()).toBe(0);
  });

  it("takes no button of another card, not even by its owner", async () => {
    const { world, ada, group, sent, posts } = await aScene();
    const { messageId } = await posts();
    await posts("bonk FROG Frog Coin 0.4", "letsbonk · $FROG");
    const [go] = group.last().keyboard?.flat() ?? [];

    const forged = await world.telegram.press(ada.id, group.id, messageId, go?.data ?? "", FORGED);

    expect(go?.text).toBe("🚀 Launch");
    expect((await forged.answer).text).toBe(generalWords.oldButton);
    expect(sent()).toBe(0);
  });

  it("outlives a restart before it was tapped, and while it is sent", async () => {
    const { world, ada, group, sent, posts } = await aScene();
    world.telegram.setInlineFeedback(false);
    await posts();
    await world.restart();
    await ada.tapIn(group.id, "Look at it");
    await world.settled();
    world.kill();
    await world.start();

    await ada.tapIn(group.id, "🚀 Launch");
    await world.settled();

    expect(sent()).toBe(1);
    expect(textOf(group.last())).toContain(MINT);
  });

  it("shows the picture that is sent; a link to something else cannot be launched", async () => {
    const { world, ada, group, posts } = await aScene({
      fetchPicture: async () => Buffer.from("<!doctype html><p>"),
    });

    await posts(`${LINE} https://moss.example/moss.png`);

    expect(textOf(group.last())).toContain("Type it again with another link.");
    expect(group.last().keyboard).toBeUndefined();
    expect(await world.storage.drafts.latestOpen(ada.id)).toBeNull();
  });

  it("that was deleted goes on in its owner's private chat", async () => {
    const { world, ada, group, posts } = await aScene();
    ada.say("/start");
    const { messageId } = await posts();
    const { data = "" } = group.last().keyboard?.flat()[0] ?? {};
    const pressed = await world.telegram.press(ada.id, group.id, messageId, data);
    world.telegram.deleteOwn(ada.id, messageId, group.id);

    await pressed.answer;
    await ada.sees(MINT);

    expect(group.messages()).toEqual([]);
  });
});

const FORGED = { forged: true } as const;

async function offerIdOf(ownerId: number): Promise<string> {
  const { idFrom } = await import("../../src/kit/ids.ts");
  return idFrom(`offer ${ownerId} ${LINE}`);
}

describe("buttons of a posted card that lead to a question", () => {
  it("open the private chat, where the answer changes the card in its place", async () => {
    const { world, ada, group, posts } = await aScene();
    await posts();
    await ada.tapIn(group.id, "✏️ Edit");
    await world.settled();

    const { url } = await ada.tapIn(group.id, "Name");
    ada.follow(url);
    await ada.sees("called");
    ada.say("Fern Coin");
    await world.settled();

    expect(url).toMatch(/^https:\/\/t\.me\/launchgram_sandbox_bot\?start=d_/);
    expect(textOf(group.last())).toContain("Fern Coin");
    expect(group.last().keyboard?.flat()[0]?.text).toBe("🚀 Launch");
  });

  it("on an unclear launch, “it did not happen” closes it where it stands", async () => {
    const { world, ada, ben, group, launchesIt } = await aScene();
    world.providers.j7tracker.failNext("unclear");
    await launchesIt();
    const unclear = textOf(group.last());

    const bens = await ben.tapIn(group.id, "It did not happen");
    await ada.tapIn(group.id, "It did not happen");
    await world.settled();

    expect(unclear).toContain("Unclear");
    expect(bens.text).toBe(generalWords.notYours);
    expect(textOf(group.last())).toContain("Did not happen");
  });

  it("“it is live” asks for the mint in private, and the card shows it where it stands", async () => {
    const { world, ada, group, launchesIt } = await aScene();
    world.providers.j7tracker.failNext("unclear");
    await launchesIt();

    ada.follow((await ada.tapIn(group.id, "It is live")).url);
    await ada.sees("address");
    ada.say(MINT);
    await world.settled();

    expect(textOf(group.last())).toContain(MINT);
    expect(textOf(group.last())).toContain("Live");
  });

  it("a link of somebody else's does nothing", async () => {
    const { world, ada, ben, group, launchesIt, sent } = await aScene();
    world.providers.j7tracker.failNext("unclear");
    await launchesIt();
    const { url } = await ada.tapIn(group.id, "Launch again anyway");

    ben.follow(url);
    await ben.sees(generalWords.notYours);

    expect(sent()).toBe(1);
  });

  it("a link never launches, settles or stops anything", async () => {
    const { world, ada, posts, sent } = await aScene();
    await posts();
    const draft = await world.storage.drafts.latestOpen(ada.id);

    ada.say(`/start d_${draft?.id ?? ""}_${draft?.version ?? 0}_go`);
    await ada.sees("Hello Ada");
    ada.say(`/start d_${draft?.id ?? ""}_${draft?.version ?? 0}_cancel`);
    await ada.sees("Hello Ada");

    expect(sent()).toBe(0);
    expect((await world.storage.drafts.get(draft?.id ?? ""))?.state).toBe("open");
  });
});

describe("sharing a live launch", () => {
  it("an empty line lists what can be shown, and the card's button leads there", async () => {
    const { world, ada, group } = await aScene();
    await launches(world, ada);
    const share = ada
      .card()
      .keyboard?.flat()
      .find(({ kind }) => kind === "switch_inline");

    const all = await ada.inline("");
    const chosen = (await ada.inline(share?.inline?.query ?? "", group.id)).pick("Share $MOSS");
    await world.settled();

    expect(all.results.map(({ title }) => title)).toEqual(["Share $MOSS"]);
    expect(share).toMatchObject({ text: inlineWords.share, inline: { into: "pick" } });
    expect(chosen.inlineMessageId).not.toBeNull();
    expect(textOf(group.last())).toContain(MINT);
    expect(textOf(group.last())).toContain("Its creator bought first: nothing");
    expect(
      group
        .last()
        .keyboard?.flat()
        .every(({ data }) => data === undefined),
    ).toBe(true);
  });

  it("somebody else's launch is not theirs to list", async () => {
    const { world, ada, ben } = await aScene();
    await launches(world, ada);
    const [launch] = await world.storage.launches.list({ ownerId: ada.id, limit: 1 });

    const lists = [await ben.inline(""), await ben.inline(`share ${launch?.id ?? ""}`)];

    expect(lists.flatMap(({ results }) => results)).toEqual([]);
  });
});

describe("presets behind @bot", () => {
  it("are listed for an empty line, and fill in where and for how much", async () => {
    const { world, ada, group, posts } = await aScene();
    const quick = { name: "quick", target: "bonk", buy: "250000000", options: {} } as const;
    await world.storage.presets.put(ada.id, quick, 20);

    const all = (await ada.inline("", group.id)).pick("@quick");
    const typed = group.last().keyboard?.flat()[0]?.inline;
    await posts("@quick MOSS Moss Coin", "letsbonk");

    expect(all.inlineMessageId).not.toBeNull();
    expect(typed).toEqual({ query: "@quick ", into: "here" });
    expect(textOf(group.last())).toContain("First buy: 0.25 SOL");
  });

  it("that are not there are told so", async () => {
    const { ada } = await aScene();

    expect((await ada.inline("@slow MOSS Moss Coin")).results).toMatchObject([
      { title: "You have no preset @slow" },
    ]);
  });
});

describe("what was posted through the bot where the bot is", () => {
  it("is no answer to a question that waits there", async () => {
    const { world, ada } = await aScene();
    ada.say("/launch pump");
    await ada.sees("What is it called?");
    const heard = ada.heard();

    (await ada.inline("pump MOSS")).pick("Not ready");
    await world.settled();

    expect(ada.heard()).toBe(heard);
  });
});
