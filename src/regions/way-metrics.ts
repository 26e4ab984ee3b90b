import type { Metrics } from "../kit/metrics.ts";
import type { WayState } from "./way.ts";

/** The ways to where launches go, as they are at each reading. `place`: a region, or a provider that has none. */
export function addWayMetrics(metrics: Metrics, ways: () => readonly WayState[]): void {
  const roundTrip = metrics.gauge<"place" | "quantile">(
    "way_round_trip_seconds",
    "Round trips of the latest pings, over open connections.",
  );
  const healthy = metrics.gauge<"place">("way_healthy", "1 while a place answers its pings.");
  const connections = metrics.gauge<"place" | "state">(
    "way_connections",
    "Connections that are open and free, and those with a launch under way.",
  );
  const lastClose = metrics.gauge<"place">(
    "way_last_close_timestamp_seconds",
    "When a place last closed a connection, seconds since the epoch.",
  );
  const cold = metrics.counter<"place">(
    "way_cold_launches_total",
    "Launches that found no open connection.",
  );
  const counted = new Map<string, number>();

  metrics.beforeRead(() => {
    for (const way of ways()) {
      const { id: place, p50Ms, p95Ms, lastCloseAt } = way;
      if (p50Ms !== null) roundTrip.set({ place, quantile: "0.5" }, p50Ms / 1_000);
      if (p95Ms !== null) roundTrip.set({ place, quantile: "0.95" }, p95Ms / 1_000);
      if (lastCloseAt !== null) lastClose.set({ place }, lastCloseAt / 1_000);
      healthy.set({ place }, way.healthy ? 1 : 0);
      connections.set({ place, state: "free" }, way.warm);
      connections.set({ place, state: "launching" }, way.inUse);
      cold.inc({ place }, way.coldLaunches - (counted.get(place) ?? 0));
      counted.set(place, way.coldLaunches);
    }
  });
}
