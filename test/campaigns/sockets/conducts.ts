import { gzipSync } from "node:zlib";
import type { Clock } from "../../../src/kit/clock.ts";
import { httpAnswer, type Conduct, type Line } from "../../support/a-tcp-server.ts";

/** Says this to a whole request, and then nothing. */
export const says = (text: string | Buffer): Conduct => ({
  whole: ({ socket }) => void socket.write(text),
});

/** Says this to a whole request, and then ends the connection with FIN. */
export const saysAndEnds = (text: string | Buffer): Conduct => ({
  whole: ({ socket }) => void socket.end(text),
});

/** Says this to a whole request, and then breaks the connection off with RST. */
export const saysAndResets = (text: string | Buffer): Conduct => ({
  whole: (line) => void line.socket.write(text, () => line.reset()),
});

/** Does this once, as soon as this many bytes of a request that is not whole are there. */
export function onceAt(bytes: number, act: (line: Line) => void): Conduct {
  const done = new WeakSet<Line>();
  return {
    piece(line) {
      if (done.has(line) || line.unread().length < bytes) return;
      done.add(line);
      act(line);
    },
  };
}

/** Begins an answer to a whole request and goes on with this byte each second, for ever. */
export const dripping = (clock: Clock, begin: string, byte: string): Conduct => ({
  whole({ socket }) {
    socket.write(begin);
    const drip = () => {
      if (!socket.writable) return;
      socket.write(byte);
      clock.after(1_000, drip);
    };
    drip();
  },
});

export const chunked = (body: string, end = "0\r\n\r\n"): string =>
  "HTTP/1.1 200 X\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n" +
  `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n${end}`;

/** An answer that ends where the connection ends. */
export const untilTheEnd = (body: string, version = "1.1"): string =>
  `HTTP/${version} 200 X\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n${body}`;

/** An answer with exactly these headers. */
export const withHeaders = (headers: readonly string[], body: string, status = 200): string =>
  `HTTP/1.1 ${status} X\r\n${headers.map((header) => `${header}\r\n`).join("")}\r\n${body}`;

export const page = (status: number): string =>
  httpAnswer(status, `<html><body>${status}</body></html>`, "text/html");

export const redirect = (status: number, to: string): string =>
  withHeaders([`location: ${to}`, "content-length: 0"], "", status);

export function gzipped(body: string): Buffer {
  const bytes = gzipSync(body);
  const head = withHeaders(["content-encoding: gzip", `content-length: ${bytes.length}`], "");
  return Buffer.concat([Buffer.from(head), bytes]);
}
