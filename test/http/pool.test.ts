import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { CallError } from "../../src/domain/errors.ts";
import { createWires, type WiresOptions } from "../../src/http/pool.ts";
import type { WireRequest } from "../../src/http/wire.ts";
import { aClock } from "../support/a-clock.ts";
import { aTcpServer, httpAnswer } from "../support/a-tcp-server.ts";

const launch: WireRequest = {
  method: "POST",
  path: "/submit",
  body: Buffer.from('{"a":1}'),
  timeoutMs: 1_000,
};
const ping: WireRequest = { method: "GET", path: "/ping", timeoutMs: 1_000 };

function wiresFor(options: WiresOptions = {}) {
  const wires = createWires({ clock: aClock(), ...options });
  onTestFinished(() => wires.close());
  return wires;
}

async function failure(call: Promise<unknown>): Promise<CallError> {
  const error: unknown = await call.then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(CallError);
  return error as CallError;
}

describe("a request that gets an answer", () => {
  it("hands on status, content type and text, whatever the status", async () => {
    const statuses = [200, 307, 400, 401, 429, 500, 504];
    const server = await aTcpServer((socket, _request, number) => {
      const type = number === 5 ? "Text/HTML; charset=UTF-8" : "application/json";
      socket.write(httpAnswer(statuses[number - 1] ?? 200, `{"n":${number}}`, type));
    });
    const wire = wiresFor().to(server.base);

    const answers = [];
    while (answers.length < statuses.length) answers.push(await wire.send(launch));

    expect(answers.map((answer) => answer.status)).toEqual(statuses);
    expect(answers[0]).toEqual({ status: 200, contentType: "application/json", text: '{"n":1}' });
    expect(answers[4]?.contentType).toBe("text/html");
    expect(server.received).toHaveLength(statuses.length);
  });

  it("is told of when its last byte was taken, once, and before its answer", async () => {
    const heard: string[] = [];
    const server = await aTcpServer((socket) => {
      heard.push("arrived");
      socket.write(httpAnswer(200, "{}"));
    });
    const wire = wiresFor().to(server.base);

    for (const at of [1, 2]) {
      await wire.send({ ...launch, sent: () => void heard.push(`sent ${at}`) });
      heard.push("answered");
    }

    expect(heard).toEqual(["sent 1", "arrived", "answered", "sent 2", "arrived", "answered"]);
  });

  it("sends path, headers and body below the base as they are", async () => {
    const server = await aTcpServer((socket) => socket.write(httpAnswer(200, "{}")));
    const wire = wiresFor().to(`${server.base}/deploy/`);

    await wire.send({ ...launch, headers: { authorization: "Bearer dummy" } });

    expect(server.received[0]).toMatchObject({
      method: "POST",
      path: "/deploy/submit",
      body: '{"a":1}',
    });
    expect(server.received[0]?.head).toContain("authorization: Bearer dummy");
  });
});

describe("an answer", () => {
  const whole = 256 * 1024;

  it("is taken up to 256 KiB", async () => {
    const server = await aTcpServer((socket) => socket.write(httpAnswer(200, "x".repeat(whole))));

    const answer = await wiresFor().to(server.base).send(launch);

    expect(answer.text).toHaveLength(whole);
  });

  it.each([
    ["is announced", (text: string) => httpAnswer(200, text)],
    [
      "comes piece by piece",
      (text: string) =>
        `HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`,
    ],
  ])("is unclear when more %s", async (_how, answer) => {
    const server = await aTcpServer((socket) => socket.write(answer("x".repeat(whole + 1))));

    const error = await failure(wiresFor().to(server.base).send(launch));

    expect(error).toMatchObject({ fate: "unclear", reason: { code: "unreadable-answer" } });
  });
});

describe("what is sent with a request stays at its origin", () => {
  const secret: WireRequest = { ...launch, headers: { authorization: "Bearer dummy" } };
  const somewhereElse = () => aTcpServer((socket) => socket.write(httpAnswer(200, "{}")));

  it.each([301, 302, 303, 307, 308])("when it answers %d with another place", async (status) => {
    const other = await somewhereElse();
    const own = await aTcpServer((socket) =>
      socket.write(
        `HTTP/1.1 ${status} X\r\nlocation: ${other.base}/submit\r\ncontent-length: 0\r\n\r\n`,
      ),
    );

    const answer = await wiresFor().to(own.base).send(secret);

    expect(answer.status).toBe(status);
    expect(own.received).toHaveLength(1);
    expect(other.connections()).toBe(0);
  });

  it.each(["//HOST/x", "/../../HOST", "/\\HOST/x", "/@HOST/x"])(
    "when the path is %s",
    async (form) => {
      const other = await somewhereElse();
      const own = await aTcpServer((socket) => socket.write(httpAnswer(200, "{}")));
      const path = form.replace("HOST", `127.0.0.1:${other.port}`);

      await wiresFor()
        .to(own.base)
        .send({ ...secret, path });

      expect(own.received[0]?.head).toContain(`host: 127.0.0.1:${own.port}`);
      expect(other.connections()).toBe(0);
    },
  );

  it("when the path is a whole address", async () => {
    const other = await somewhereElse();
    const own = await aTcpServer((socket) => socket.write(httpAnswer(200, "{}")));

    await wiresFor()
      .to(own.base)
      .send({ ...secret, path: `${other.base}/x` })
      .catch(() => undefined);

    expect(other.connections()).toBe(0);
  });
});

describe("a request that provably never left", () => {
  it("is unsent, with the code of the connection as its cause", async () => {
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as { port: number };
    gone.close();

    const error = await failure(wiresFor().to(`http://127.0.0.1:${port}`).send(launch));

    expect(error).toMatchObject({ fate: "unsent", reason: { code: "unreachable", said: null } });
    expect((error.cause as Error).message).toBe("ECONNREFUSED");
  });

  it("is unsent when its time runs out while it waits for a connection, and is not sent later", async () => {
    const clock = aClock();
    const held: Socket[] = [];
    const server = await aTcpServer((socket) => held.push(socket));
    const wire = wiresFor({ clock, connections: 1 }).to(server.base);
    const first = wire.send({ ...launch, path: "/first", timeoutMs: 60_000 });
    await server.arrived(1);

    const second = failure(wire.send({ ...launch, path: "/second" }));
    await clock.advance(1_000);

    expect(await second).toMatchObject({ fate: "unsent", reason: { code: "unreachable" } });
    held[0]?.write(httpAnswer(200, "{}"));
    await first;
    const third = wire.send({ ...launch, path: "/third" });
    await server.arrived(2);
    held.at(-1)?.write(httpAnswer(200, "{}"));
    await third;
    expect(server.received.map((request) => request.path)).toEqual(["/first", "/third"]);
  });
});

// All the ways to lose one: test/campaigns/sockets.
describe("a request whose answer was lost", () => {
  it("names no host, port or path in the error", async () => {
    const server = await aTcpServer((socket) => socket.resetAndDestroy());

    const error = await failure(wiresFor().to(server.base).send(launch));

    expect(`${error.message} ${(error.cause as Error).message}`).toBe(
      "call unclear: no-answer ECONNRESET",
    );
  });
});

describe("warm connections", () => {
  it("uses one connection again and again, and counts the launch that found none", async () => {
    const server = await aTcpServer((socket) => socket.write(httpAnswer(200, "{}")));
    const wires = wiresFor();

    for (let sent = 0; sent < 5; sent++) await wires.to(server.base).send(launch);

    expect(server.connections()).toBe(1);
    expect(wires.warmth(server.base).coldLaunches).toBe(1);
  });

  it("keeps a second connection warm, so that a launch never meets a ping", async () => {
    const held: Socket[] = [];
    const server = await aTcpServer((socket, request, number) => {
      if (request.method === "GET" && number === 3) held.push(socket);
      else socket.write(httpAnswer(200, "ok"));
    });
    const wire = wiresFor().to(server.base);
    await wire.send(ping);
    await wire.send(ping);
    const slow = wire.send(ping);
    await server.arrived(3);
    expect(server.connections()).toBe(2);

    await wire.send(launch);

    expect(server.connections()).toBe(2);
    held[0]?.write(httpAnswer(200, "ok"));
    await slow;
  });

  it("opens no more connections to an origin than allowed", async () => {
    const server = await aTcpServer((socket) => socket.write(httpAnswer(200, "{}")));
    const wire = wiresFor({ connections: 2 }).to(server.base);

    await Promise.all(Array.from({ length: 6 }, () => wire.send(launch)));

    expect(server.connections()).toBe(2);
    expect(server.received).toHaveLength(6);
  });

  it("goes on over a new connection after the server closed an idle one", async () => {
    const sockets: Socket[] = [];
    const server = await aTcpServer((socket) => {
      sockets.push(socket);
      socket.write(httpAnswer(200, "{}"));
    });
    const wire = wiresFor().to(server.base);
    await wire.send(launch);
    await Promise.all(sockets.map((socket) => once(socket.end(), "close")));

    const answer = await wire.send(launch);

    expect(answer.status).toBe(200);
    expect(server.received).toHaveLength(2);
  });
});
