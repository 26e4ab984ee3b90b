import type { Launch } from "../domain/launch.ts";
import type { Metrics } from "../kit/metrics.ts";

/** From a hundredth of what people notice to what no provider may take. */
const BUCKETS_S = [
  ...[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5],
  ...[1, 2.5, 5, 10, 30, 60, 120],
];

/** Numbers of launches. `region` is empty where the provider has none. */
export interface LaunchMetrics {
  /** @param before Null: it was only just confirmed. */
  moved(launch: Launch, before: Launch | null): void;
}

export function createLaunchMetrics(metrics: Metrics): LaunchMetrics {
  const moves = metrics.counter<"status">("launch_moves_total", "Launches that reached a status.");
  const tapToSent = metrics.histogram<"provider" | "region">(
    "launch_tap_to_sent_seconds",
    "From the tap's update to the request's last byte.",
    BUCKETS_S,
  );
  const sentToAnswer = metrics.histogram<"provider" | "region">(
    "launch_sent_to_answer_seconds",
    "From the request's last byte to the whole answer.",
    BUCKETS_S,
  );
  const roundTrip = metrics.histogram<"provider" | "region">(
    "launch_round_trip_seconds",
    "A round trip to where a launch was sent, as pinged at that time.",
    BUCKETS_S,
  );

  return {
    moved(launch, before) {
      const { status, provider } = launch;
      moves.inc({ status });
      const at = { provider, region: launch.region ?? "" };
      const measured = (name: "tapToSentMs" | "sentToAnswerMs" | "roundTripMs") =>
        before?.[name] === null ? launch[name] : null;
      for (const [name, seconds] of [
        ["tapToSentMs", tapToSent],
        ["sentToAnswerMs", sentToAnswer],
        ["roundTripMs", roundTrip],
      ] as const) {
        const ms = measured(name);
        if (ms !== null) seconds.observe(at, ms / 1_000);
      }
    },
  };
}
