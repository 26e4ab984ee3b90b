import { expect, it } from "vitest";
import { createMetrics } from "../../src/kit/metrics.ts";
import { addWayMetrics } from "../../src/regions/way-metrics.ts";
import type { WayState } from "../../src/regions/way.ts";

const aWay: WayState = {
  ...{ id: "europe", p50Ms: 20, p95Ms: 45, samples: 20, lastWarmAt: 1_000 },
  ...{ failuresInARow: 0, healthy: true, warm: 3, inUse: 1 },
  ...{ coldLaunches: 2, lastCloseAt: 5_000, idleLimitMs: null },
};
const unheard: WayState = {
  ...{ ...aWay, id: "swarms", p50Ms: null, p95Ms: null, lastCloseAt: null, healthy: false },
};

it("tells of each way how far it is, what is open, when it last closed and what found it cold", () => {
  const metrics = createMetrics();
  addWayMetrics(metrics, () => [aWay, unheard]);

  metrics.read();
  const told = metrics.read();

  expect(told).toContain('way_round_trip_seconds{place="europe",quantile="0.95"} 0.045\n');
  expect(told).toContain('way_connections{place="europe",state="free"} 3\n');
  expect(told).toContain('way_connections{place="europe",state="launching"} 1\n');
  expect(told).toContain('way_last_close_timestamp_seconds{place="europe"} 5\n');
  expect(told).toContain('way_healthy{place="swarms"} 0\n');
  // Not twice, although it was read twice.
  expect(told).toContain('way_cold_launches_total{place="europe"} 2\n');
  expect(told).not.toContain('way_round_trip_seconds{place="swarms"');
});
