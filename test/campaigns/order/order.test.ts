import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { traceLaunch, whyNoTrace } from "./trace-launch.ts";

const LAX_DISK = fileURLToPath(new URL("a-lax-disk.ts", import.meta.url));
const noTrace = whyNoTrace();
const skipped = noTrace === null ? "" : ` (skipped: ${noTrace})`;

describe(`on the disk, by strace${skipped}`, { timeout: 120_000 }, () => {
  it.skipIf(noTrace !== null)(
    "the mark that a launch is being sent comes before the first byte of its request, and the answer before the card",
    async () => {
      const { tap, ...order } = await traceLaunch();

      expect(order).toEqual({ mark: null, answer: null });
      // One for the launch, its mark and the uses of its keys; and nobody is told anything before the provider is.
      expect(tap).toEqual({ syncs: 1, told: [] });
    },
  );

  it.skipIf(noTrace !== null)("both would come too late with synchronous=NORMAL", async () => {
    const late = "it was told before it was synced";

    expect(await traceLaunch("--import", LAX_DISK)).toMatchObject({ mark: late, answer: late });
  });
});
