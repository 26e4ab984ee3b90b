import { InlineKeyboard, InputFile } from "grammy";
import { describe, expect, it } from "vitest";
import { plainPng } from "../../../src/sandbox/telegram/plain-png.ts";
import { aGrammyBot, aTelegram, catchUp } from "./a-bot.ts";

describe("a grammY bot in the sandbox", () => {
  it("answers a command with a keyboard, and the press of a button", async () => {
    const { sim, ada } = aTelegram();
    const bot = aGrammyBot(sim);
    bot.command("start", async (ctx) => {
      const reply_markup = new InlineKeyboard()
        .text("Launch", "go")
        .success()
        .copyText("Mint", "M1");
      await ctx.reply("<b>Hello</b> <i>Ada</i> &amp; all", { parse_mode: "HTML", reply_markup });
    });
    bot.callbackQuery("go", async (ctx) => {
      await ctx.answerCallbackQuery({ text: "On its way", show_alert: true });
      await ctx.editMessageText("Sent");
    });
    await catchUp(bot);
    const [, hello] = sim.messages(ada.id);

    const pressed = await sim.press(ada.id, ada.id, hello?.messageId ?? 0, "go");
    await catchUp(bot);

    expect(hello).toMatchObject({
      text: "Hello Ada & all",
      html: "<b>Hello</b> <i>Ada</i> &amp; all",
      from: { isBot: true },
      keyboard: [
        [
          { text: "Launch", kind: "callback", data: "go", style: "success" },
          { text: "Mint", kind: "copy", copyText: "M1" },
        ],
      ],
    });
    expect(await pressed.answer).toEqual({ text: "On its way", alert: true });
    expect(sim.messages(ada.id)[1]).toMatchObject({ text: "Sent" });
    expect(sim.messages(ada.id)[1]).not.toHaveProperty("keyboard");
  });

  it("downloads the photo a person sent, byte for byte, in at least two sizes", async () => {
    const { sim, ada } = aTelegram();
    const picture = plainPng(300, 200);
    const seen: { widths: number[]; sizes: (number | undefined)[]; bytes: Buffer[] }[] = [];
    const bot = aGrammyBot(sim);
    bot.on("message:photo", async (ctx) => {
      const bytes: Buffer[] = [];
      for (const { file_id } of ctx.message.photo) {
        const { file_path = "" } = await ctx.api.getFile(file_id);
        const answer = await sim.fetch(
          `https://api.telegram.org/file/bot${sim.token}/${file_path}`,
        );
        bytes.push(Buffer.from(await answer.arrayBuffer()));
      }
      const widths = ctx.message.photo.map(({ width }) => width);
      seen.push({ widths, sizes: ctx.message.photo.map(({ file_size }) => file_size), bytes });
    });

    sim.sendPhoto(ada.id, picture, { caption: "/launch MOSS" });
    await catchUp(bot);

    expect(seen).toHaveLength(1);
    expect(seen[0]?.widths).toEqual([90, 300]);
    expect(seen[0]?.sizes).toEqual(seen[0]?.bytes.map(({ length }) => length));
    expect(seen[0]?.bytes[1]?.equals(picture)).toBe(true);
  });

  it("uploads a photo and a document, and sends the photo again by its id", async () => {
    const { sim, ada } = aTelegram();
    const bot = aGrammyBot(sim);
    const picture = plainPng(120, 120);
    // A boundary look-alike and line breaks inside the file must survive.
    const notes = Buffer.from('\r\n--x\r\ncontent-disposition:form-data;name="a"\r\n\r\n\r\n');

    const sent = await bot.api.sendPhoto(ada.id, new InputFile(picture, "my moss ü.png"), {
      caption: "Moss\nCoin",
      reply_markup: new InlineKeyboard().text("ok"),
    });
    const document = await bot.api.sendDocument(ada.id, new InputFile(notes, "my notes.txt"));
    const again = await bot.api.sendPhoto(ada.id, sent.photo[0]?.file_id ?? "");

    expect(sim.file(sent.photo.at(-1)?.file_id ?? "")?.bytes.equals(picture)).toBe(true);
    expect(sent.caption).toBe("Moss\nCoin");
    expect(sent.reply_markup?.inline_keyboard).toEqual([[{ text: "ok", callback_data: "ok" }]]);
    expect(document.document.file_name).toBe("my notes.txt");
    expect(sim.file(document.document.file_id)?.bytes.equals(notes)).toBe(true);
    expect(again.photo).toEqual(sent.photo);
  });

  it("turns a text message into a photo and changes its caption", async () => {
    const { sim, ada } = aTelegram();
    const bot = aGrammyBot(sim);
    const { message_id } = await bot.api.sendMessage(ada.id, "Preview");

    await bot.api.editMessageMedia(ada.id, message_id, {
      type: "photo",
      media: new InputFile(plainPng(50, 50)),
      caption: "one",
    });
    await bot.api.editMessageCaption(ada.id, message_id, { caption: "two" });

    const card = sim.messages(ada.id).at(-1);
    expect(card).toMatchObject({ messageId: message_id, caption: "two", photo: { width: 50 } });
    expect(card).not.toHaveProperty("text");
  });

  it("gives an update again under its own id when it is delivered twice", async () => {
    const { sim, ada } = aTelegram();
    const ids: number[] = [];
    const bot = aGrammyBot(sim);
    bot.on("message", (ctx) => void ids.push(ctx.update.update_id));
    const { updateId } = sim.say(ada.id, "one");
    sim.say(ada.id, "two");
    await catchUp(bot);
    ids.length = 0;

    sim.redeliver(updateId);
    await catchUp(bot);
    await catchUp(bot);

    expect(ids).toEqual([updateId]);
  });

  it("keeps a command menu per scope and language", async () => {
    const { sim, ada, bob } = aTelegram();
    const bot = aGrammyBot(sim);
    const menu = (description: string) => [{ command: "help", description }];
    await bot.api.setMyCommands(menu("help"));
    await bot.api.setMyCommands(menu("Hilfe"), { language_code: "de" });
    await bot.api.setMyCommands(menu("for Ada"), { scope: { type: "chat", chat_id: ada.id } });

    expect(sim.commandsFor(ada.id)).toEqual(menu("for Ada"));
    expect(sim.commandsFor(bob.id)).toEqual(menu("Hilfe"));

    await bot.api.deleteMyCommands({ scope: { type: "chat", chat_id: ada.id } });

    expect(sim.commandsFor(ada.id)).toEqual(menu("help"));
    expect(await bot.api.getMyCommands({ language_code: "de" })).toEqual(menu("Hilfe"));
  });

  it("hears of a block, is refused, and may write again afterwards", async () => {
    const { sim, ada } = aTelegram();
    const bot = aGrammyBot(sim);
    const heard: string[] = [];
    bot.on("my_chat_member", (ctx) => void heard.push(ctx.myChatMember.new_chat_member.status));

    sim.blockBot(ada.id);
    const refused = await bot.api.sendMessage(ada.id, "hi").catch((error: unknown) => error);
    sim.unblockBot(ada.id);
    await bot.api.sendMessage(ada.id, "hi");
    await catchUp(bot);

    expect(refused).toMatchObject({
      error_code: 403,
      description: "Forbidden: bot was blocked by the user",
    });
    expect(heard).toEqual(["kicked", "member"]);
  });
});
