import { defineConfig } from "vitest/config";

/** Each for a worker of its own, first: with both cores and nothing else to remember they are faster than among the others. */
const SEEDS = "test/campaigns/sim/seeds-*.test.ts";

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: "seeds", include: [SEEDS], maxWorkers: 2, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          ...{ name: "tests", include: ["test/**/*.test.ts"], exclude: [SEEDS] },
          // Of two cores vitest would use one. Many tests wait for other processes anyway.
          ...{ maxWorkers: 3, sequence: { groupOrder: 1 } },
        },
      },
    ],
    // Files share the modules that a worker has loaded, which saves a third of the CPU. So what a test sets for all of its
    // process (fake timers, the environment) it sets back.
    isolate: false,
    // Node runs our files as they are: nothing is transformed, and what runs is what a start runs. A sixth less CPU.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // A file of tests loads as much of the program as a start does.
    execArgv: ["--import", "./src/import-quickly.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
