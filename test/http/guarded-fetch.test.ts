import { describe, expect, it, onTestFinished } from "vitest";
import { OPEN_INTERNET, type Guard } from "../../src/http/guarded-connect.ts";
import { createGuardedFetch, FetchError } from "../../src/http/guarded-fetch.ts";
import { aCertificate } from "../support/a-certificate.ts";
import { aClock } from "../support/a-clock.ts";
import { httpAnswer, startTcpServer, type Conduct } from "../support/a-tcp-server.ts";

const CERTIFICATE = aCertificate({ name: "moss.test" });

/** A server on this machine, and the guard of the program with one hole: this very server. */
async function aSite(whole: NonNullable<Conduct["whole"]>, part: Partial<Guard> = {}) {
  const left: Promise<void>[] = [];
  const ready: NonNullable<Conduct["ready"]> = ({ socket }) => {
    left.push(new Promise((resolve) => socket.on("close", () => resolve())));
  };
  const server = await startTcpServer({ whole, ready }, CERTIFICATE);
  onTestFinished(() => server.close());
  const clock = aClock();
  const guard: Guard = {
    mayReach: (address, port) =>
      (address === "127.0.0.1" && port === server.port) || OPEN_INTERNET.mayReach(address, port),
    resolve: async () => ["127.0.0.1"],
    ca: CERTIFICATE.cert,
    ...part,
  };
  const fetch = createGuardedFetch({ clock, guard, maxBytes: 1_000 });
  return { server, clock, fetch, left, url: `https://moss.test:${server.port}` };
}

const answering = (text: string): NonNullable<Conduct["whole"]> => {
  return ({ socket }) => void socket.write(text);
};

const redirect = (to: string) =>
  `HTTP/1.1 302 Found\r\nlocation: ${to}\r\ncontent-length: 0\r\n\r\n`;

async function failure(fetched: Promise<Buffer>): Promise<unknown> {
  try {
    await fetched;
    return null;
  } catch (error) {
    return error instanceof FetchError ? error.why : error;
  }
}

describe("what a link points at", () => {
  it("is loaded without a word about who asks", async () => {
    const { fetch, server, url } = await aSite(answering(httpAnswer(200, "PNG", "text/html")));

    expect((await fetch(`${url}/moss.png?v=1#top`)).toString()).toBe("PNG");

    expect(server.received).toMatchObject([{ method: "GET", path: "/moss.png?v=1" }]);
    expect(server.received[0]?.head).not.toMatch(/cookie|referer|authorization|accept-language/i);
  });

  it("is followed over three redirects, and no further", async () => {
    const { fetch, server, url } = await aSite(({ socket }, { path }) => {
      const left = Number(path.slice(1));
      socket.write(left === 0 ? httpAnswer(200, "PNG") : redirect(`/${left - 1}`));
    });

    expect((await fetch(`${url}/3`)).toString()).toBe("PNG");
    expect(await failure(fetch(`${url}/4`))).toBe("redirects");

    expect(server.received.map(({ path }) => path)).toEqual(
      ["/3", "/2", "/1", "/0"].concat(["/4", "/3", "/2", "/1"]),
    );
  });

  it.each([301, 204, 206, 304, 401, 404, 500])("is not taken from an answer %i", async (status) => {
    const { fetch, url } = await aSite(
      answering(`HTTP/1.1 ${status} X\r\ncontent-length: 0\r\n\r\n`),
    );

    expect(await failure(fetch(url))).toBe("answer");
  });

  it.each(["302 Found\r\nlocation: /3", "404 Not Found"])(
    "is not waited for when the answer is %s and its body has no end",
    async (head) => {
      const { fetch, url, left } = await aSite(
        answering(`HTTP/1.1 ${head}\r\ncontent-length: 9999\r\n\r\nbegun`),
      );

      expect(await failure(fetch(url))).toBe(head.startsWith("302") ? "redirects" : "answer");

      await Promise.all(left);
    },
  );

  it("is cut off when it is too large, whatever its length says", async () => {
    const chunk = `3e8\r\n${"x".repeat(1_000)}\r\n`;
    const head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    const { fetch, url, left } = await aSite(({ socket }) => {
      socket.write(head + chunk);
      // Without an end: whoever waits for it waits for ever.
      socket.write(chunk);
    });

    expect(await failure(fetch(url))).toBe("too-large");

    await Promise.all(left);
    expect(left).toHaveLength(1);
  });

  it.each([
    ["says nothing", ""],
    ["begins and stops", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nx"],
    ["never ends its head", "HTTP/1.1 200 OK\r\nx: "],
  ])("is given up when its time is over and it %s", async (_, text) => {
    const { fetch, url, server, left, clock } = await aSite(answering(text));

    const fetched = failure(fetch(url));
    await server.arrived(1);
    await clock.advance(10_000);

    expect(await fetched).toBe("late");
    await Promise.all(left);
    expect(left).toHaveLength(1);
    expect(clock.waiting()).toBe(0);
  });

  it("is given up when nobody tells its address in time", async () => {
    const { fetch, url, clock } = await aSite(answering(httpAnswer(200, "PNG")), {
      resolve: () => new Promise(() => undefined),
    });

    const fetched = failure(fetch(url));
    await clock.advance(10_000);

    expect(await fetched).toBe("late");
  });

  it("is not taken from a server whose certificate nobody trusts", async () => {
    const { fetch, url, server } = await aSite(answering(httpAnswer(200, "PNG")), { ca: null });

    expect(await failure(fetch(url))).toBe("unreachable");
    expect(server.received).toEqual([]);
  });
});

describe("a link into the inside", () => {
  const INNER = [
    ...["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1"],
    ...[
      "017700000001",
      "127.0.0.1.",
      "127.255.255.254",
      "①②⑦.⓪.⓪.①",
      "127。0。0。1",
      "%31%32%37.0.0.1",
    ],
    ...[
      "0",
      "0.0.0.0",
      "0x0",
      "10.0.0.1",
      "0xa.1",
      "10.255.255.255",
      "172.16.0.1",
      "172.31.255.254",
    ],
    ...["192.168.1.1", "192.168.257", "0xc0a80101", "3232235777", "169.254.169.254", "2852039166"],
    ...["0xa9fea9fe", "0251.0376.0251.0376", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1"],
    ...[
      "224.0.0.1",
      "240.0.0.1",
      "255.255.255.255",
      "4294967295",
      "[::]",
      "[::1]",
      "[0:0:0:0:0:0:0:1]",
    ],
    ...["[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:a9fe:a9fe]"],
    ...["[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:1:2:3:4:80ff:fffe]", "[2001:db8::1]"],
    ...["[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fec0::1]", "[ff02::1]"],
  ];

  it.each(INNER)("is refused as https://%s, before anything connects", async (host) => {
    const fetch = createGuardedFetch();

    expect(await failure(fetch(`https://${host}/moss.png`))).toBe("not-public");
  });

  it("knows more than forty spellings", () => {
    expect(new Set(INNER).size).toBeGreaterThan(40);
  });

  it.each([
    [["127.0.0.1"]],
    [["::1"]],
    [["169.254.169.254"]],
    [["93.184.216.34", "10.0.0.7"]],
    [["::ffff:192.168.0.1"]],
    [[]],
  ])("is refused when a name stands for %j", async (addresses) => {
    const fetch = createGuardedFetch({
      guard: { ...OPEN_INTERNET, resolve: async () => addresses },
    });

    expect(await failure(fetch("https://moss.test/moss.png"))).toBe("not-public");
  });

  it("is refused on another port of an open host", async () => {
    const fetch = createGuardedFetch();

    expect(await failure(fetch("https://1.1.1.1:22/"))).toBe("not-public");
    expect(await failure(fetch("https://1.1.1.1:80/"))).toBe("not-public");
  });

  it.each([
    ["http://moss.test/moss.png"],
    ["file:///etc/passwd"],
    ["data:image/png;base64,AA=="],
    ["ftp://moss.test/moss.png"],
    ["https://user:word@moss.test/"],
    ["https://"],
    ["moss"],
  ])("is refused for its form: %s", async (url) => {
    expect(await failure(createGuardedFetch()(url))).toBe("form");
  });

  it.each([
    ["https://127.0.0.1/", "not-public"],
    ["https://[::1]/", "not-public"],
    ["//169.254.169.254/latest/meta-data", "not-public"],
    ["https://2130706433/", "not-public"],
    ["http://moss.test/", "form"],
    ["file:///etc/passwd", "form"],
    ["https://user:word@moss.test/", "form"],
  ])("is refused when a redirect leads to %s", async (to, why) => {
    const { fetch, url, server } = await aSite(answering(redirect(to)));

    expect(await failure(fetch(url))).toBe(why);
    expect(server.received).toHaveLength(1);
  });

  it("is refused when the name changes what it stands for between two hops", async () => {
    const stands = [["127.0.0.1"], ["10.0.0.7"]];
    const { fetch, url, server } = await aSite(answering(redirect("/again")), {
      resolve: async () => stands.shift() ?? [],
    });

    expect(await failure(fetch(url))).toBe("not-public");
    expect(server.received).toHaveLength(1);
  });

  it("is looked up once a hop: what was checked is what is connected to", async () => {
    let asked = 0;
    const { fetch, url } = await aSite(answering(httpAnswer(200, "PNG")), {
      resolve: async () => (asked++ === 0 ? ["127.0.0.1"] : ["10.0.0.7"]),
    });

    await fetch(url);

    expect(asked).toBe(1);
  });

  it("gets no request when the peer turns out to be another than was allowed", async () => {
    const allowed = [true, false];
    const { fetch, url, server } = await aSite(answering(httpAnswer(200, "PNG")), {
      mayReach: () => allowed.shift() ?? false,
    });

    expect(await failure(fetch(url))).toBe("not-public");
    expect(server.connections()).toBe(1);
    expect(server.received).toEqual([]);
  });
});
