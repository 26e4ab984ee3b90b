import type { Launch, Status } from "../../domain/launch.ts";
import { TARGETS } from "../../domain/targets.ts";
import { cut } from "../../domain/text.ts";
import { h, lines, type Html } from "../html.ts";
import { formatAgo, formatInstant, formatSpan } from "./times.ts";

const marks: Readonly<Record<Status, string>> = {
  queued: "⏳",
  sending: "📡",
  accepted: "⏳",
  live: "✅",
  failed: "❌",
  unclear: "❓",
  cancelled: "✖️",
  expired: "⌛",
};

/** A page holds eight rows, and a ticker of few but long letters would fill it alone. */
const tickerOf = ({ request }: Launch): string => cut(request.ticker, 40);

export const historyWords = {
  row: (launch: Launch, now: number): Html =>
    h`${marks[launch.status]} <b>$${tickerOf(launch)}</b> ${cut(launch.request.name, 60)} · ${TARGETS[launch.request.target].label} · ${formatAgo(launch.confirmedAt, now)}`,
  button: (launch: Launch): string => `${marks[launch.status]} $${tickerOf(launch)}`,
  filters: { all: "All", live: "Live", unclear: "Unclear", failed: "Failed" },
  older: "Older ▶️",
  newest: "⏮ Newest",
  /** What happened to one launch, step by step, with the time since the step before. */
  receipt: (
    launch: Launch,
    steps: readonly { readonly status: Status; readonly at: number }[],
  ): Html =>
    lines(
      h`<b>Receipt</b> #${launch.id}`,
      h`Confirmed ${formatInstant(launch.confirmedAt)}`,
      "",
      ...steps.map((step, index) => {
        const before = steps[index - 1];
        const after = before === undefined ? "" : `, ${formatSpan(step.at - before.at)} later`;
        return h`${marks[step.status]} ${step.status}${after}`;
      }),
    ),
};
