import { setImmediate } from "node:timers/promises";
import type { Line } from "../../support/a-tcp-server.ts";
import type { Case } from "./case.ts";

const TURNS = 8;

const WAYS: readonly (readonly [string, (line: Line) => void])[] = [
  ["ends", ({ socket }) => void socket.end()],
  ["resets", (line) => line.reset()],
];

/** The connection goes while the launch comes. Both orders are fine, as long as the launch is told what is true. */
export const RACES: readonly Case[] = [
  ...WAYS.flatMap(([verb, act]): Case[] => [
    {
      name: `${verb} a plain connection when it comes in`,
      over: "tcp",
      meets: "new",
      conduct: () => ({
        accept(raw) {
          act({
            socket: raw,
            unread: () => Buffer.alloc(0),
            reset: () => void raw.resetAndDestroy(),
          });
          return undefined;
        },
      }),
      end: "either",
    },
    {
      name: `${verb} a connection as soon as it could be used`,
      meets: "new",
      conduct: () => ({ ready: act }),
      end: "either",
    },
    ...Array.from({ length: TURNS }, (_, turns): Case => ({
      name: `${verb} the kept connection ${turns} turns after the launch set out`,
      async meanwhile({ server }) {
        for (let turn = 0; turn < turns; turn += 1) await setImmediate();
        for (const line of server.lines()) act(line);
      },
      end: "either",
    })),
  ]),
];
