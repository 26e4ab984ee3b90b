import type { CallError } from "../../src/domain/errors.ts";
import type { WireAnswer, WireRequest, Wires } from "../../src/http/wire.ts";

/** A request as a fake way out got it; the body copied before anybody could wipe it. */
export interface Sent extends Omit<WireRequest, "body"> {
  readonly base: string;
  readonly text: string;
  /** The very buffer that was handed over. */
  readonly body: Buffer | undefined;
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown): WireAnswer {
  return { status, contentType: "application/json", text: JSON.stringify(body) };
}

export function html(status: number, text: string): WireAnswer {
  return { status, contentType: "text/html", text };
}

/** Ways to everywhere that lead nowhere: each request is kept and answered by the test. */
export function aWire(answer: (sent: Sent, number: number) => WireAnswer | CallError) {
  const sent: Sent[] = [];
  const wires: Wires = {
    to: (base) => ({
      base,
      async send(request) {
        const text = request.body?.toString("utf8") ?? "";
        const one: Sent = { ...request, base, text, body: request.body };
        sent.push(one);
        const said = answer(one, sent.length);
        if (said instanceof Error) throw said;
        return said;
      },
    }),
    close: async () => undefined,
  };
  return { wires, sent };
}
