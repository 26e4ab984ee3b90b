import { formatAmount } from "../../domain/money.ts";
import { optionsFor, type LaunchOptions } from "../../domain/options.ts";
import { TARGETS, type TargetId } from "../../domain/targets.ts";
import { h, lines, type Html } from "../html.ts";
import { optionsWords } from "./spending.ts";

interface PresetFacts {
  readonly name: string;
  readonly target: TargetId;
  readonly buy: string | null;
  readonly options: LaunchOptions;
}

export const presetWords = {
  page: (presets: readonly PresetFacts[]): Html =>
    lines(
      h`<b>Your presets</b>: where, for how much and how, under a name of your own.`,
      "",
      ...(presets.length === 0 ? [h`None yet.`] : presets.flatMap(presetLines)),
      "",
      h`To keep what an open card says, send <code>/presets quick</code>; any name works. Then launch with <code>/l @quick MOSS "Moss Coin"</code>.`,
    ),
  kept: (preset: PresetFacts): Html => lines(h`Kept.`, "", ...presetLines(preset)),
  noCard: h`There is no open card to keep. Start one with /launch.`,
  badName: h`A preset's name is one word of letters, digits and _, at most 32 of them.`,
  tooMany: (most: number): Html =>
    h`You have ${most} presets, and more do not fit. Delete one first.`,
  use: (name: string): string => `🚀 @${name}`,
  remove: (name: string): string => `🗑 @${name}`,
  removed: "Deleted.",
};

function presetLines({ name, target: id, buy, options }: PresetFacts): readonly Html[] {
  const target = TARGETS[id];
  const spent =
    target.buy && buy !== null && buy !== "0" ? formatAmount(BigInt(buy), target.buy) : null;
  const told = optionsWords(optionsFor(id, options), target.buy, { text: 200, shares: 3 });
  return [
    h`<b>@${name}</b>: ${target.label}${spent === null ? "" : `, first buy ${spent}`}`,
    ...(told ? [told] : []),
  ];
}
