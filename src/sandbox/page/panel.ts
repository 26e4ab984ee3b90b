import { mask, maskText } from "./mask.ts";

/** One request that a provider simulator got, and what became of it. The page masks it once more. */
export interface PanelCall {
  readonly id: number;
  /** Ms since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** `none` when the caller got no answer, `refused` when it was a no without a number; null while the work goes on. */
  readonly status: number | "none" | "refused" | null;
  readonly region?: string | null;
  /** The fault it met. */
  readonly fault?: string | null;
  /** What it made. */
  readonly mint?: string | null;
}

/** A token that exists at a provider. */
export interface PanelToken {
  readonly name: string;
  readonly ticker: string;
  readonly mint: string;
}

/** Something that can be made to go wrong. */
export interface PanelFault {
  readonly id: string;
  readonly label: string;
  /** One line on what the bot should do about it. */
  readonly hint?: string;
}

/** What the page's panel wants to know of one provider simulator; `app.ts` fills it in. */
export interface PanelProvider {
  readonly name: string;
  readonly label: string;
  /** Oldest first. */
  received(): readonly PanelCall[];
  /** Oldest first. */
  tokens(): readonly PanelToken[];
  readonly faults: {
    readonly catalogue: readonly PanelFault[];
    /** Ids of the faults that are switched on and not used up. */
    active(): readonly string[];
    add(id: string): void;
    /** One fault, or all of them. */
    clear(id?: string): void;
  };
  /** Tells of each call received and of each fault used up; the returned function ends it. */
  onReceive(listener: () => void): () => void;
}

/** Calls that one look at the panel shows: a bot that polls would fill it without end. */
const SHOWN = 60;

/** A provider as the browser gets it: newest first, without a secret. */
export function viewOf(provider: PanelProvider) {
  const { catalogue } = provider.faults;
  const active = new Set(provider.faults.active());
  const calls = provider.received();
  return {
    name: provider.name,
    label: provider.label,
    total: calls.length,
    calls: withoutOldPings(calls).slice(-SHOWN).reverse().map(viewOfCall),
    tokens: provider
      .tokens()
      .map(({ name, ticker, mint }) => ({ name, ticker, mint }))
      .reverse(),
    faults: catalogue.map(({ id, label, hint }) => ({ id, label, hint, on: active.has(id) })),
  };
}

/** Pings go on without end: only the latest of each region is shown, or launches would drown in them. */
function withoutOldPings(calls: readonly PanelCall[]): readonly PanelCall[] {
  const isPing = ({ method, path }: PanelCall) =>
    method === "GET" && (path.endsWith("/ping") || path === "/health");
  const latest = new Map(calls.filter(isPing).map((ping) => [ping.region, ping]));
  return calls.filter((call) => !isPing(call) || latest.get(call.region) === call);
}

function viewOfCall({
  id,
  at,
  method,
  path,
  headers,
  body,
  status,
  region,
  fault,
  mint,
}: PanelCall) {
  return {
    ...{ id, at, method, status, region, fault, mint },
    path: maskText(path),
    headers: mask(headers),
    body: mask(body),
  };
}
