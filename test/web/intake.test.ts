import { describe, expect, it, onTestFinished, vi } from "vitest";
import { pageWords } from "../../src/bot/intake-way.ts";
import { createLog } from "../../src/kit/log.ts";
import { createMetrics } from "../../src/kit/metrics.ts";
import { createIntake } from "../../src/web/intake/intake.ts";
import type { Answer, IntakePort, Pass } from "../../src/web/intake/port.ts";
import { createWeb } from "../../src/web/web.ts";
import { aClock } from "../support/a-clock.ts";

const TOKEN = "t".repeat(43);
const KEY = "sk-of-ada-0123456789";
const QUESTION = {
  question: "q",
  label: "API key for swarms.world",
  ...{ powers: "It launches.", source: "Somewhere.", form: "One word." },
  manyLines: false,
};

/** Knows one token, takes every key through it, and remembers what it was given. */
function aPort() {
  const typed: { pass: Pass; text: string; bytes: Buffer }[] = [];
  const looks: Pass[] = [];
  const next: (Answer | Error)[] = [];
  const port: IntakePort = {
    async look(pass) {
      looks.push(pass);
      return "token" in pass && pass.token === TOKEN ? QUESTION : null;
    },
    async store(pass, bytes) {
      typed.push({ pass, text: bytes.toString(), bytes });
      const answer = next.shift() ?? { kind: "stored", said: "Stored." };
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { port, typed, looks, next };
}

function anIntake(options: { readonly built?: boolean } = {}) {
  const clock = aClock();
  const lines: string[] = [];
  const played = aPort();
  const web = createWeb({
    checks: {},
    metrics: createMetrics(),
    images: { byHostedName: async () => null },
    clock,
    log: createLog("trace", { write: (line) => void lines.push(line) }),
  });
  const port = () => (options.built === false ? null : played.port);
  const frameAncestors = "https://web.telegram.org";
  web.route("/", createIntake({ port, words: pageWords, frameAncestors }));
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const type = { "content-type": "application/octet-stream" };
    const answer = await web.request(`/intake/${path}`, {
      method: "POST",
      body,
      headers: { ...type, ...headers },
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const store = (pass: object, key = KEY) => post("key", `${JSON.stringify(pass)}\n${key}`);
  return { ...played, web, lines, post, store };
}

describe("the intake page's own files", () => {
  it("are served under a policy that lets in nothing of anybody else", async () => {
    const { web } = anIntake();

    const answer = await web.request("/intake");

    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors https://web.telegram.org",
    );
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/html; charset=UTF-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    const html = await answer.text();
    expect(html).not.toMatch(/\{\{|style=|<style|\son\w+=|https?:/);
    expect([...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)).toEqual([
      "data:,",
      "/intake/page.css",
      "/intake/page.js",
    ]);
  });

  it.each(["page.css", "page.js"])("hold nothing from elsewhere: %s", async (name) => {
    const { web } = anIntake();

    const answer = await web.request(`/intake/${name}`);

    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/(css|javascript); charset=utf-8$/);
    expect(await answer.text()).not.toMatch(
      /https?:|\/\/[a-z]|@import|localStorage|sessionStorage|eval\(/,
    );
  });

  it.each(["/intake/other", "/intake/..%2f..%2fweb.ts", "/intake/page.js/", "/intake/intake.html"])(
    "are all there is: nothing at %s",
    async (path) => {
      expect((await anIntake().web.request(path)).status).toBe(404);
    },
  );
});

describe("a request of the intake page", () => {
  it("gets the question by a look, which stores nothing", async () => {
    const { post, typed } = anIntake();

    expect(await post("look", JSON.stringify({ token: TOKEN }))).toEqual({
      status: 200,
      body: QUESTION,
    });
    expect(typed).toEqual([]);
  });

  it("hands the key on byte by byte and wipes it", async () => {
    const { store, typed } = anIntake();
    const key = ' {"a":\n[1,2]}\u0000é\n';

    const answer = await store({ token: TOKEN }, key);

    expect(answer).toEqual({ status: 200, body: { said: "Stored." } });
    expect(typed).toMatchObject([{ pass: { token: TOKEN }, text: key }]);
    expect(typed[0]?.bytes.every((byte) => byte === 0)).toBe(true);
  });

  it("hands on what Telegram signed, and the question it was opened for", async () => {
    const { store, typed } = anIntake();
    const pass = { initData: "user=%7B%7D&hash=00", question: "q" };

    await store(pass);

    expect(typed).toMatchObject([{ pass }]);
  });

  it.each([
    ["wrong", 422],
    ["closed", 410],
    ["busy", 429],
  ] as const)("that comes out %s says why with %i", async (kind, status) => {
    const { store, next } = anIntake();
    next.push({ kind, said: "A sentence." });

    expect(await store({ token: TOKEN })).toEqual({ status, body: { said: "A sentence." } });
  });

  it.each([
    ["no pass", "{}\nkey"],
    ["an empty body", ""],
    ["no JSON", "token\nkey"],
    ["a token of another form", `{"token":"../../x"}\nkey`],
    ["a pass of two kinds", `{"token":"${TOKEN}","initData":"a=b"}\nkey`],
    ["a pass that names a person", `{"token":"${TOKEN}","userId":7}\nkey`],
    ["init data that is too long", `{"initData":"${"a".repeat(5000)}"}\nkey`],
    ["a pass line that is too long", `${" ".repeat(9000)}{"token":"${TOKEN}"}\nkey`],
    ["no key", `{"token":"${TOKEN}"}`],
    ["a list", `["${TOKEN}"]\nkey`],
  ])("with %s reaches nobody", async (_, body) => {
    const { post, typed } = anIntake();

    const answer = await post("key", body);

    expect(answer).toEqual({ status: 410, body: { said: pageWords.closed } });
    expect(typed).toEqual([]);
  });

  it("for a question that is not open is told so, whatever is wrong with it", async () => {
    const { post } = anIntake();
    const closed = { status: 410, body: { said: pageWords.closed } };

    expect(await post("look", JSON.stringify({ token: "x".repeat(43) }))).toEqual(closed);
    expect(await post("look", JSON.stringify({ initData: "hash=00" }))).toEqual(closed);
    expect(await post("look", "rubbish")).toEqual(closed);
  });

  it("takes no body above its size, told or not", async () => {
    const { post, store, typed } = anIntake();
    const large = `${JSON.stringify({ token: TOKEN })}\n${"k".repeat(25 * 1024)}`;

    expect((await store({ token: TOKEN }, "k".repeat(16 * 1024))).status).toBe(200);
    expect((await post("key", large)).status).toBe(413);
    const told = { "content-length": String(large.length) };
    expect((await post("key", large, told)).status).toBe(413);
    expect(typed).toHaveLength(1);
  });

  it.each(["text/plain", "application/json", "application/x-www-form-urlencoded", ""])(
    "is refused as %j, which a form of another site could send",
    async (type) => {
      const { post, typed } = anIntake();

      const body = `${JSON.stringify({ token: TOKEN })}\n${KEY}`;
      expect((await post("key", body, { "content-type": type })).status).toBe(415);
      expect(typed).toEqual([]);
    },
  );

  it.each(["GET", "PUT", "DELETE", "PATCH"])("is no %s", async (method) => {
    const { web, typed } = anIntake();

    expect((await web.request("/intake/key", { method })).status).toBe(404);
    expect((await web.request("/intake/look", { method })).status).toBe(404);
    expect(typed).toEqual([]);
  });

  it("is turned away after 60 in a minute, for one caller alone", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const { post } = anIntake();
    const look = JSON.stringify({ token: TOKEN });
    for (let count = 0; count < 60; count += 1) await post("look", look);

    expect((await post("look", look)).status).toBe(429);
    vi.setSystemTime(Date.now() + 60_000);
    expect((await post("look", look)).status).toBe(200);
  });

  it("waits while the bot is not built", async () => {
    const { post } = anIntake({ built: false });

    const answer = await post("look", JSON.stringify({ token: TOKEN }));

    expect(answer).toEqual({ status: 503, body: { said: pageWords.later } });
  });

  it("leaves neither key nor token in the log when something breaks", async () => {
    const { next, web, typed, lines } = anIntake();
    next.push(new Error("a bug"));

    const answer = await web.request("/intake/key", {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: `${JSON.stringify({ token: TOKEN })}\n${KEY}`,
    });

    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe("something went wrong here\n");
    expect(lines.join("")).toContain("a web route failed");
    expect(lines.join("")).not.toMatch(new RegExp(`${KEY}|${TOKEN}`));
    expect(typed[0]?.bytes.every((byte) => byte === 0)).toBe(true);
  });
});

it("does not start with a page whose words are missing", () => {
  const words = Object.fromEntries(Object.entries(pageWords).filter(([name]) => name !== "title"));
  const port = () => null;

  expect(() =>
    createIntake({
      port,
      words: words as typeof pageWords,
      frameAncestors: "'none'",
    }),
  ).toThrow("no word for title");
});
