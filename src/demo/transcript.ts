import { scrub } from "../kit/scrub.ts";
import { readable } from "../sandbox/actor.ts";
import type { SimEvent, SimMessage, TelegramSim } from "../sandbox/telegram/world.ts";

/** Prints what happens in the chats as it happens: people on the left, the bot indented. */
export function printChats(telegram: TelegramSim, print: (line: string) => void): () => void {
  const nameOf = (chatId: number) =>
    telegram.people().find((person) => person.id === chatId)?.firstName ?? String(chatId);
  /** Cards count seconds while they wait; only what changes otherwise is worth a line. */
  const last = new Map<number, string>();

  function printBot(message: SimMessage, edited: boolean): void {
    const text = readable(message);
    const still = text.replace(/\d+(\.\d+)? (s|min)\b/g, "");
    if (edited && last.get(message.messageId) === still) return;
    last.set(message.messageId, still);
    const mark = edited ? "✎" : "→";
    print(`    ${mark} to ${nameOf(message.chatId)}:`);
    for (const line of text.split("\n")) if (line !== "") print(`      ${line}`);
  }

  return telegram.subscribe((event: SimEvent) => {
    switch (event.type) {
      case "message":
      case "edit":
        if (event.message.from.isBot) printBot(event.message, event.type === "edit");
        else print(`${event.message.from.name}: ${scrub(readable(event.message))}`);
        return;
      case "delete":
        print(`    (message ${event.messageId} of ${nameOf(event.chatId)}'s chat is deleted)`);
        return;
      case "toast":
        if (event.text !== "") print(`    (${nameOf(event.personId)} reads: ${event.text})`);
        return;
      default:
    }
  });
}
