import type { IntakeWay } from "./deps.ts";
import { problemWords } from "./words/problems.ts";
import { plain } from "./html.ts";
import { intakeWords } from "./words/words.ts";

/** Telegram's web client shows Mini Apps in a frame; its other clients show them as pages of their own. */
export const TELEGRAM_WEB = "https://web.telegram.org";

/**
 * How the page under `publicUrl` is offered. Telegram opens Mini Apps over https only (the played one of the sandbox is
 * not that strict), and takes no button to a host without a dot, such as `localhost`: null then.
 */
export function intakeWay(publicUrl: string, sandbox: boolean): IntakeWay | null {
  const { protocol, hostname } = new URL(publicUrl);
  if (!hostname.includes(".")) return null;
  return { url: `${publicUrl}/intake`, asMiniApp: protocol === "https:" || sandbox };
}

/** What the HTTP side says by itself. */
export const pageWords = {
  ...intakeWords.page,
  closed: plain(problemWords({ code: "intake-closed" })),
  tooMany: intakeWords.tooMany,
  later: intakeWords.later,
};
