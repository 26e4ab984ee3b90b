import { describe, expect, it } from "vitest";
import { createMetrics } from "../../src/kit/metrics.ts";

describe("metrics", () => {
  it("are written in the Prometheus text format", () => {
    const metrics = createMetrics();
    const launches = metrics.counter<"target" | "status">("launches_total", "Launches by end.");
    const open = metrics.gauge("launches_open", "Launches without an end.");
    launches.inc({ target: "pump", status: "live" });
    launches.inc({ status: "live", target: "pump" }, 2);
    launches.inc({ target: "bags", status: "failed" });
    open.set({}, 4);

    expect(metrics.read()).toBe(
      [
        "# HELP launches_total Launches by end.",
        "# TYPE launches_total counter",
        'launches_total{status="live",target="pump"} 3',
        'launches_total{status="failed",target="bags"} 1',
        "# HELP launches_open Launches without an end.",
        "# TYPE launches_open gauge",
        "launches_open 4",
        "",
      ].join("\n"),
    );
  });

  it("count a histogram's values up to and including each bound", () => {
    const metrics = createMetrics();
    const times = metrics.histogram<"region">("ping_seconds", "Pings.", [0.1, 1]);
    for (const value of [0.1, 0.5, 3]) times.observe({ region: "asia" }, value);

    expect(metrics.read()).toBe(
      [
        "# HELP ping_seconds Pings.",
        "# TYPE ping_seconds histogram",
        'ping_seconds_bucket{region="asia",le="0.1"} 1',
        'ping_seconds_bucket{region="asia",le="1"} 2',
        'ping_seconds_bucket{region="asia",le="+Inf"} 3',
        'ping_seconds_sum{region="asia"} 3.6',
        'ping_seconds_count{region="asia"} 3',
        "",
      ].join("\n"),
    );
  });

  it("write a histogram without labels", () => {
    const metrics = createMetrics();
    metrics.histogram("waits", "Waits.", [1]).observe({}, 0.5);

    expect(metrics.read()).toContain('waits_bucket{le="1"} 1\nwaits_bucket{le="+Inf"} 1\n');
    expect(metrics.read()).toContain("waits_sum 0.5\nwaits_count 1\n");
  });

  it("keep quotes, line feeds and backslashes from breaking a line", () => {
    const metrics = createMetrics();
    metrics.gauge<"said">("odd", "One\nline \\ only.").set({ said: 'a"b\nc\\d' }, 1);

    expect(metrics.read()).toBe(
      '# HELP odd One\\nline \\\\ only.\n# TYPE odd gauge\nodd{said="a\\"b\\nc\\\\d"} 1\n',
    );
  });

  it("spell what is no finite number", () => {
    const metrics = createMetrics();
    const gauge = metrics.gauge<"of">("edge", "Edges.");
    gauge.set({ of: "nan" }, NaN);
    gauge.set({ of: "up" }, Infinity);
    gauge.set({ of: "down" }, -Infinity);

    const lines = metrics.read().split("\n");
    expect(lines.slice(2, 5)).toEqual([
      'edge{of="nan"} NaN',
      'edge{of="up"} +Inf',
      'edge{of="down"} -Inf',
    ]);
  });

  it("look up before each reading what is not followed", () => {
    const metrics = createMetrics();
    const memory = metrics.gauge("memory_bytes", "Memory.");
    let bytes = 1;
    metrics.beforeRead(() => memory.set({}, bytes));
    metrics.read();
    bytes = 2;

    expect(metrics.read()).toContain("memory_bytes 2\n");
  });

  it("refuse a name twice, a name of other letters, and a counter that goes down", () => {
    const metrics = createMetrics();
    const counter = metrics.counter("once_total", "Once.");

    expect(() => metrics.gauge("once_total", "Twice.")).toThrow("twice");
    expect(() => metrics.gauge("not-a-name", "No.")).toThrow("name");
    expect(() => counter.inc({}, -1)).toThrow("up");
  });
});
