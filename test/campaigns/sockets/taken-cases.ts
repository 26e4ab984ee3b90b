import { once } from "node:events";
import { httpAnswer, type Line } from "../../support/a-tcp-server.ts";
import type { Case } from "./case.ts";
import { chunked, onceAt, says, saysAndEnds, untilTheEnd, withHeaders } from "./conducts.ts";

const taken = { end: "taken" } as const;
const OTHER = httpAnswer(200, '{"type":"token_create_success","mint_address":"Other"}');

/** Odd, and understood all the same. */
export const UNDERSTOOD: readonly Case[] = [
  { name: "answers as it should", ...taken },
  { name: "answers in chunks", conduct: ({ done }) => says(chunked(done)), ...taken },
  {
    name: "answers until the connection ends",
    conduct: ({ done }) => saysAndEnds(untilTheEnd(done)),
    ...taken,
  },
  {
    name: "answers as HTTP/1.0",
    conduct: ({ done }) => saysAndEnds(untilTheEnd(done, "1.0")),
    ...taken,
  },
  {
    name: "answers byte by byte",
    conduct: ({ done }) => ({
      whole({ socket }) {
        for (const byte of httpAnswer(200, done)) socket.write(byte);
      },
    }),
    ...taken,
  },
  {
    name: "hints with 103 before it answers",
    conduct: ({ done }) =>
      says(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${httpAnswer(200, done)}`),
    ...taken,
  },
  {
    name: "answers twice, and differently",
    conduct: ({ done }) => says(httpAnswer(200, done) + OTHER),
    ...taken,
  },
  {
    name: "sends more than it told",
    conduct: ({ done }) => says(`${withHeaders([`content-length: ${done.length}`], done)}}}}`),
    ...taken,
  },
  {
    name: "answers before it has read a large request, and reads on",
    large: true,
    conduct: ({ done }) => onceAt(1, ({ socket }) => void socket.write(httpAnswer(200, done))),
    ...taken,
  },
  {
    name: "answers before it has read a large request, and reads no more",
    large: true,
    conduct: ({ done }) =>
      onceAt(1, ({ socket }) => {
        socket.pause();
        socket.write(httpAnswer(200, done));
      }),
    ...taken,
  },
];

const untilClosed = (act: (line: Line) => void): Required<Pick<Case, "disturb">> => ({
  async disturb({ server }) {
    const lines = server.lines();
    const closed = lines.map(({ socket }) => once(socket, "close"));
    for (const line of lines) act(line);
    await Promise.all(closed);
    return async () => undefined;
  },
});

/** What happened on a kept connection before is no part of the answer, and costs no launch. */
export const KEPT_ALIVE: readonly Case[] = [
  {
    name: "ended the kept connection before",
    ...untilClosed(({ socket }) => void socket.end()),
    ...taken,
  },
  {
    name: "ended the kept connection with a 408 before",
    ...untilClosed(({ socket }) => void socket.end(httpAnswer(408, "{}"))),
    ...taken,
  },
  {
    name: "sent an answer that nobody asked for before",
    ...untilClosed(({ socket }) => void socket.write(OTHER)),
    ...taken,
  },
];

/** Large requests that are refused before they were read: a documented refusal all the same. */
export const REFUSED: readonly Case[] = [400, 403, 413].map((status) => ({
  name: `answers ${status} as JSON before it has read a large request`,
  large: true,
  conduct: () =>
    onceAt(1, ({ socket }) => void socket.write(httpAnswer(status, '{"error":"Too much"}'))),
  end: "failed",
}));
