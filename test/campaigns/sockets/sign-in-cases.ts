import { httpAnswer, type Line } from "../../support/a-tcp-server.ts";
import type { Case } from "./case.ts";
import { page } from "./conducts.ts";

const SILENT = "says nothing";

const WAYS: readonly (readonly [string, (line: Line) => void])[] = [
  ["resets the connection", (line) => line.reset()],
  ["ends the connection", ({ socket }) => void socket.end()],
  [SILENT, () => undefined],
  ["answers 500", ({ socket }) => void socket.write(httpAnswer(500, '{"error":"oops"}'))],
  ["answers with a page", ({ socket }) => void socket.write(page(200))],
  ["speaks another protocol", ({ socket }) => void socket.write("SSH-2.0-other\r\n")],
];

/** A sign-in launches nothing, so a launch whose sign-in was lost was never sent. */
export const SIGN_IN: readonly Case[] = ["challenge", "verify"].flatMap((step) =>
  WAYS.map(([way, act]): Case => ({
    name: `${way} at the sign-in's ${step}`,
    only: "blowfish",
    meets: "first",
    ...(way === SILENT && { silent: true }),
    async disturb({ server, polite }) {
      server.behave({
        whole(line, request, number) {
          if (request.path.endsWith(step)) act(line);
          else polite.whole?.(line, request, number);
        },
      });
      return async () => undefined;
    },
    end: "queued",
    code: "unreachable",
  })),
);
