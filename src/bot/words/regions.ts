import { h, lines, type Html } from "../html.ts";
import { providerNames } from "./names.ts";
import { formatAgo } from "./times.ts";

interface Row {
  readonly id: string;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly lastWarmAt: number | null;
  readonly healthy: boolean;
  readonly warm: number;
  readonly inUse: number;
  readonly lastCloseAt: number | null;
}

const OTHERS: Readonly<Record<string, string>> = providerNames;

export const regionWords = {
  /** @param used The id of a region; `picked`: by the person, and not by its nearness. */
  page: (
    board: { readonly regions: readonly Row[]; readonly others: readonly Row[] },
    used: string,
    picked: boolean,
    now: number,
  ): Html =>
    lines(
      h`<b>Regions of J7Tracker</b>`,
      "",
      ...board.regions.map(
        (row) =>
          h`${row.id === used ? "▶️" : row.healthy ? "·" : "⛔"} <b>${row.id}</b> ${measured(row, now)}${open(row)}${atWork(row, now)}`,
      ),
      "",
      picked ? h`You picked ${used}.` : h`The nearest one is used by itself: ${used}.`,
      ...(board.others.length > 0 ? ["", h`<b>Without regions</b>`] : []),
      ...board.others.map((row) => h`· <b>${OTHERS[row.id] ?? row.id}</b>${atOther(row, now)}`),
      "",
      h`Where a card waits for your tap, connections are held open, so that the launch leaves at once.`,
    ),
  auto: "Nearest by itself",
  taken: "Used from your next launch on.",
};

function measured({ p50Ms, p95Ms, lastWarmAt }: Row, now: number): string {
  if (p50Ms === null || p95Ms === null) return "not measured yet";
  const asked = lastWarmAt === null ? "" : `, asked ${formatAgo(lastWarmAt, now)}`;
  return `${Math.round(p50Ms)} ms, at worst ${Math.round(p95Ms)} ms${asked}`;
}

/** Some may never be asked, and are never measured. */
const atOther = (row: Row, now: number): string =>
  (row.p50Ms === null ? "" : ` ${measured(row, now)}`) +
  (row.warm === 0 ? ", no connection now" : open(row)) +
  atWork(row, now);

const open = ({ warm }: Row): string => (warm === 0 ? "" : `, ${warm} open`);

/** Launches under way, and when the other side last closed a connection. */
const atWork = ({ inUse, lastCloseAt }: Row, now: number): string =>
  (inUse === 0 ? "" : `, ${inUse} launching`) +
  (lastCloseAt === null ? "" : `, last closed ${formatAgo(lastCloseAt, now)}`);
