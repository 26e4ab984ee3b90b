import { Composer } from "grammy";
import type { InlineQueryResult } from "grammy/types";
import type { Launch } from "../domain/launch.ts";
import { readLine } from "../domain/one-line/read-line.ts";
import { idFrom } from "../kit/ids.ts";
import { createLimiter } from "../kit/limiter.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { readInlineLine } from "./inline-line.ts";
import { readinessOf } from "./inline-readiness.ts";
import { offerResult, presetResult, shareResult, wordResult } from "./inline-results.ts";
import { unlessOldQuery } from "./telegram-errors.ts";
import { inlineWords } from "./words/words.ts";

type Deps = Pick<
  BotDeps,
  "around" | "cabinet" | "limits" | "launches" | "offers" | "presets" | "findSecret" | "clock"
>;

/** Clients ask at each pause in typing. Who is faster types on, and is asked again. */
const TYPING = { tries: 60, windowMs: 60_000 };
/** Keys and limits change; a list must not outlive them by much. */
const KEPT_S = 5;
const SHARED = 20;

interface Answer {
  readonly results: readonly InlineQueryResult[];
  /** Words of the button above the list, which opens the private chat. */
  readonly button?: string;
}

/**
 * What is listed while somebody types `@bot …`: a card for each target that the line can go to and one entry for what is
 * missing, or presets and launches to share. Always for that person alone, and without keys, limits or balances: what is picked stands
 * in a chat for all to see.
 */
export function inlineQueries(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  const typing = createLimiter(TYPING);
  composer.on("inline_query", async (ctx) => {
    const { from, query } = ctx.inlineQuery;
    if (!(await typing.allows(String(from.id)))) return;
    const { results, button } = await answerTo(deps, from, query.trim());
    await ctx
      .answerInlineQuery([...results], {
        is_personal: true,
        cache_time: KEPT_S,
        ...(button === undefined ? {} : { button: { text: button, start_parameter: "inline" } }),
      })
      .catch(unlessOldQuery);
  });
  return composer;
}

async function answerTo(
  deps: Deps,
  from: { readonly id: number; readonly first_name: string },
  text: string,
): Promise<Answer> {
  // Kept nowhere: it would be a row, and a message that anybody reads.
  if (deps.findSecret(text) !== null) return { results: [], button: inlineWords.secret };
  const shared = /^share ([2-9a-z]{12})$/.exec(text)?.[1];
  if (shared !== undefined) {
    const launch = await deps.launches.get(shared);
    const isTheirs = launch?.ownerId === from.id && isShareable(launch);
    return { results: isTheirs ? [shareResult(launch)] : [] };
  }
  if (text === "") {
    const all = await deps.launches.list({ ownerId: from.id, statuses: ["live"], limit: SHARED });
    const presets = await deps.presets.list(from.id);
    const results = [...presets.map(presetResult), ...all.filter(isShareable).map(shareResult)];
    return { results, button: inlineWords.howTo };
  }
  return offersFor(deps, from, text);
}

function whyUnread(text: string): InlineQueryResult {
  const { found, choices, unread } = readLine(text);
  const [choice] = choices;
  if (choice) return wordResult("choice", inlineWords.choice(choice));
  if (unread.length > 0) return wordResult("unread", inlineWords.unread(unread));
  return wordResult("preset", inlineWords.noPreset(found.preset ?? ""));
}

const isShareable = ({ status, mint }: Launch): boolean => status === "live" && mint !== null;

async function offersFor(
  deps: Deps,
  from: { readonly id: number; readonly first_name: string },
  text: string,
): Promise<Answer> {
  const line = await readInlineLine(deps, from.id, text);
  if (line === null) return { results: [whyUnread(text)] };
  const { ready, not } = await readinessOf(deps, from.id, line);
  const results: InlineQueryResult[] = [];
  if (ready.length > 0) {
    const id = await idFrom(`offer ${from.id} ${text}`);
    await deps.offers.keep({ id, ownerId: from.id, line: text, at: deps.clock.now() });
    results.push(...ready.map((content) => offerResult(id, content, from.first_name)));
  }
  if (not.length > 0) results.push(wordResult("missing", inlineWords.notReady(not)));
  const lacksKeys = not.some(({ problem }) => problem.code.startsWith("credential-"));
  return ready.length === 0 && lacksKeys ? { results, button: inlineWords.addKeys } : { results };
}
