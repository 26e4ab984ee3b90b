import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Metrics } from "../kit/metrics.ts";

/** The process itself: memory, age, and how late its one thread is, over the time since the last reading. */
export function addProcessMetrics(metrics: Metrics): void {
  const memory = metrics.gauge("process_resident_memory_bytes", "Resident memory size.");
  const start = metrics.gauge("process_start_time_seconds", "Start, seconds since the epoch.");
  const lag = metrics.gauge<"quantile">(
    "nodejs_eventloop_lag_seconds",
    "How late timers fire, since the last reading.",
  );
  const delay = monitorEventLoopDelay();
  delay.enable();

  start.set({}, performance.timeOrigin / 1e3);
  metrics.beforeRead(() => {
    memory.set({}, process.memoryUsage.rss());
    lag.set({ quantile: "0.5" }, delay.percentile(50) / 1e9);
    lag.set({ quantile: "0.99" }, delay.percentile(99) / 1e9);
    delay.reset();
  });
}
