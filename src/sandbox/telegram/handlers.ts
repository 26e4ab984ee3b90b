import type { ApiMethods, Opts } from "@grammyjs/types";
import { notPlayed } from "./refusal.ts";
import type { Method } from "./schema.ts";
import type { SimUpload } from "./world.ts";

/** A method's fields, with files as {@link SimUpload}. */
export type Args<M extends Method> = Opts<SimUpload>[M];
type Result<M extends Method> = ReturnType<ApiMethods<SimUpload>[M]>;

/** The methods that the sandbox plays. Calls arrive checked against the schema; answers are checked by the compiler. */
export type Handlers = {
  readonly [M in Method]?: (args: Args<M>, signal?: AbortSignal) => Result<M> | Promise<Result<M>>;
};

/** Fields that are in the types and would change what a call does. */
const NOT_PLAYED = [
  "allow_paid_broadcast",
  "business_connection_id",
  "direct_messages_topic_id",
  "rich_message",
  "suggested_post_parameters",
];

/** @throws {Refusal} 400 for a field whose effect the sandbox does not have: quietly leaving it out would mislead. */
export function refuseUnplayed(method: string, payload: Readonly<Record<string, unknown>>): void {
  const field = NOT_PLAYED.find((name) => payload[name] !== undefined);
  if (field !== undefined) notPlayed(`${field} of ${method}`);
}
