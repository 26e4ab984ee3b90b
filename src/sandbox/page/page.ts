import { Hono } from "hono";
import type { TelegramSim } from "../telegram/world.ts";
import { createActs } from "./acts.ts";
import { createFeed } from "./feed.ts";
import { ownOriginOnly } from "./guard.ts";
import { createLooks } from "./looks.ts";
import type { PanelProvider } from "./panel.ts";
import { readStaticFiles } from "./static-files.ts";

export { providerPanel } from "./provider-panel.ts";
export { telegramPanel } from "./telegram-panel.ts";
export type { PanelCall, PanelFault, PanelProvider, PanelToken } from "./panel.ts";

/**
 * The sandbox's chat page: `/`, its files below `/page`, and below `/api` what it reads and does. May be mounted beside
 * other routes; its guard covers only its own.
 *
 * @param options.banner The line under the header, which says that nothing leaves this machine.
 * @param options.signal Ends the open event streams, which would otherwise keep a server from closing.
 */
export function createPage(options: {
  readonly telegram: TelegramSim;
  readonly providers: readonly PanelProvider[];
  readonly banner: string;
  readonly signal?: AbortSignal;
}): Hono {
  const feed = createFeed(options.telegram, options.providers);
  const files = readStaticFiles();
  const page = new Hono();

  const guard = ownOriginOnly();
  page.use("/", guard);
  page.use("/page/*", guard);
  page.use("/api/*", guard);

  const serve = (name: string) => {
    const file = files.get(name);
    if (!file) return new Response("There is no such file.", { status: 404 });
    return new Response(file.bytes, {
      headers: { "Content-Type": file.type, "Cache-Control": "no-cache" },
    });
  };
  page.get("/", () => serve("index.html"));
  page.get("/page/:name", (c) => serve(c.req.param("name")));
  page.route("/api", createLooks({ ...options, feed }));
  page.route("/api", createActs({ ...options, feed }));
  return page;
}
