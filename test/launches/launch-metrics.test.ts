import { expect, it } from "vitest";
import { createMetrics } from "../../src/kit/metrics.ts";
import { createLaunchMetrics } from "../../src/launches/launch-metrics.ts";
import { aLaunch } from "../support/a-launch.ts";

it("counts what was measured of a launch once, by provider and region", () => {
  const metrics = createMetrics();
  const launches = createLaunchMetrics(metrics);
  const sending = aLaunch({ status: "sending", region: "europe" });
  const timings = { tapToSentMs: 4, sentToAnswerMs: 800, roundTripMs: 24 };
  const accepted = { ...sending, ...timings, status: "accepted" } as const;

  launches.moved(sending, null);
  launches.moved(accepted, sending);
  launches.moved({ ...accepted, status: "live" }, accepted);

  const told = metrics.read();
  for (const [name, sum] of [
    ["tap_to_sent", 0.004],
    ["sent_to_answer", 0.8],
    ["round_trip", 0.024],
  ]) {
    const of = `{provider="j7tracker",region="europe"}`;
    expect(told).toContain(`launch_${name}_seconds_sum${of} ${sum}\n`);
    expect(told).toContain(`launch_${name}_seconds_count${of} 1\n`);
  }
  expect(told).toContain('launch_moves_total{status="accepted"} 1\n');
});
