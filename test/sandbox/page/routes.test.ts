import { describe, expect, it } from "vitest";
import { createPage } from "../../../src/sandbox/page/page.ts";
import { createTelegramSim } from "../../../src/sandbox/telegram/world.ts";
import { aProvider, BANNER } from "./a-sandbox.ts";

const HOST = "127.0.0.1:8787";

interface Asked {
  readonly method?: string;
  readonly body?: string | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The page's routes without a socket, asked as its own browser would unless a test says otherwise. */
function aPage() {
  const telegram = createTelegramSim({});
  const { id: ada } = telegram.addPerson({ firstName: "Ada" });
  const provider = aProvider();
  const page = createPage({ telegram, providers: [provider], banner: BANNER });
  const ask = async (path: string, { headers, ...asked }: Asked = {}) =>
    page.request(`http://${HOST}${path}`, {
      ...asked,
      headers: { host: HOST, origin: `http://${HOST}`, ...headers },
    });
  const post = (path: string, fields: object, headers: Asked["headers"] = {}) =>
    ask(path, { method: "POST", body: JSON.stringify(fields), headers });
  return { telegram, provider, page, ada, ask, post };
}

describe("the chat page's routes", () => {
  it("lets the page load nothing but its own files", async () => {
    const { ask } = aPage();

    const answer = await ask("/");

    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(answer.status).toBe(200);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(await answer.text()).not.toMatch(/(src|href)="(?!\/page\/)/);
  });

  it("serves every file that the page names, and nothing beside them", async () => {
    const { ask } = aPage();
    const html = await (await ask("/")).text();
    const named = [...html.matchAll(/"(\/page\/[^"]+)"/g)].map((match) => match[1] ?? "");

    const answers = await Promise.all(named.map((path) => ask(path)));

    expect(answers.map(({ status }) => status)).toEqual(named.map(() => 200));
    expect((await ask("/page/..%2fpage.ts")).status).toBe(404);
  });

  it.each([
    ["another origin", { origin: "https://evil.example" }],
    ["an opaque origin", { origin: "null" }],
    ["another port of this machine", { origin: "http://127.0.0.1:9999" }],
    ["a name that somebody bound to loopback", { host: "evil.example:8787" }],
  ])("refuses %s", async (_who, headers) => {
    const { post, ada, telegram } = aPage();

    const answer = await post("/api/say", { person: ada, text: "launch!" }, headers);

    expect(answer.status).toBe(403);
    expect(telegram.messages(ada)).toEqual([]);
  });

  it("refuses to change anything for a request that does not say where it comes from", async () => {
    const { page, ada } = aPage();

    const answer = await page.request(`http://${HOST}/api/say`, {
      method: "POST",
      headers: { host: HOST },
      body: JSON.stringify({ person: ada, text: "launch!" }),
    });

    expect(answer.status).toBe(403);
  });

  it("shows no other site what was said", async () => {
    const { page } = aPage();

    const answer = await page.request(`http://${HOST}/api/state`, {
      headers: { host: HOST, "sec-fetch-site": "cross-site" },
    });

    expect(answer.status).toBe(403);
  });

  it("says something in a person's name", async () => {
    const { post, ada, telegram } = aPage();

    const answer = await post("/api/say", { person: ada, text: " hello " });

    expect(answer.status).toBe(200);
    expect(telegram.messages(ada)).toMatchObject([{ text: "hello", from: { name: "Ada" } }]);
  });

  it.each([
    ["no JSON", "{"],
    ["no text", JSON.stringify({ person: 1, text: "  " })],
    ["a field that it does not know", JSON.stringify({ person: 1, text: "a", admin: true })],
  ])("does not understand %s", async (_what, body) => {
    const { ask } = aPage();

    const answer = await ask("/api/say", { method: "POST", body });

    expect(answer.status).toBe(400);
  });

  it("passes on why Telegram's client would not do it", async () => {
    const { post, ada } = aPage();

    const answer = await post("/api/press", { person: ada, messageId: 1, data: "x" });

    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("there is no message 1");
  });

  it("reads no body that is larger than anything a client sends", async () => {
    const { post, ada } = aPage();

    const answer = await post("/api/say", { person: ada, text: "a".repeat(70_000) });

    expect(answer.status).toBe(413);
  });

  it("hands out what is no picture only as a download, since it could be a page", async () => {
    const { ask, ada, telegram } = aPage();
    const form = new FormData();
    form.set("person", String(ada));
    form.set("file", new File(["<script>alert(1)</script>"], "a.html", { type: "text/html" }));
    await ask("/api/document", { method: "POST", body: form });
    const fileId = telegram.messages(ada)[0]?.document?.fileId ?? "";

    const answer = await ask(`/api/file/${fileId}`);

    expect(await answer.text()).toBe("<script>alert(1)</script>");
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition")).toBe("attachment");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("streams what happens, numbered, after a hello", async () => {
    const { ask, ada, telegram } = aPage();
    const stream = (await ask("/api/events")).body?.pipeThrough(new TextDecoderStream());
    const reader = stream?.getReader();

    const hello = await reader?.read();
    telegram.say(ada, "hello");
    const message = await reader?.read();
    await reader?.cancel();

    expect(hello?.value).toContain("event: hello");
    expect(message?.value).toContain('"type":"message"');
    expect(message?.value).toContain("id: 1");
  });

  it("tells in the state which events are already in it", async () => {
    const { ask, ada, telegram } = aPage();
    telegram.say(ada, "hello");

    const state: unknown = await (await ask(`/api/state?person=${ada}`)).json();

    expect(state).toMatchObject({ eventId: 1, person: ada, messages: [{ text: "hello" }] });
  });

  it("turns faults on and off, one or all", async () => {
    const { post, provider } = aPage();
    const turn = (fields: object) => post("/api/faults", { provider: "blowfish", ...fields });

    await turn({ fault: "lost", on: true });
    await turn({ fault: "late", on: true });
    await turn({ fault: "lost", on: false });
    const one = provider.faults.active();
    await turn({ on: false });

    expect(one).toEqual(["late"]);
    expect(provider.faults.active()).toEqual([]);
    expect((await turn({ fault: "unheard of", on: true })).status).toBe(409);
  });
});
