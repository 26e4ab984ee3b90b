import { Composer, InlineKeyboard } from "grammy";
import { cancel } from "../launches/decide.ts";
import { readForgetData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { CredentialDesk } from "./credential-desk.ts";
import type { BotDeps } from "./deps.ts";
import type { DraftCards } from "./draft-card.ts";
import type { Forgotten } from "./forget-store.ts";
import { leaveFlow } from "./leave-flow.ts";
import { show } from "./reply.ts";
import { toast } from "./toast.ts";
import { flowWords, forgetWords, generalWords } from "./words/words.ts";

type Deps = Pick<
  BotDeps,
  | "cabinet"
  | "launches"
  | "conversations"
  | "stateBox"
  | "forgetting"
  | "emptyLog"
  | "clock"
  | "log"
> & {
  readonly cards: DraftCards;
  readonly credentials: CredentialDesk;
  readonly wakeNotifier: () => void;
};

/** What the question said goes out of date; an old one is asked anew. */
const QUESTION_MS = 5 * 60_000;

/** `/forget`: a question that names what goes and what stays, then the wiping, then a receipt. */
export function forgetPage(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  composer.command("forget", (ctx) => question(deps, ctx));
  composer.callbackQuery(/^forget:/, async (ctx) => {
    const press = readForgetData(ctx.callbackQuery.data);
    if (!press) return toast(ctx, generalWords.oldButton);
    await toast(ctx);
    if (press.action === "no") return show(ctx, forgetWords.kept);
    const age = press.askedAt === null ? Infinity : deps.clock.now() - press.askedAt;
    const fresh = age >= 0 && age <= QUESTION_MS;
    return fresh ? forget(deps, ctx, ctx.from.id) : question(deps, ctx);
  });
  return composer;
}

async function question(deps: Deps, ctx: Ctx): Promise<void> {
  const ownerId = ctx.from?.id ?? 0;
  const keys = await deps.cabinet.list(ownerId);
  const queued = await deps.launches.list({ ownerId, statuses: ["queued"], limit: 10 });
  const keyboard = new InlineKeyboard()
    .text(forgetWords.yes, `forget:yes:${deps.clock.now().toString(36)}`)
    .danger()
    .text(forgetWords.no, "forget:no");
  await show(ctx, forgetWords.ask(keys, queued), keyboard);
}

async function forget(deps: Deps, ctx: Ctx, ownerId: number): Promise<void> {
  const pictures = await picturesInFlows(deps, ownerId);
  // Its question stands in the chat, and its next state would be sealed under a new key.
  await leaveFlow(ctx, flowWords.left);
  await deps.credentials.stopExpecting(ctx);
  const forgotten = await deps.forgetting.forget(ownerId, pictures, (launch) =>
    cancel(launch, { ownerId, now: deps.clock.now() }),
  );
  if (forgotten.kind === "under-way") return show(ctx, forgetWords.underWay(forgotten.launches));
  deps.cabinet.forget(ownerId);
  deps.wakeNotifier();
  const logEmptied = await deps.emptyLog();
  const { wiped, at, kept } = forgotten;
  await show(ctx, forgetWords.receipt(wiped, at, kept, logEmptied));
  await closeCards(deps, ctx, forgotten);
}

/** What looks like a picture's hash in the flows that wait for an answer; the database knows which ones are. */
async function picturesInFlows(deps: Deps, ownerId: number): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (const { key, box } of await deps.conversations.ofPerson(ownerId)) {
    const plain = await deps.stateBox.openState(ownerId, key, box);
    hashes.push(...(plain?.toString("utf8").match(/\b[0-9a-f]{64}\b/g) ?? []));
  }
  return hashes;
}

async function closeCards(
  deps: Deps,
  ctx: Ctx,
  { openDrafts }: Extract<Forgotten, { kind: "forgotten" }>,
): Promise<void> {
  for (const draft of openDrafts) {
    await deps.cards.close(ctx.api, draft, forgetWords.closedDraft).catch((error: unknown) => {
      deps.log.info({ error }, "the card of a forgotten draft could not be changed");
    });
  }
}
