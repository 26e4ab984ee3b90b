import type { BotCommand, BotCommandScope } from "@grammyjs/types";
import type { Handlers } from "./handlers.ts";
import { refuse, Refusal } from "./refusal.ts";
import { chatOf, type State } from "./state.ts";
import { isLoopback } from "./webhook.ts";
import type { SimCommand } from "./world.ts";

interface Menu {
  readonly scope?: BotCommandScope;
  readonly language_code?: string;
}

const keyOf = (scope: object | undefined, language = "") =>
  `${JSON.stringify(scope ?? { type: "default" })} ${language}`;

/** What a bot says about itself, and how it gets its updates. */
export function botMethods(state: State): Handlers {
  const named = new Map<string, string>();
  const keepWord =
    (field: string, most: number) =>
    (text = "", language = "") => {
      if (text.length > most) refuse(`${field} is too long`);
      named.set(`${field} ${language}`, text);
      return true as const;
    };
  const word = (field: string, language = "") =>
    named.get(`${field} ${language}`) ?? named.get(`${field} `) ?? "";
  const menu = ({ scope, language_code }: Menu) => {
    // A menu of one chat needs the chat.
    if (scope && "chat_id" in scope) chatOf(state, scope.chat_id);
    return keyOf(scope, language_code);
  };
  const name = keepWord("bot name", 64);
  const description = keepWord("bot description", 512);
  const shortDescription = keepWord("bot short description", 120);

  return {
    getMe: () => state.bot,

    getUpdates(args, signal) {
      if (state.webhook.current()) throw new Refusal(409, WEBHOOK_ACTIVE);
      return state.queue.poll(args, signal);
    },
    setWebhook(args) {
      // A Bot API server of one's own also takes http, which is for this machine here.
      if (args.url !== "" && !/^https:\/\/[^/]+/i.test(args.url) && !isLoopback(args.url)) {
        refuse("bad webhook: An HTTPS URL must be provided for webhook");
      }
      if (args.secret_token !== undefined && !/^[\w-]{1,256}$/.test(args.secret_token)) {
        refuse("secret token contains unallowed characters");
      }
      if (args.drop_pending_updates) state.queue.drop();
      state.queue.allow(args.allowed_updates);
      const { url, secret_token: secret, max_connections: maxConnections = 40 } = args;
      state.webhook.set(url === "" ? null : { url, secret, maxConnections });
      return true;
    },
    deleteWebhook(args) {
      if (args.drop_pending_updates) state.queue.drop();
      state.webhook.set(null);
      return true;
    },
    getWebhookInfo() {
      const hook = state.webhook.current();
      const failure = state.webhook.lastFailure();
      return {
        url: hook?.url ?? "",
        has_custom_certificate: false,
        pending_update_count: state.queue.pending(),
        ...(hook ? { max_connections: hook.maxConnections } : {}),
        ...(failure
          ? {
              last_error_date: Math.floor(failure.at / 1_000),
              last_error_message: failure.said,
            }
          : {}),
      };
    },

    setMyCommands(args) {
      if (args.commands.length > 100) refuse("BOT_COMMANDS_TOO_MUCH");
      for (const one of args.commands) checkCommand(one);
      state.menus.set(menu(args), args.commands);
      state.emit({ type: "commands" });
      return true;
    },
    getMyCommands: (args) => [...(state.menus.get(menu(args)) ?? [])],
    deleteMyCommands(args) {
      state.menus.delete(menu(args));
      state.emit({ type: "commands" });
      return true;
    },

    setMyName: (args) => name(args.name, args.language_code),
    getMyName: (args) => ({ name: word("bot name", args.language_code) || state.bot.first_name }),
    setMyDescription: (args) => description(args.description, args.language_code),
    getMyDescription: (args) => ({ description: word("bot description", args.language_code) }),
    setMyShortDescription: (args) => shortDescription(args.short_description, args.language_code),
    getMyShortDescription: (args) => ({
      short_description: word("bot short description", args.language_code),
    }),
    setChatMenuButton: () => true,
    setMyDefaultAdministratorRights: () => true,
  };
}

function checkCommand({ command, description }: BotCommand): void {
  if (!/^\/?[a-z\d_]{1,32}$/.test(command)) refuse("BOT_COMMAND_INVALID");
  if (description.length < 1 || description.length > 256) refuse("BOT_COMMAND_DESCRIPTION_INVALID");
}

/** The first menu that is set, from the narrowest scope to the widest; in each, the person's language first. */
export function menuFor(state: State, chatId: number, language: string): readonly SimCommand[] {
  const scopes = [{ type: "chat", chat_id: chatId }, { type: "all_private_chats" }, undefined];
  const keys = scopes.flatMap((scope) => [keyOf(scope, language), keyOf(scope)]);
  const key = keys.find((one) => state.menus.has(one));
  const commands = key === undefined ? [] : (state.menus.get(key) ?? []);
  return commands.map(({ command, description }) => ({ command, description }));
}

const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
