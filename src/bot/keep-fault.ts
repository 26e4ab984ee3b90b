import type { Ctx, Flow, FlowCtx } from "./context.ts";

type Builder<Start extends unknown[]> = (
  flow: Flow,
  ctx: FlowCtx,
  ...start: Start
) => Promise<void>;

/**
 * The same flow, whose update keeps what an `external` task throws. The plugin hands on a copy of it, to be able to store
 * it, and a copy has lost its class: nobody could tell a full disk from a bug.
 */
export function keepFault<Start extends unknown[]>(builder: Builder<Start>): Builder<Start> {
  return (flow, ctx, ...start) => {
    const external = flow.external.bind(flow);
    const keeping = (task: (outer: Ctx) => unknown) =>
      external(async (outer: Ctx) => {
        try {
          return await task(outer);
        } catch (error) {
          outer.fault = error;
          throw error;
        }
      });
    flow.external = keeping as typeof flow.external;
    return builder(flow, ctx, ...start);
  };
}
