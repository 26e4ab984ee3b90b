import { httpAnswer } from "../../support/a-tcp-server.ts";
import type { Case } from "./case.ts";
import {
  chunked,
  dripping,
  gzipped,
  onceAt,
  page,
  redirect,
  says,
  saysAndEnds,
  saysAndResets,
  untilTheEnd,
  withHeaders,
} from "./conducts.ts";

const JSON_HEAD = "HTTP/1.1 200 X\r\ncontent-type: application/json\r\n";
const TEN_MB = "x".repeat(10 * 1024 * 1024);

const noAnswer = { end: "unclear", code: "no-answer" } as const;
const unreadable = { end: "unclear", code: "unreadable-answer" } as const;

/** The request may have been read and no whole answer came back. */
export const NO_ANSWER: readonly Case[] = [
  {
    name: "resets the connection when it has the whole request",
    conduct: () => ({ whole: (line) => line.reset() }),
    ...noAnswer,
  },
  {
    name: "ends the connection when it has the whole request",
    conduct: () => ({ whole: ({ socket }) => void socket.end() }),
    ...noAnswer,
  },
  { name: "has the whole request and says nothing", silent: true, ...noAnswer },
  {
    name: "resets the connection when it has half of a large request",
    large: true,
    conduct: () => onceAt(1 << 19, (line) => line.reset()),
    ...noAnswer,
  },
  {
    name: "resets the connection at the first bytes of a large request",
    large: true,
    conduct: () => onceAt(1, (line) => line.reset()),
    ...noAnswer,
  },
  {
    name: "ends the connection at the first bytes of a large request",
    large: true,
    conduct: () => onceAt(1, ({ socket }) => void socket.end()),
    ...noAnswer,
  },
  {
    name: "stops reading in the middle of a large request",
    large: true,
    silent: true,
    conduct: () => onceAt(1, ({ socket }) => void socket.pause()),
    ...noAnswer,
  },
  {
    name: "ends the connection in a status line",
    conduct: () => saysAndEnds("HTTP/1.1 20"),
    ...noAnswer,
  },
  { name: "ends the connection in a head", conduct: () => saysAndEnds(JSON_HEAD), ...noAnswer },
  { name: "resets the connection in a head", conduct: () => saysAndResets(JSON_HEAD), ...noAnswer },
  { name: "falls silent in a head", silent: true, conduct: () => says(JSON_HEAD), ...noAnswer },
  {
    name: "falls silent in a body",
    silent: true,
    conduct: ({ done }) => says(httpAnswer(200, done).slice(0, -9)),
    ...noAnswer,
  },
  {
    name: "sends a head at one byte a second",
    silent: true,
    conduct: (_side, clock) => dripping(clock, `${JSON_HEAD}x-drip: `, "x"),
    ...noAnswer,
  },
  {
    name: "sends a body at one byte a second",
    silent: true,
    conduct: (_side, clock) => dripping(clock, `${JSON_HEAD}content-length: 4000\r\n\r\n`, " "),
    ...noAnswer,
  },
  {
    name: "falls silent before the last chunk of a whole body",
    silent: true,
    conduct: ({ done }) => says(chunked(done, "")),
    ...noAnswer,
  },
  {
    name: "asks for more with 100 and says nothing else",
    conduct: () => says("HTTP/1.1 100 Continue\r\n\r\n"),
    ...noAnswer,
  },
  {
    name: "asks for more with 100 where nobody offered to wait, and answers then",
    conduct: ({ done }) => says(`HTTP/1.1 100 Continue\r\n\r\n${httpAnswer(200, done)}`),
    ...noAnswer,
  },
  {
    name: "hints at an answer with 103 and resets the connection",
    conduct: () => saysAndResets("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
    ...noAnswer,
  },
  {
    name: "hints at an answer with 103 and falls silent",
    silent: true,
    conduct: () => says("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
    ...noAnswer,
  },
  {
    name: "changes to another protocol",
    conduct: () => says("HTTP/1.1 101 X\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"),
    ...noAnswer,
  },
];

/** Something came back that cannot be read. */
export const UNREADABLE: readonly Case[] = [
  ...(["ends", "resets"] as const).flatMap((way): Case[] => {
    const cut = way === "ends" ? saysAndEnds : saysAndResets;
    return [
      {
        name: `${way} the connection between head and body`,
        conduct: () => cut(`${JSON_HEAD}content-length: 90\r\n\r\n`),
        ...unreadable,
      },
      {
        name: `${way} the connection in a body`,
        conduct: ({ done }) => cut(httpAnswer(200, done).slice(0, -9)),
        ...unreadable,
      },
      {
        name: `${way} the connection in a body of no told length`,
        conduct: ({ done }) => cut(untilTheEnd(done).slice(0, -9)),
        ...unreadable,
      },
      {
        name: `${way} the connection in a chunk`,
        conduct: ({ done }) => cut(chunked(done).slice(0, -20)),
        ...unreadable,
      },
      {
        name: `${way} the connection before the last chunk of a whole body`,
        conduct: ({ done }) => cut(chunked(done, "")),
        ...unreadable,
      },
    ];
  }),
  {
    name: "tells a length that is too short",
    conduct: ({ done }) => says(withHeaders(["content-length: 20"], done)),
    ...unreadable,
  },
  {
    name: "tells a length that is too long, and ends the connection",
    conduct: ({ done }) => saysAndEnds(withHeaders(["content-length: 2000"], done)),
    ...unreadable,
  },
  {
    name: "tells a length below nothing",
    conduct: ({ done }) => says(withHeaders(["content-length: -1"], done)),
    ...unreadable,
  },
  {
    name: "tells two lengths",
    conduct: ({ done }) =>
      says(withHeaders([`content-length: ${done.length}`, "content-length: 20"], done)),
    ...unreadable,
  },
  {
    name: "tells a length and chunks",
    conduct: ({ done }) =>
      says(chunked(done).replace("\r\n", `\r\ncontent-length: ${done.length}\r\n`)),
    ...unreadable,
  },
  {
    name: "tells chunks of no size",
    conduct: () => says(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n`),
    ...unreadable,
  },
  { name: "compresses unasked", conduct: ({ done }) => says(gzipped(done)), ...unreadable },
  { name: "sends 10 MB", conduct: () => says(httpAnswer(200, TEN_MB)), ...unreadable },
  { name: "sends 10 MB of chunks", conduct: () => says(chunked(TEN_MB)), ...unreadable },
  {
    name: "sends 10 MB of no told length",
    conduct: () => saysAndEnds(untilTheEnd(TEN_MB)),
    ...unreadable,
  },
  { name: "sends 10 MB of head", conduct: () => says(`${JSON_HEAD}x: ${TEN_MB}`), ...unreadable },
  {
    name: "hides the good answer behind 256 KiB of space",
    conduct: ({ done }) => says(httpAnswer(200, " ".repeat(256 * 1024) + done)),
    ...unreadable,
  },
  { name: "speaks another protocol", conduct: () => says("SSH-2.0-other\r\n"), ...unreadable },
  {
    name: "speaks HTTP/2",
    conduct: () => says(Buffer.from("000000040000000000", "hex")),
    ...unreadable,
  },
  {
    name: "sends an alert of TLS",
    conduct: () => saysAndEnds(Buffer.from("15030300020228", "hex")),
    ...unreadable,
  },
  { name: "sends a good body without a head", conduct: ({ done }) => says(done), ...unreadable },
  { name: "answers with a page", conduct: () => says(page(200)), ...unreadable },
  { name: "answers 204", conduct: () => says(withHeaders([], "", 204)), ...unreadable },
  {
    name: "answers 205",
    conduct: () => says(withHeaders(["content-length: 0"], "", 205)),
    ...unreadable,
  },
  { name: "answers 304", conduct: () => says(withHeaders([], "", 304)), ...unreadable },
  { name: "answers with nothing", conduct: () => says(httpAnswer(200, "")), ...unreadable },
  {
    name: "answers with an empty object",
    conduct: () => says(httpAnswer(200, "{}")),
    ...unreadable,
  },
  ...[301, 302, 303, 307, 308].map((status): Case => ({
    name: `answers ${status}, to itself`,
    conduct: ({ launchPath }) => says(redirect(status, launchPath)),
    ...unreadable,
  })),
];

/** A whole answer that leaves open what happened. */
export const DOUBTFUL: readonly Case[] = [
  ...[500, 502, 503].map((status): Case => ({
    name: `answers ${status} with a page`,
    conduct: () => says(page(status)),
    end: "unclear",
    code: "server-error",
  })),
  {
    name: "answers 504 with a page",
    conduct: () => says(page(504)),
    end: "unclear",
    code: "gateway-timeout",
  },
  {
    name: "answers 408 and ends the connection",
    conduct: () => saysAndEnds(httpAnswer(408, '{"error":"Request Timeout"}')),
    end: "unclear",
    code: "gateway-timeout",
  },
  {
    name: "answers 401 with a page",
    only: "blowfish",
    conduct: () => says(page(401)),
    ...unreadable,
  },
  {
    name: "answers 413 with a page while it is still being written to",
    large: true,
    conduct: () => onceAt(1, ({ socket }) => void socket.write(page(413))),
    ...unreadable,
  },
];
