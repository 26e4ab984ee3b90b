import { createSecretKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { VaultError } from "../../src/domain/errors.ts";
import { Secret } from "../../src/domain/secret.ts";
import { createLog, type Log } from "../../src/kit/log.ts";

const WORDS = "hidden secret words";

function aLog(known: readonly string[] = []) {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) }, known);
  const written = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log, written, text: () => lines.join("") };
}

describe("the log", () => {
  it("writes one line of JSON with the time, the fields and the words", () => {
    const { log, text, written } = aLog();

    log.warn({ launch: "b7k2m9x4q3wz", tries: 2 }, "answer lost");
    log.info("started");

    expect(text()).toMatch(/^\{.*\}\n\{.*\}\n$/);
    expect(written()).toMatchObject([
      { level: 40, launch: "b7k2m9x4q3wz", tries: 2, msg: "answer lost" },
      { level: 30, msg: "started" },
    ]);
    expect(written()[0]?.["time"]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it("prints no secret in any place of the fields", () => {
    const { log, text, written } = aLog();
    const secret = new Secret(Buffer.from(WORDS));
    const bytes = secret.expose();

    log.info(
      { secret, list: [secret, { deep: { secret } }], bytes, view: Uint8Array.from(bytes) },
      "x",
    );
    log.info({ key: createSecretKey(Buffer.alloc(32, WORDS)), map: new Map([["a", WORDS]]) }, "x");

    expect(text()).not.toContain(WORDS);
    expect(text()).not.toContain([...bytes].slice(0, 5).join(","));
    expect(written()).toMatchObject([
      { secret: "[hidden]", list: ["[secret]", { deep: { secret: "[hidden]" } }] },
      { map: "[map]" },
    ]);
    expect(written()[0]).toMatchObject({ bytes: "[19 bytes]", view: "[19 bytes]" });
  });

  it("describes an error under any name, at any depth", () => {
    const { log, written, text } = aLog();
    const foreign = Object.assign(new (class Foreign extends Error {})(WORDS), { payload: WORDS });

    log.error({ error: new VaultError("a box"), err: foreign, nested: { why: [foreign] } }, "x");

    expect(written()).toMatchObject([
      { error: { name: "VaultError", message: "a box" }, err: { name: "Error" }, msg: "x" },
    ]);
    expect(text()).not.toMatch(/"stack"|payload/);
  });

  it("never takes an error's message for its words, nor fills anything in", () => {
    const { log, text, written } = aLog();
    const careless = log as unknown as Record<keyof Log, (...args: unknown[]) => void>;
    const foreign = new SyntaxError(WORDS);

    careless.error(foreign);
    careless.error({ err: foreign });
    careless.error("failed: %s %o", WORDS, { payload: WORDS });
    careless.error({ fields: 1 }, "failed: %s", WORDS);

    expect(text()).not.toContain(WORDS);
    expect(written()).toHaveLength(4);
    expect(written()[0]).toMatchObject({ error: { name: "SyntaxError" } });
  });

  it("prints an instance of a class as the class's name: contexts and requests say too much", () => {
    class Context {
      readonly token = WORDS;
      readonly self = this;
    }
    const { log, written } = aLog();

    log.info({ context: new Context(), at: new URL("https://host/x?a=b") }, "x");

    expect(written()).toMatchObject([{ context: "[context]", at: "[url]" }]);
  });

  it("keeps amounts exact and survives a circle", () => {
    const { log, written } = aLog();
    const circle: Record<string, unknown> = { lamports: 9_007_199_254_740_993n };
    circle["self"] = circle;

    log.info(circle, "x");

    expect(written()).toMatchObject([{ lamports: "9007199254740993" }]);
  });

  it("scrubs words and fields at the sink, and the settings it was told of", () => {
    const { log, text } = aLog(["correct-horse"]);

    log.info({ url: `https://api.telegram.org/bot123456789:${"x".repeat(35)}/getMe` }, "x");
    log.info({ body: JSON.stringify({ api_key: WORDS }) }, "x");
    log.info(`S3 said: correct-horse is wrong`);

    expect(text()).not.toMatch(/xxx|hidden secret|correct-horse/);
  });

  it("is silent when told so", () => {
    const lines: string[] = [];
    const log = createLog("silent", { write: (line) => void lines.push(line) });

    log.error("nobody hears this");

    expect(lines).toEqual([]);
  });
});
