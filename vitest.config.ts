import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Of two cores vitest would use one. Many tests wait for other processes anyway.
    maxWorkers: 3,
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
