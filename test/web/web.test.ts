import { Hono } from "hono";
import { expect, it } from "vitest";
import { createLog, silentLog } from "../../src/kit/log.ts";
import { createMetrics } from "../../src/kit/metrics.ts";
import { addProcessMetrics } from "../../src/web/process-metrics.ts";
import { createWeb, type WebDeps } from "../../src/web/web.ts";
import { aClock } from "../support/a-clock.ts";

const NAME = `${"ab".repeat(32)}.webp`;
const PICTURE = { mime: "image/webp", bytes: Buffer.from("a picture") };

function aWeb(part: Partial<WebDeps> = {}) {
  const asked: string[] = [];
  const clock = aClock();
  const web = createWeb({
    checks: {},
    metrics: createMetrics(),
    images: {
      byHostedName: async (name) => {
        asked.push(name);
        return name === NAME ? PICTURE : null;
      },
    },
    clock,
    log: silentLog,
    ...part,
  });
  return { web, asked, clock };
}

it("says that the process is there", async () => {
  const answer = await aWeb().web.request("/healthz");

  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe("ok\n");
});

it("is ready when every check passes", async () => {
  const { web, clock } = aWeb({ checks: { database: () => true, telegram: async () => true } });

  const answer = await web.request("/readyz");

  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    ready: true,
    checks: { database: true, telegram: true },
  });
  expect(clock.waiting()).toBe(0);
});

it("is not ready when one check fails, and does not say why", async () => {
  const { web } = aWeb({
    checks: {
      database: () => true,
      telegram: () => Promise.reject(new Error("token 123:abc refused")),
      pinger: () => {
        throw new Error("no region");
      },
    },
  });

  const answer = await web.request("/readyz");

  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({
    ready: false,
    checks: { database: true, telegram: false, pinger: false },
  });
});

it("does not wait for a check that never ends", async () => {
  const { web, clock } = aWeb({ checks: { database: () => new Promise(() => undefined) } });

  const asking = web.request("/readyz");
  await clock.advance(2_000);

  expect((await asking).status).toBe(503);
  expect(clock.waiting()).toBe(0);
});

it("shows its numbers as Prometheus reads them", async () => {
  const metrics = createMetrics();
  addProcessMetrics(metrics);
  const { web } = aWeb({ metrics });

  const answer = await web.request("/metrics");

  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(await answer.text()).toMatch(/^process_resident_memory_bytes \d+$/m);
});

it("serves a picture that may be kept for ever and can do nothing", async () => {
  const answer = await aWeb().web.request(`/i/${NAME}`);

  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(PICTURE.bytes);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/webp",
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  });
});

it("serves the head of a picture alone", async () => {
  const answer = await aWeb().web.request(`/i/${NAME}`, { method: "HEAD" });

  expect(answer.headers.get("content-type")).toBe("image/webp");
  expect(await answer.text()).toBe("");
});

it.each(["/i/", "/i/other.webp", `/i/${NAME}/`, `/i/x/${NAME}`, "/i/..%2f..%2f.env", "/i/%", "/"])(
  "has nothing at %s",
  async (path) => {
    const answer = await aWeb().web.request(path);

    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe("not found\n");
  },
);

it("hands an encoded name on decoded, so that one place judges it", async () => {
  const { web, asked } = aWeb();

  await web.request("/i/..%2f..%2f.env");

  expect(asked).toEqual(["../../.env"]);
});

it.each(["/healthz", "/readyz", "/metrics", "/nothing"])(
  "sends strict headers and no banner with %s",
  async (path) => {
    const { headers } = await aWeb().web.request(path);

    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.has("server")).toBe(false);
    expect(headers.has("x-powered-by")).toBe(false);
  },
);

it("lets a mounted page set its own headers and keeps the others", async () => {
  const { web } = aWeb();
  const page = new Hono().get("/page", (c) =>
    c.html("<p>", 200, { "content-security-policy": "default-src 'self'" }),
  );
  web.route("/", page);

  const { headers } = await web.request("/page");

  expect(headers.get("content-security-policy")).toBe("default-src 'self'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

it("refuses a body that is too large before a mounted page sees it", async () => {
  const { web } = aWeb({ maxBodyBytes: 10 });
  web.route(
    "/",
    new Hono().post("/echo", async (c) => c.text(await c.req.text())),
  );
  const post = (body: string) => web.request("/echo", { method: "POST", body });

  expect(await (await post("0123456789")).text()).toBe("0123456789");
  expect((await post("0123456789+")).status).toBe(413);
});

it("keeps a fault of a mounted page to the log", async () => {
  const lines: string[] = [];
  const { web } = aWeb({ log: createLog("info", { write: (line) => void lines.push(line) }) });
  web.route(
    "/",
    new Hono().get("/bad", () => {
      throw new RangeError("the inside of things");
    }),
  );

  const answer = await web.request("/bad");

  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe("something went wrong here\n");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("RangeError");
});
