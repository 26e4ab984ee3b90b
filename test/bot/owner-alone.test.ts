import { describe, expect, it } from "vitest";
import { generalWords } from "../../src/bot/words/words.ts";
import type { EphemeralMode } from "../../src/sandbox/telegram/group-world.ts";
import { aGroup } from "../support/a-group.ts";
import { aWorld } from "../support/a-world.ts";
import { textOf } from "../support/an-actor.ts";

const MINE = "For me alone";

/** Ada's card stands in a group where Cleo reads it. */
async function aCardInAGroup(mode: EphemeralMode = "shown") {
  const world = await aWorld();
  const group = await aGroup(world, { Ada: "creator", Cleo: "member" });
  world.telegram.setEphemeral(mode);
  await group.begins("Ada");
  return {
    ...{ world, group, ada: world.person("Ada") },
    tap: (name: string) => world.person(name).tapIn(group.chatId, MINE),
    alone: () => world.telegram.messages(group.chatId).filter(({ onlyFor }) => onlyFor),
  };
}

describe("what a card in a group leaves out", () => {
  it("is shown in the group to its owner alone", async () => {
    const { world, group, tap, alone } = await aCardInAGroup();
    const card = group.text();

    const answer = await tap("Ada");
    await world.settled();

    const [shown, ...more] = alone();
    expect(more).toEqual([]);
    expect(shown?.onlyFor).toBe(group.id("Ada"));
    expect(shown && textOf(shown)).toContain("encrypted Solana key");
    expect(shown && textOf(shown)).toContain("Nothing of yours holds it up");
    expect(card).not.toContain("encrypted Solana key");
    expect(answer.text).toContain("I show it to you alone");
  });

  it("names the limit that holds it up, which the others do not read", async () => {
    const { world, group, tap, alone } = await aCardInAGroup();
    await group.begins("Ada", '/l pump MOSS "Moss Coin" 50');
    const card = group.text();

    await tap("Ada");
    await world.settled();

    const limit = "your limit for one launch";
    expect(alone().map(textOf).join()).toContain(limit);
    expect(card).not.toContain(limit);
    expect(card).toContain("A limit of its owner's own holds it up.");
  });

  it("is nobody else's", async () => {
    const { world, tap, alone } = await aCardInAGroup();

    const answer = await tap("Cleo");
    await world.settled();

    expect(answer.text).toBe(generalWords.notYours);
    expect(alone()).toEqual([]);
  });

  it("is told in the private chat where Telegram shows nothing to one alone", async () => {
    const { ada, tap } = await aCardInAGroup("refused");

    ada.follow((await tap("Ada")).url);

    expect(textOf(await ada.sees("For you alone"))).toContain("encrypted Solana key");
  });

  it("is read by nobody else where the server knows no such messages and shows them to all", async () => {
    const { world, group, ada, tap } = await aCardInAGroup("unknown");

    ada.follow((await tap("Ada")).url);
    await ada.sees("For you alone");

    const said = world
      .calls("sendMessage")
      .filter(({ payload }) => payload["chat_id"] === group.chatId);
    expect(said.at(-1)?.payload["text"]).toBe("🔒");
    expect(world.telegram.messages(group.chatId).map(textOf)).not.toContain("🔒");
  });

  it("is told in the private chat at a second tap, since the first may have shown nothing", async () => {
    const { ada, tap, alone } = await aCardInAGroup("lost");

    const first = await tap("Ada");
    ada.follow((await tap("Ada")).url);

    await ada.sees("For you alone");
    expect(first.url).toBeUndefined();
    expect(alone()).toEqual([]);
  });
});
