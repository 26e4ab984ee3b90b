import { expect } from "vitest";
import type { Html } from "../../src/bot/html.ts";
import type { Formatted } from "../../src/sandbox/telegram/entities.ts";
import { parseHtml } from "../../src/sandbox/telegram/parse-html.ts";

/** What Telegram makes of it: the text without markup, and what is marked. Fails where Telegram would refuse it. */
export function shown({ html }: Html): Formatted {
  try {
    return parseHtml(html);
  } catch (error) {
    return expect.fail(`Telegram refuses ${JSON.stringify(html)}: ${String(error)}`);
  }
}
