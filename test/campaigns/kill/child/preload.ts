/**
 * Runs inside the program's process, before the program (`node --import`). The program itself knows nothing of it.
 *
 * Loads all of the program's modules, so that a start takes no longer than the start itself, and holds it until it is
 * told to go. What is told is when to die: at which of the points that it reaches from then on.
 */
import { flushCompileCache } from "node:module";
import { makeTimeFast } from "../time.ts";
import { createPoints } from "./points.ts";
import type { Orders } from "../orders.ts";

const setting = (name: string): string => process.env[name] ?? "";

makeTimeFast({ since: Number(setting("KILL_SINCE")), speed: Number(setting("KILL_SPEED")) });

const { reach, arm } = createPoints(setting("KILL_TRACE"));
const { watchCommits } = await import("./watch-commits.ts");
const { watchWire } = await import("./watch-wire.ts");
watchCommits(reach);
watchWire(reach);
await Promise.all([
  import("../../../../src/app.ts"),
  import("../../../../src/app-settings.ts"),
  import("../../../../src/config.ts"),
]);

// Node keeps what it has compiled when it ends in order, which none of these does.
flushCompileCache();

// A campaign that was interrupted leaves nothing running.
process.on("disconnect", () => process.exit());
await new Promise<void>((go) => {
  process.on("message", ({ dieAt }: Orders) => {
    arm(dieAt);
    process.send?.("armed");
    go();
  });
});
process.channel?.unref();
