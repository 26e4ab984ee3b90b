import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Hono } from "hono";
import { expect, it, onTestFinished } from "vitest";
import { ConfigError } from "../../src/domain/errors.ts";
import { serveWeb, type App, type ServeOptions } from "../../src/web/serve.ts";
import { aClock } from "../support/a-clock.ts";

async function aServer(app: App, options: Partial<ServeOptions> = {}) {
  const server = await serveWeb(app, { host: "127.0.0.1", port: 0, ...options });
  onTestFinished(() => server.close().catch(() => undefined));
  return server;
}

it("serves an app and says where", async () => {
  const server = await aServer(new Hono().get("/", (c) => c.text("here")));

  const answer = await fetch(server.url);

  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await answer.text()).toBe("here");
  expect(answer.headers.has("server")).toBe(false);
});

it("names an address that can be opened when it listens on all of them", async () => {
  const server = await aServer(new Hono(), { host: "0.0.0.0" });

  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it("names the setting when the port is taken", async () => {
  const { url } = await aServer(new Hono());

  const second = serveWeb(new Hono(), { host: "127.0.0.1", port: Number(new URL(url).port) });

  await expect(second).rejects.toThrow(ConfigError);
  await expect(second).rejects.toMatchObject({ setting: "PORT" });
});

it("names the setting when the address is not this machine's", async () => {
  const elsewhere = serveWeb(new Hono(), { host: "192.0.2.1", port: 0 });

  await expect(elsewhere).rejects.toMatchObject({ setting: "HOST" });
});

// Both sides would keep the connection open for 5 s, and the clock of the grace time stands still.
it("lets an answer in progress end, then closes at once", { timeout: 4_000 }, async () => {
  const rest = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<undefined>();
  const app = new Hono().get("/", async (c) => {
    begun.resolve(undefined);
    return c.text(await rest.promise);
  });
  const server = await aServer(app, { clock: aClock() });
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nhost: here\r\n\r\n");
  await begun.promise;

  const closing = server.close();
  rest.resolve("whole");

  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [^]*whole/);
  await closing;
  await expect(fetch(server.url)).rejects.toThrow("fetch failed");
});

it("cuts an answer that does not end, after the time it was given", async () => {
  const clock = aClock();
  const server = await aServer(
    new Hono().get("/", (c) => c.body(new ReadableStream())),
    { clock, graceMs: 5_000 },
  );
  const asking = request(server.url).end();
  const [answer] = (await once(asking, "response")) as [NodeJS.EventEmitter];
  const cut = once(answer, "error");

  const closing = server.close();
  await clock.advance(5_000);

  await closing;
  expect(await cut).toMatchObject([{ code: "ECONNRESET" }]);
});

it("closes at once when connections are only kept open", async () => {
  const server = await aServer(new Hono(), { clock: aClock() });
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nhost: here\r\n\r\n");
  await once(socket, "data");

  await server.close();

  socket.destroy();
});
