import type { Context, MiddlewareHandler } from "hono";
import type { ProviderName } from "../../domain/credential.ts";
import { sleep, type Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import { bodyContent, MAX_BODY_BYTES, readBody, type Body } from "./body.ts";
import { deliver, type Manner } from "./deliver.ts";
import { isTwist, type Call, type Twist, type TwistKind } from "./fault.ts";
import { createFaults, type FaultBox } from "./faults.ts";
import { maskBody, maskHeaders, maskPath } from "./mask.ts";
import { createReceivedLog, type ReceivedLog } from "./received.ts";
import { plainText, type Reply } from "./reply.ts";
import type { Env } from "./serve.ts";
import { wantedTokens } from "./wanted.ts";
import { spoil, type Failure } from "./spoil.ts";

/** One call as a route sees it. */
export interface Visit {
  readonly receivedId: number;
  readonly region: string | null;
  readonly headers: Headers;
  readonly query: URLSearchParams;
  /** The variable part of the path; empty when the route has none. */
  readonly param: string;
  readonly body: Body;
}

/** A call that passed every check; the work itself comes only if no fault prevents it. */
export interface Ready {
  readonly work: (twist: Twist | null) => Reply | Promise<Reply>;
}

/** Checks a call without changing anything: a refusal, or the work that is to be done. */
export type Route = (visit: Visit) => Reply | Ready | Promise<Reply | Ready>;

/** Stands for the answer of a call whose work was prevented; never sent. */
const UNSAID = plainText(500, "");

/** What a provider tells about itself. */
export interface Manners {
  readonly provider: ProviderName;
  readonly twists: readonly TwistKind[];
  /** Body fields that hold nothing secret, at any depth. */
  readonly shownFields: ReadonlySet<string>;
  readonly failure: Failure;
  readonly maxBodyBytes?: number;
}

export interface Exchange {
  readonly faults: FaultBox;
  readonly log: ReceivedLog;
  /** Handles one kind of call. `knows`: the twists that can happen to it. */
  readonly on: (
    call: Call,
    knows: readonly TwistKind[],
    route: Route,
    place?: Place,
  ) => MiddlewareHandler<Env>;
  /** Records and answers what no route takes. */
  stray(answer: (method: string) => Reply, place?: Place): MiddlewareHandler<Env>;
  /** The last resort for a bug in a simulator. */
  broken(error: Error): Response;
}

/** Where a call came in: a region's id and how long an answer travels from there. */
export interface Place {
  readonly region: string;
  readonly distanceMs: number;
}

interface Deps {
  readonly clock: Clock;
  readonly log: Log;
  /** Called when a `reset-at-accept` was switched on: it needs a new connection to hit. */
  readonly onReset: () => void;
}

/**
 * The way every call takes: recorded, checked, perhaps spoiled by a fault, worked on, answered.
 *
 * A call that is refused meets only faults of the wire, so that a fault never hides a mistake of the caller.
 */
export function createExchange(manners: Manners, deps: Deps): Exchange {
  const { clock } = deps;
  const log = createReceivedLog(manners.provider, clock);
  const faults = createFaults(manners.provider, manners.twists, (fault) => {
    if (fault.kind === "reset-at-accept") deps.onReset();
  });

  /** Reads and records a call. The caller's going away in the middle of it rejects, and nothing is recorded. */
  async function arrive(context: Context<Env>, call: Call | null, region: string | null) {
    const request = context.req.raw;
    const url = new URL(request.url);
    const bytes = Buffer.from(await request.arrayBuffer());
    const tooLarge = bytes.length > (manners.maxBodyBytes ?? MAX_BODY_BYTES);
    const body: Body = tooLarge
      ? { kind: "other", contentType: "" }
      : await readBody(request.headers.get("content-type") ?? "", bytes);
    const content = bodyContent(body);
    for (const [name, ticker] of wantedTokens(call, content)) log.countLaunch(name, ticker);
    const receivedId = log.arrived({
      method: request.method,
      path: maskPath(url.pathname + url.search),
      call,
      region,
      headers: maskHeaders(request.headers),
      body: maskBody(content, manners.shownFields),
    });
    const param = Object.values(context.req.param())[0] ?? "";
    const visit: Visit = {
      receivedId,
      region,
      headers: request.headers,
      query: url.searchParams,
      param,
      body,
    };
    return { visit, tooLarge };
  }

  async function answer(
    context: Context<Env>,
    receivedId: number,
    reply: Reply,
    manner: Manner,
    travelMs: number,
  ): Promise<Response> {
    if (travelMs > 0) await sleep(clock, travelMs);
    const heard = manner.kind !== "lost" && manner.kind !== "never" && manner.kind !== "truncated";
    log.change(receivedId, { answer: heard ? reply.status : "none" });
    return deliver(reply, manner, context.env.outgoing, clock);
  }

  return {
    faults,
    log,
    on(call, knows, route, place) {
      return async (context) => {
        const region = place?.region ?? null;
        const { visit, tooLarge } = await arrive(context, call, region);
        const checked = tooLarge ? plainText(413, "Request Entity Too Large") : await route(visit);
        const fault = faults.take(call, region, "work" in checked ? knows : []);
        if (fault) log.change(visit.receivedId, { fault: fault.kind });
        const twist = fault && isTwist(fault) ? fault : null;
        const spoiled = spoil(fault && !isTwist(fault) ? fault : null, manners.failure);

        const done = "work" in checked && spoiled.worked ? await checked.work(twist) : null;
        const reply = spoiled.instead ?? done ?? ("work" in checked ? UNSAID : checked);
        const travelMs = (place?.distanceMs ?? 0) + spoiled.lateMs;
        return answer(context, visit.receivedId, reply, spoiled.manner, travelMs);
      };
    },
    stray(reply, place) {
      return async (context) => {
        const { visit } = await arrive(context, null, place?.region ?? null);
        const travelMs = place?.distanceMs ?? 0;
        const manner: Manner = { kind: "whole" };
        return answer(context, visit.receivedId, reply(context.req.method), manner, travelMs);
      };
    },
    broken(error) {
      deps.log.error({ error, provider: manners.provider }, "a simulated provider failed");
      const { text, ...head } = manners.failure(500);
      return new Response(text, {
        status: head.status,
        headers: { "content-type": head.contentType },
      });
    },
  };
}
