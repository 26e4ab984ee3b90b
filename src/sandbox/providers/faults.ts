import { isTwist, type Call, type Fault, type TwistKind } from "./fault.ts";

/** A fault that is switched on. `left` is null for one that stays until it is cleared. */
export interface ActiveFault {
  readonly id: number;
  readonly fault: Fault;
  readonly left: number | null;
}

export interface Faults {
  /** Switches a fault on. @returns Its id. @throws {RangeError} for a fault that this provider does not know. */
  add(fault: Fault): number;
  /** Faults that are on, oldest first. A call meets the first that matches it, and only that one. */
  list(): readonly ActiveFault[];
  /** @returns Whether it was on. */
  remove(id: number): boolean;
  clear(): void;
}

/** What the simulator itself sees of its faults. */
export interface FaultBox extends Faults {
  /** Uses up one hit of the first fault that matches. `knows`: the twists that can happen to this call. */
  take(call: Call, region: string | null, knows: readonly TwistKind[]): Fault | null;
  /** Uses up one hit of a `reset-at-accept`. @returns Whether the new connection is to be reset. */
  takeReset(region: string | null): boolean;
}

/**
 * @param twists The twists that this provider can play.
 * @param onAdd Called after a fault was switched on.
 */
export function createFaults(
  provider: string,
  twists: readonly TwistKind[],
  onAdd: (fault: Fault) => void,
): FaultBox {
  let active: readonly ActiveFault[] = [];
  let lastId = 0;

  const takeFirst = (matches: (fault: Fault) => boolean): Fault | null => {
    const hit = active.find((one) => matches(one.fault));
    if (!hit) return null;
    active = active.flatMap((one) => {
      if (one !== hit || one.left === null) return [one];
      return one.left > 1 ? [{ ...one, left: one.left - 1 }] : [];
    });
    return hit.fault;
  };
  const inRegion = (fault: Fault, region: string | null) =>
    fault.region === undefined || fault.region === region;

  return {
    add(fault) {
      if (isTwist(fault) && !twists.includes(fault.kind)) {
        throw new RangeError(`${provider} has no fault "${fault.kind}"`);
      }
      lastId += 1;
      active = [...active, { id: lastId, fault, left: fault.times ?? null }];
      onAdd(fault);
      return lastId;
    },
    list: () => active,
    remove(id) {
      const before = active.length;
      active = active.filter((one) => one.id !== id);
      return active.length < before;
    },
    clear() {
      active = [];
    },
    take(call, region, knows) {
      return takeFirst((fault) => {
        const on = fault.on ?? "launch";
        if (fault.kind === "reset-at-accept" || !inRegion(fault, region)) return false;
        if (isTwist(fault) && !knows.includes(fault.kind)) return false;
        return on === "any" || on === call;
      });
    },
    takeReset(region) {
      return (
        takeFirst((fault) => fault.kind === "reset-at-accept" && inRegion(fault, region)) !== null
      );
    },
  };
}
