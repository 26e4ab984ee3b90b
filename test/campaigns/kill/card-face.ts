import { statusKeyboard } from "../../../src/bot/status-keyboard.ts";
import { statusWords } from "../../../src/bot/words/words.ts";
import type { Launch } from "../../../src/domain/launch.ts";
import { createWires } from "../../../src/http/pool.ts";
import { createProviders } from "../../../src/providers/registry.ts";
import { parseHtml } from "../../../src/sandbox/telegram/parse-html.ts";
import type { SimMessage } from "../../../src/sandbox/telegram/world.ts";
import type { Clock } from "../../../src/kit/clock.ts";
import type { LiveWorld } from "../../support/a-live-world.ts";

/** What a status card looks like: its text, and a line for its buttons. */
export type FaceOf = (launch: Launch) => string;

/** How the program's own words and buttons would show a launch that is at rest. Nothing is sent. */
export function faces(world: LiveWorld, clock: Clock): FaceOf {
  const { j7tracker, blowfish, swarms } = world.sandbox.settings;
  const providers = createProviders({
    wires: createWires(),
    clock,
    sign: () => Buffer.alloc(0),
    regions: j7tracker,
    blowfishUrl: blowfish,
    swarmsUrl: swarms,
  });
  return (launch) => {
    const { text } = parseHtml(statusWords(launch, clock.now()).html);
    const rows = statusKeyboard(launch, providers[launch.provider]).inline_keyboard;
    return faceWith(text, rows.flat());
  };
}

export function faceInChat({ text, caption, keyboard }: SimMessage): string {
  return faceWith(text ?? caption ?? "", keyboard?.flat() ?? []);
}

function faceWith(text: string, buttons: readonly { readonly text: string }[]): string {
  return `${text.trim()}\n[${buttons.map((button) => button.text).join("] [")}]`;
}
