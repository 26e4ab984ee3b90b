import { describe, expect, it } from "vitest";
import { registerCommands } from "../../src/bot/command-menu.ts";
import { aGrammyBot, aTelegram } from "../sandbox/telegram/a-bot.ts";

async function aMenu() {
  const { sim, ada, bob } = aTelegram();
  const { api } = aGrammyBot(sim);
  const NOBODY = 4_711;
  await registerCommands(api, [ada.id, NOBODY]);
  const names = async (type: "all_group_chats" | "all_chat_administrators") =>
    (await api.getMyCommands({ scope: { type } })).map(({ command }) => command);
  return { sim, ada, bob, api, names };
}

describe("the commands that Telegram offers", () => {
  it("in private are everybody's, and in the chat of an admin theirs as well", async () => {
    const { sim, ada, bob } = await aMenu();

    const offered = (id: number) => sim.commandsFor(id).map(({ command }) => command);

    expect(offered(bob.id)).toContain("settings");
    expect(offered(bob.id)).not.toContain("admin");
    expect(offered(ada.id)).toEqual([...offered(bob.id), "admin"]);
  });

  it("in groups are what is of use there, and its admins can cap it", async () => {
    const { names } = await aMenu();

    expect(await names("all_group_chats")).toEqual(["launch", "settings"]);
    expect(await names("all_chat_administrators")).toEqual(["launch", "settings", "limit"]);
  });

  it("are the same for every language", async () => {
    const { sim, api } = await aMenu();

    const german = await api.getMyCommands({ language_code: "de" });
    const calls = sim.calls().filter(({ method }) => method === "setMyCommands");

    expect(german).toEqual([]);
    expect(calls.some(({ payload }) => "language_code" in payload)).toBe(false);
  });
});
