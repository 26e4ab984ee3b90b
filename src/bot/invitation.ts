import { Composer } from "grammy";
import { createLimiter } from "../kit/limiter.ts";
import { newId } from "../kit/ids.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import { reply } from "./reply.ts";
import type { Rights } from "./rights.ts";
import { accessWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "admissions" | "clock" | "log"> & { readonly rights: Rights };

/** As it stands behind `/start`, which takes letters, digits, `_` and `-`. */
const PREFIX = "invite_";
/** Two ids, about 115 bits: nobody finds one by trying, however fast Telegram lets them. */
const CODE = /^[2-9a-z]{24}$/;

/** How often a person may come with a code that is not good, before that is met with silence. */
const TRIES = 5;
const WINDOW_MS = 60 * 60_000;

export const newInviteCode = (): string => newId() + newId();

export const inviteLink = (botName: string, code: string): string =>
  `https://t.me/${botName}?start=${PREFIX}${code}`;

/**
 * `/start invite_<code>` in private: lets a stranger in. Stands above {@link access}, which lets them pass from then on, so
 * that the same message also greets them.
 *
 * Who is shut out goes on to the sentence that all strangers get: an invitation tells them nothing.
 */
export function invitation(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  const tries = createLimiter({ tries: TRIES, windowMs: WINDOW_MS });
  composer.chatType("private").command("start", async (ctx, next) => {
    const { from } = ctx;
    const code = ctx.match.startsWith(PREFIX) ? ctx.match.slice(PREFIX.length) : null;
    if (code === null || deps.rights.isAdmin(from.id)) return next();
    const use = CODE.test(code)
      ? await deps.admissions.useInvite(code, from.id, deps.clock.now())
      : "void";
    if (use === "admitted") {
      deps.log.info({ userId: from.id }, "somebody came in by an invitation");
      await reply(ctx, accessWords.admitted);
    }
    if (use !== "void" || (await deps.rights.mayUse(from.id))) return next();
    if (await tries.allows(String(from.id))) await reply(ctx, accessWords.inviteVoid(from.id));
  });
  return composer;
}
