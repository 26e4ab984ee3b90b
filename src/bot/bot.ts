import { conversations, createConversation } from "@grammyjs/conversations";
import { sequentialize } from "@grammyjs/runner";
import {
  Bot,
  Composer,
  InlineKeyboard,
  type Context,
  type FilterQuery,
  type MiddlewareFn,
} from "grammy";
import type { UserFromGetMe } from "grammy/types";
import { access, onlyPeople } from "./access.ts";
import { adminCommands, adminForwards } from "./admin-commands.ts";
import type { Ctx, FlowCtx } from "./context.ts";
import { FLOW_VERSION, sealedStorage } from "./conversation-storage.ts";
import { createCredentialDesk, type CredentialDesk } from "./credential-desk.ts";
import { credentialIntake, expectedHere } from "./credential-intake.ts";
import type { BotDeps } from "./deps.ts";
import { createDownload, type Download } from "./download.ts";
import { draftButtons } from "./draft-buttons.ts";
import { createDraftCards, type DraftCards } from "./draft-card.ts";
import { createDraftOpener, type DraftOpener } from "./draft-opener.ts";
import { createEditFlow } from "./edit-conversation.ts";
import { generalCommands } from "./general-commands.ts";
import {
  arrival,
  errorBoundary,
  flowsOutliveFaults,
  notThroughUs,
  once,
  oneOfAlbum,
  onlyAskedFor,
  onlyNew,
  timeLimit,
} from "./guards.ts";
import { flowButtonOf } from "./flow-button.ts";
import { followButton, followLink } from "./follow-button.ts";
import { forgetPage } from "./forget-page.ts";
import { isForSomebodyElse, isInGroup, reachesFlows } from "./group-answers.ts";
import { createMembers } from "./group-members.ts";
import { groupPresence } from "./group-presence.ts";
import { groupSettings } from "./group-settings.ts";
import { historyPage } from "./history-page.ts";
import { inlineCards } from "./inline-cards.ts";
import { inlineQueries } from "./inline-queries.ts";
import { createIntakePage, type IntakePage } from "./intake-page.ts";
import { intoPrivate } from "./into-private.ts";
import { invitation } from "./invitation.ts";
import { keepFault } from "./keep-fault.ts";
import { keyGuard } from "./key-guard.ts";
import { keysPage } from "./keys-page.ts";
import { launchButtons } from "./launch-buttons.ts";
import { launchTap } from "./launch-tap.ts";
import { launchCommands } from "./launch-commands.ts";
import { createLaunchFlow } from "./launch-conversation.ts";
import { launchLineIn } from "./launch-message.ts";
import { leaveFlow } from "./leave-flow.ts";
import { createMintFlow } from "./mint-conversation.ts";
import { noticeSettings } from "./notice-settings.ts";
import { outdatingCabinet } from "./outdating-cabinet.ts";
import { createTellAlone } from "./owner-alone.ts";
import { pauseCommands } from "./pause-commands.ts";
import { presetsPage } from "./presets-page.ts";
import { regionsPage } from "./regions-page.ts";
import { noButtons, reply } from "./reply.ts";
import { createRights } from "./rights.ts";
import { securityPage } from "./security-page.ts";
import { settingsPage } from "./settings-page.ts";
import { theirOwnCard } from "./their-own-card.ts";
import { toast } from "./toast.ts";
import { ALLOWED_UPDATES } from "./update-loop.ts";
import { paced } from "./update-pace.ts";
import { voteButtons } from "./vote-buttons.ts";
import { commandMenu, flowWords, generalWords } from "./words/words.ts";

/** How the bot reaches Telegram. */
export interface TelegramLink {
  readonly token: string;
  readonly apiRoot: string;
  /** For tests: answers Bot API calls in process. */
  readonly fetch?: typeof fetch;
  readonly botInfo?: UserFromGetMe;
}

export interface LaunchBot {
  readonly bot: Bot<Ctx>;
  readonly cards: DraftCards;
  readonly intakePage: IntakePage;
}

const COMMANDS = ["start", "limit", ...commandMenu.map(({ command }) => command)];

/** What commands and buttons come as. Whatever else is written, answers above all, need not go by every one of them. */
const NAMED: FilterQuery[] = ["callback_query", "message:entities:bot_command"];

/** grammY would wait for 500 s; a Telegram that never answers must not hold up the end. Long polls take 30 s. */
const CALL_S = 60;
/** A person who leaves a question alone for a day has left. */
const ANSWER_MS = 24 * 60 * 60_000;

/**
 * The bot as a chain of middleware. Its order is what keeps it safe:
 *
 * 1. errors end here and are told in one sentence,
 * 2. of the kinds that we asked for, one update at a time for each chat and person, each handled once, none for ever,
 * 3. a secret that nobody asked for is taken out of its chat, whoever wrote it,
 * 4. what no single person did stops here, and so do strangers, unless they come with an invitation,
 * 5. a secret that was asked for is taken out before anything stores messages; then what is too much is dropped,
 * 6. a tap on Launch is taken; then conversations are loaded; commands and buttons work in the middle of them,
 * 7. the conversations themselves, of a group only for what answers them, then the one that a handler above wants to start,
 * 8. whatever is left gets an answer.
 */
export function createBot(
  given: BotDeps & { readonly wakeNotifier: () => void },
  telegram: TelegramLink,
): LaunchBot {
  const bot = new Bot<Ctx>(telegram.token, {
    client: {
      apiRoot: telegram.apiRoot,
      timeoutSeconds: CALL_S,
      ...(telegram.fetch ? { fetch: telegram.fetch as never } : {}),
    },
    ...(telegram.botInfo ? { botInfo: telegram.botInfo } : {}),
  });
  const cabinet = outdatingCabinet(given.cabinet, given);
  const rights = createRights(given);
  const members = createMembers({ ...given, rights, api: bot.api });
  const deps = { ...given, cabinet, rights, members };
  const download = createDownload({ ...telegram, fetch: telegram.fetch ?? fetch });
  const cards = createDraftCards(deps);
  const drafts = createDraftOpener({ ...deps, cards });
  const credentials = createCredentialDesk({ ...deps, cards });
  const tellAlone = createTellAlone();

  /** Pictures of an album are not read one by one below, so none of them is an answer. */
  const isAskedFor = async (ctx: Ctx): Promise<boolean> =>
    ctx.message?.media_group_id === undefined &&
    (await expectedHere(deps, ctx)) !== null &&
    deps.rights.mayUse(ctx.from?.id ?? 0);

  const safe = bot.errorBoundary(errorBoundary(deps));
  safe.use(
    arrival(deps),
    onlyAskedFor(ALLOWED_UPDATES),
    sequentialize((ctx: Context) =>
      [ctx.chat?.id, ctx.from?.id].flatMap((id) => id?.toString() ?? []),
    ),
    once(deps),
    timeLimit(deps),
    keyGuard({ ...deps, isAskedFor }),
    onlyNew(),
    notThroughUs(),
    groupPresence(deps),
    onlyPeople(COMMANDS),
    invitation(deps),
    access(deps),
    oneOfAlbum(),
  );

  const taken = safe.chatType("private");
  // Blocking and unblocking answers no question; /start shows what was missed.
  taken.on("my_chat_member", () => undefined);
  taken.use(
    credentialIntake({ ...deps, credentials, download }),
    // Once more: the page may have taken the key that a message was asked for.
    keyGuard(deps),
  );
  safe.use(inlineQueries(deps), paced(deps.pace), intoPrivate());

  const launching = launchTap({ ...deps, cards });
  const ofOwners = new Composer<Ctx>(
    draftButtons({ ...deps, cards, credentials, tellAlone }),
    launchButtons({ ...deps, drafts, credentials }),
  );
  const ofEverybody = new Composer<Ctx>(voteButtons({ ...deps, cards }), followButton(deps));

  const chats = safe.chatType(["private", "group", "supergroup"]);
  chats.chatType(["group", "supergroup"]).use(theirOwnCard(deps));
  chats.use(
    launching,
    conversations<Ctx, FlowCtx>({
      storage: { type: "context", version: FLOW_VERSION, adapter: sealedStorage(deps) },
    }),
    flowsOutliveFaults(),
  );
  const inGroups = chats.chatType(["group", "supergroup"]);
  inGroups.use(ownWordsOnly(), groupSettings(deps), ofEverybody);
  inGroups.command("cancel", async (ctx, next) => {
    if (!(await leaveFlow(ctx, flowWords.left))) await next();
  });
  chats.on(NAMED).use(ofOwners);
  chats.use(launchCommands({ ...deps, cards, opener: drafts, download }));
  const inPrivate = chats.on(NAMED).chatType("private");
  inPrivate.use(
    followLink(deps),
    generalCommands({ ...deps, cards, credentials }),
    presetsPage(deps),
    keysPage({ ...deps, credentials }),
    securityPage(deps),
    forgetPage({ ...deps, cards, credentials }),
    historyPage({ ...deps, drafts }),
    regionsPage(deps),
    settingsPage(deps),
    noticeSettings(deps),
    pauseCommands(deps),
    adminCommands(deps),
  );
  chats.filter(reachesFlows).use(flows(deps, { cards, drafts, download, credentials }));
  chats.chatType("private").use(adminForwards(deps), leftOver);
  // Cards that were posted through the bot, in chats that it need not be in.
  safe
    .filter((ctx) => ctx.chat === undefined)
    .use(inlineCards({ ...deps, cards }), theirOwnCard(deps), launching, ofEverybody, ofOwners);
  safe.use(elsewhere());
  return { bot, cards, intakePage: createIntakePage({ ...deps, credentials }, bot.api) };
}

function flows(
  deps: BotDeps,
  own: {
    readonly cards: DraftCards;
    readonly drafts: DraftOpener;
    readonly download: Download;
    readonly credentials: CredentialDesk;
  },
): Composer<Ctx> {
  const asking = { pictures: deps.pictures, download: own.download };
  const composer = new Composer<Ctx>();
  const options = { maxMillisecondsToWait: ANSWER_MS };
  const launchFlow = createLaunchFlow({
    ...asking,
    presets: deps.presets,
    openDraft: (ctx, content, begun) => own.drafts.open(ctx, content, begun),
  });
  const editFlow = createEditFlow({ ...deps, ...asking, cards: own.cards });
  const mintFlow = createMintFlow(deps);
  composer.use(
    goingOn(),
    createConversation<Ctx, FlowCtx>(keepFault(launchFlow), { ...options, id: "launch" }),
    createConversation<Ctx, FlowCtx>(keepFault(editFlow), { ...options, id: "edit" }),
    createConversation<Ctx, FlowCtx>(keepFault(mintFlow), { ...options, id: "mint" }),
  );
  composer.use(async (ctx, next) => {
    const start = ctx.flowStart;
    if (!start) return next();
    const { flow, ...args } = start;
    // Or the answer to its first question would be taken for the secret.
    if (!isInGroup(ctx)) await own.credentials.stopExpecting(ctx);
    await ctx.conversation.enter(flow, args);
  });
  return composer;
}

/** A launch flow ends with each answer and is entered anew where it stood, so that its log stays short. */
function goingOn(): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    await next();
    if (ctx.flowNext) await ctx.conversation.enter("launch", ctx.flowNext);
  };
}

/** Nobody took it: an old question's button, a stray text or sticker. */
async function leftOver(ctx: Ctx): Promise<void> {
  if (ctx.callbackQuery) return toast(ctx, generalWords.oldButton);
  if (flowButtonOf(ctx.message?.text)) return reply(ctx, flowWords.closed, noButtons(ctx));
  if (ctx.message) await reply(ctx, generalWords.unknown);
}

/** What somebody passes on in a group is no command of theirs. A launch is told so below. */
function ownWordsOnly(): MiddlewareFn<Ctx> {
  return async (ctx, next) => {
    const { message } = ctx;
    const isPassedOn = message?.forward_origin && launchLineIn(message, ctx.me.username) === null;
    if (!isPassedOn) await next();
  };
}

/** What has no place in a group: the way to the private chat. */
function elsewhere(): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.on("callback_query", (ctx) =>
    toast(ctx, isForSomebodyElse(ctx) ? generalWords.notYours : generalWords.oldButton),
  );
  // Ours only: in a group there may be other bots.
  composer.command(COMMANDS, async (ctx) => {
    const link = `https://t.me/${ctx.me.username}?start=hello`;
    const keyboard = new InlineKeyboard().url(generalWords.openPrivate, link);
    await reply(ctx, generalWords.privateOnly, keyboard);
  });
  return composer;
}
