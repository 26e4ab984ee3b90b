import type { Manner } from "./deliver.ts";
import type { WireFault } from "./fault.ts";
import { html, type Reply } from "./reply.ts";

/** A provider's own body for a plain error status. */
export type Failure = (status: number, lastStatus?: string) => Reply;

/** What a fault on the wire does to a call that would otherwise go well. */
export interface Spoiled {
  readonly worked: boolean;
  readonly instead: Reply | null;
  readonly manner: Manner;
  readonly lateMs: number;
}

export function spoil(fault: WireFault | null, failure: Failure): Spoiled {
  const well: Spoiled = { worked: true, instead: null, manner: { kind: "whole" }, lateMs: 0 };
  switch (fault?.kind) {
    case undefined:
    case "reset-at-accept":
      return well;
    case "late":
      return { ...well, lateMs: fault.ms };
    case "lost-before-work":
      return { ...well, worked: false, manner: { kind: "lost" } };
    case "lost-after-work":
      return { ...well, manner: { kind: "lost" } };
    case "never-answers":
      return { ...well, worked: fault.worked, manner: { kind: "never" } };
    case "status":
      return { ...well, worked: fault.worked, instead: failure(fault.status, fault.lastStatus) };
    case "html":
      return { ...well, worked: fault.worked, instead: html(fault.status, "Please wait") };
    case "truncated":
      return { ...well, manner: { kind: "truncated" } };
    case "too-long":
      return { ...well, manner: { kind: "padded" } };
    case "slow-body":
      return { ...well, manner: { kind: "slow", ms: fault.ms } };
  }
}
