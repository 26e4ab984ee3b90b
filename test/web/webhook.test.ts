import { createServer, request } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { describe, expect, it, onTestFinished } from "vitest";
import { createMetrics } from "../../src/kit/metrics.ts";
import { createLog, silentLog } from "../../src/kit/log.ts";
import { createWeb } from "../../src/web/web.ts";
import { createWebhook } from "../../src/web/webhook.ts";
import { aClock } from "../support/a-clock.ts";

const SECRET = "the-secret-that-telegram-was-given";
const UPDATE = { update_id: 7, message: { text: "hello" } };

function aWebhook(taken = true) {
  const updates: unknown[] = [];
  const compared: string[] = [];
  const web = createWeb({
    checks: {},
    metrics: createMetrics(),
    images: { byHostedName: async () => null },
    clock: aClock(),
    log: silentLog,
    maxBodyBytes: 25 * 1024 * 1024,
  });
  web.route(
    "/",
    createWebhook({
      isSecret(given) {
        compared.push(given);
        return given === SECRET;
      },
      async take(update) {
        updates.push(update);
        return taken;
      },
    }),
  );
  const headers = { "x-telegram-bot-api-secret-token": SECRET, "content-type": "application/json" };
  /** `change` may take a header away, too. */
  const post = (body: string, change: Record<string, string | undefined> = {}) => {
    const sent = new Headers(headers);
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) sent.delete(name);
      else sent.set(name, value);
    }
    // As bytes: a text would bring a content type of its own.
    return web.request("/telegram", { method: "POST", body: Buffer.from(body), headers: sent });
  };
  return { web, post, updates, compared, headers };
}

const asJson = JSON.stringify(UPDATE);

describe("POST /telegram", () => {
  it("hands on an update and says 200 once it was taken", async () => {
    const { post, updates } = aWebhook();

    const answer = await post(asJson);

    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(updates).toEqual([UPDATE]);
  });

  it("says 503 when the update is to come again", async () => {
    const { post } = aWebhook(false);

    expect(await post(asJson)).toMatchObject({ status: 503 });
  });

  it("takes JSON with a charset", async () => {
    const { post } = aWebhook();

    expect(await post(asJson, { "content-type": "Application/JSON; charset=utf-8" })).toMatchObject(
      {
        status: 200,
      },
    );
  });

  it.each([
    ["no secret", { "x-telegram-bot-api-secret-token": undefined }, asJson, 401],
    ["an empty secret", { "x-telegram-bot-api-secret-token": "" }, asJson, 401],
    ["a wrong secret", { "x-telegram-bot-api-secret-token": `${SECRET}x` }, asJson, 401],
    ["a wrong secret and no JSON", { "x-telegram-bot-api-secret-token": "x" }, "{", 401],
    ["no content type", { "content-type": undefined }, asJson, 415],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }, asJson, 415],
    ["what only begins like JSON", { "content-type": "application/jsonp" }, asJson, 415],
    ["no JSON", {}, "{", 400],
    ["nothing", {}, "", 400],
    ["a list", {}, `[${asJson}]`, 400],
    ["null", {}, "null", 400],
    ["no update_id", {}, "{}", 400],
    ["an update_id in words", {}, '{"update_id":"7"}', 400],
    ["a negative update_id", {}, '{"update_id":-1}', 400],
    ["half an update_id", {}, '{"update_id":7.5}', 400],
    ["an update_id beyond all numbers", {}, '{"update_id":1e400}', 400],
    ["an update_id inherited", {}, '{"__proto__":{"update_id":7}}', 400],
    ["more than a megabyte", {}, `{"update_id":7,"a":"${"a".repeat(1024 * 1024)}"}`, 413],
  ])("refuses %s without a word", async (_what, change, body, status) => {
    const { post, updates } = aWebhook();

    const answer = await post(body, change);

    expect([answer.status, await answer.text()]).toEqual([status, ""]);
    expect(updates).toEqual([]);
  });

  it("compares the secret also when none was given, so that both take as long", async () => {
    const { post, compared } = aWebhook();

    await post(asJson, { "x-telegram-bot-api-secret-token": undefined });

    expect(compared).toEqual([""]);
  });

  it.each(["GET", "PUT", "DELETE", "HEAD"])("is nothing for %s", async (method) => {
    const { web, headers } = aWebhook();

    expect(await web.request("/telegram", { method, headers })).toMatchObject({ status: 404 });
  });

  it("stops reading a body without a length once it is too large", async () => {
    const { web, updates, headers } = aWebhook();
    const listener = getRequestListener((incoming) => web.fetch(incoming));
    const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;

    const sent = request({ port, path: "/telegram", method: "POST", headers });
    sent.on("error", () => undefined);
    for (let at = 0; at < 20; at += 1) sent.write("a".repeat(64 * 1024));
    sent.end();
    const [answer] = (await once(sent, "response")) as [{ statusCode: number }];

    expect(answer.statusCode).toBe(413);
    expect(updates).toEqual([]);
  });

  it("tells nobody why an update failed, and lets it come again", async () => {
    const lines: string[] = [];
    const web = createWeb({
      checks: {},
      metrics: createMetrics(),
      images: { byHostedName: async () => null },
      clock: aClock(),
      log: createLog("trace", { write: (line) => void lines.push(line) }),
    });
    const take = async () => {
      throw new Error("the database said pa55word");
    };
    web.route("/", createWebhook({ isSecret: () => true, take }));
    const headers = { "content-type": "application/json" };

    const answer = await web.request("/telegram", { method: "POST", body: asJson, headers });

    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("pa55word");
    expect(lines.join("")).toContain("a web route failed");
  });
});
