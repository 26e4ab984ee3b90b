/** Label values of one series. Few different ones: each combination is a series of its own for ever. */
type Labels<L extends string> = Readonly<Record<L, string>>;

export interface Counter<L extends string = never> {
  inc(labels: Labels<L>, by?: number): void;
}
export interface Gauge<L extends string = never> {
  set(labels: Labels<L>, value: number): void;
}
export interface Histogram<L extends string = never> {
  observe(labels: Labels<L>, value: number): void;
}

/** The program's numbers. Names follow Prometheus: base units, counters end in `_total`, times in `_seconds`. */
export interface Metrics {
  counter<L extends string = never>(name: string, help: string): Counter<L>;
  gauge<L extends string = never>(name: string, help: string): Gauge<L>;
  /** `buckets`: upper bounds, rising, without infinity. */
  histogram<L extends string = never>(
    name: string,
    help: string,
    buckets: readonly number[],
  ): Histogram<L>;
  /** Runs before each reading, to set gauges that are cheaper to look up than to follow. */
  beforeRead(look: () => void): void;
  /** Everything in the Prometheus text format, version 0.0.4. */
  read(): string;
}

type Kind = "counter" | "gauge" | "histogram";

export function createMetrics(): Metrics {
  const families = new Map<string, { readonly head: string; readonly lines: () => string[] }>();
  const looks: (() => void)[] = [];

  function family(kind: Kind, name: string, help: string, lines: () => string[]): void {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`not a metric's name: ${name}`);
    if (families.has(name)) throw new Error(`metric declared twice: ${name}`);
    const text = help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
    families.set(name, { head: `# HELP ${name} ${text}\n# TYPE ${name} ${kind}\n`, lines });
  }

  /** Values by their labels as written, which are the same text for the same labels in whatever order. */
  function values(kind: "counter" | "gauge", name: string, help: string): Map<string, number> {
    const series = new Map<string, number>();
    family(kind, name, help, () => [...series].map(([key, value]) => line(name, key, value)));
    return series;
  }

  return {
    counter(name, help) {
      const series = values("counter", name, help);
      return {
        inc(labels, by = 1) {
          if (!(by >= 0)) throw new Error(`a counter only goes up: ${name}`);
          const key = write(labels);
          series.set(key, (series.get(key) ?? 0) + by);
        },
      };
    },
    gauge(name, help) {
      const series = values("gauge", name, help);
      return { set: (labels, value) => void series.set(write(labels), value) };
    },
    histogram(name, help, buckets) {
      const series = new Map<string, { readonly counts: number[]; count: number; sum: number }>();
      family("histogram", name, help, () =>
        [...series].flatMap(([key, { counts, count, sum }]) => [
          ...buckets.map((bound, at) =>
            line(`${name}_bucket`, join(key, `le="${bound}"`), counts[at] ?? 0),
          ),
          line(`${name}_bucket`, join(key, 'le="+Inf"'), count),
          line(`${name}_sum`, key, sum),
          line(`${name}_count`, key, count),
        ]),
      );
      return {
        observe(labels, value) {
          const key = write(labels);
          const one = series.get(key) ?? { counts: buckets.map(() => 0), count: 0, sum: 0 };
          series.set(key, one);
          // Buckets are cumulative: each counts all that is not above its bound.
          buckets.forEach((bound, at) => {
            if (value <= bound) one.counts[at] = (one.counts[at] ?? 0) + 1;
          });
          one.count += 1;
          one.sum += value;
        },
      };
    },
    beforeRead: (look) => void looks.push(look),
    read() {
      for (const look of looks) look();
      return [...families.values()].map(({ head, lines }) => head + lines().join("")).join("");
    },
  };
}

function write(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}="${escape(value)}"`)
    .join(",");
}

function escape(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function join(key: string, label: string): string {
  return key === "" ? label : `${key},${label}`;
}

function line(name: string, key: string, value: number): string {
  const written = Number.isFinite(value) ? String(value) : spell(value);
  return `${name}${key === "" ? "" : `{${key}}`} ${written}\n`;
}

function spell(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}
