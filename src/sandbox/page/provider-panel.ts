import type { PanelCall, PanelProvider, PanelToken } from "./panel.ts";

/** What is needed of a simulated provider; those in `sandbox/providers` have it. */
interface SimulatedProvider<Fault> {
  readonly name: string;
  readonly received: readonly (Omit<PanelCall, "status"> & {
    readonly answer: PanelCall["status"];
  })[];
  readonly tokens: readonly PanelToken[];
  readonly faults: {
    add(fault: Fault): unknown;
    list(): readonly { readonly id: number; readonly fault: Fault }[];
    remove(id: number): unknown;
    clear(): void;
  };
  onReceive(listener: () => void): () => void;
}

/**
 * A simulated provider as the panel wants it.
 *
 * @param switches Its faults, ready made. The panel tells them apart by identity, so a fault that somebody else switched
 *   on shows only when it is one of these objects.
 */
export function providerPanel<Fault>(
  sim: SimulatedProvider<Fault>,
  label: string,
  switches: readonly { readonly id: string; readonly label: string; readonly fault: Fault }[],
): PanelProvider {
  const faultOf = (id: string) => switches.find((one) => one.id === id)?.fault;
  return {
    name: sim.name,
    label,
    received: () => sim.received.map((call) => ({ ...call, status: call.answer })),
    tokens: () => sim.tokens,
    faults: {
      catalogue: switches,
      active() {
        const on = new Set(sim.faults.list().map(({ fault }) => fault));
        return switches.filter(({ fault }) => on.has(fault)).map(({ id }) => id);
      },
      add(id) {
        const fault = faultOf(id);
        if (fault !== undefined) sim.faults.add(fault);
      },
      clear(id) {
        if (id === undefined) sim.faults.clear();
        else {
          const gone = sim.faults.list().filter(({ fault }) => fault === faultOf(id));
          for (const one of gone) sim.faults.remove(one.id);
        }
      },
    },
    onReceive: (listener) => sim.onReceive(() => listener()),
  };
}
