import { subscribe } from "node:diagnostics_channel";

/** A request of this process as its own HTTP client saw it. Both as `performance.now` tells. */
export interface Exchange {
  readonly sentAt: number;
  readonly answeredAt: number;
}

interface Told {
  readonly request: { readonly method: string };
}

/** Watches the POSTs of this process, whoever sends them. */
export function watchAnswers(): { next(): Promise<Exchange> } {
  const sent = new WeakMap<Told["request"], number>();
  const waiting: ((exchange: Exchange) => void)[] = [];
  subscribe("undici:client:sendHeaders", (told) => {
    const { request } = told as Told;
    if (request.method === "POST") sent.set(request, performance.now());
  });
  subscribe("undici:request:trailers", (told) => {
    const { request } = told as Told;
    const sentAt = sent.get(request);
    if (sentAt !== undefined) waiting.shift()?.({ sentAt, answeredAt: performance.now() });
  });
  return { next: () => new Promise((resolve) => waiting.push(resolve)) };
}
