import { scrub } from "../kit/scrub.ts";
import { readable } from "../sandbox/actor.ts";
import type { SimEvent, SimMessage, TelegramSim } from "../sandbox/telegram/world.ts";

/** Prints what happens in the chats as it happens: people on the left, the bot indented. */
export function printChats(telegram: TelegramSim, print: (line: string) => void): () => void {
  const nameOf = (chatId: number) =>
    telegram.people().find(({ id }) => id === chatId)?.firstName ??
    telegram.groups().find((group) => group.chatId === chatId)?.title ??
    "a chat that moved";
  /** Cards count seconds while they wait; only what changes otherwise is worth a line. */
  const last = new Map<string, string>();

  function printBot(message: SimMessage, edited: boolean): void {
    const text = readable(message);
    const still = text.replace(/\d+(\.\d+)? (s|min)\b/g, "");
    const place = `${message.chatId}:${message.messageId}`;
    if (edited && last.get(place) === still) return;
    last.set(place, still);
    const mark = edited ? "✎" : "→";
    print(`    ${mark} to ${nameOf(message.chatId)}:`);
    for (const line of text.split("\n")) if (line !== "") print(`      ${line}`);
  }

  const saidBy = ({ from, chatId, via }: SimMessage): string =>
    [
      from.name,
      ...(chatId === from.id ? [] : [` in ${nameOf(chatId)}`]),
      ...(via === undefined ? [] : [` by @${via}`]),
    ].join("");

  return telegram.subscribe((event: SimEvent) => {
    switch (event.type) {
      case "message":
      case "edit":
        if (event.message.from.isBot || event.type === "edit") {
          printBot(event.message, event.type === "edit");
        } else print(`${saidBy(event.message)}: ${scrub(readable(event.message))}`);
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
