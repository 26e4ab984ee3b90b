import type { Socket } from "node:net";
import type { Certificate } from "../../support/a-certificate.ts";
import { httpAnswer } from "../../support/a-tcp-server.ts";
import type { Case } from "./case.ts";
import { CERTIFICATES } from "./certificates.ts";
import { fillTheDoor } from "./full-door.ts";

const unsent = { end: "queued", code: "unreachable" } as const;

/** Long enough for a handshake on this machine, short enough to wait for. */
const IMPATIENT = { connectTimeoutMs: 200 };

const showing = (wrong: Certificate): Pick<Case, "over" | "meets" | "disturb"> => ({
  over: "tls",
  meets: "first",
  async disturb({ server }) {
    server.show(wrong);
    return async () => server.show(CERTIFICATES.good);
  },
});

/** Does this to what comes in, instead of a TLS handshake. */
const atTheDoor = (act: (raw: Socket) => unknown): Pick<Case, "over" | "meets" | "conduct"> => ({
  over: "tls",
  meets: "new",
  conduct: () => ({
    accept(raw) {
      act(raw);
      return "taken";
    },
  }),
});

/** Not a byte of the request was handed to a connection. */
export const NEVER_LEFT: readonly Case[] = [
  {
    name: "does not listen",
    meets: "new",
    async disturb({ server }) {
      await server.close();
      return () => server.reopen();
    },
    ...unsent,
  },
  {
    name: "has a name that nobody knows",
    meets: "first",
    base: "https://no-such-host.invalid",
    ...unsent,
  },
  {
    name: "does not take the connection in time",
    over: "tcp",
    meets: "first",
    wires: IMPATIENT,
    slow: true,
    async disturb({ server }) {
      await server.close();
      const letGo = await fillTheDoor(server.port);
      return async () => {
        await letGo();
        await server.reopen();
      };
    },
    ...unsent,
  },
  {
    name: "says nothing to a TLS handshake",
    ...atTheDoor(() => undefined),
    wires: IMPATIENT,
    slow: true,
    ...unsent,
  },
  {
    name: "resets the connection before TLS",
    ...atTheDoor((raw) => raw.resetAndDestroy()),
    ...unsent,
  },
  { name: "ends the connection before TLS", ...atTheDoor((raw) => raw.end()), ...unsent },
  {
    name: "resets the connection in the TLS handshake",
    ...atTheDoor((raw) => raw.once("data", () => raw.resetAndDestroy())),
    ...unsent,
  },
  {
    name: "ends the connection in the TLS handshake",
    ...atTheDoor((raw) => raw.once("data", () => raw.end(Buffer.from("160303007a0200", "hex")))),
    ...unsent,
  },
  {
    name: "answers the TLS handshake in plain HTTP",
    ...atTheDoor((raw) => raw.end(httpAnswer(400, "this is no place for TLS"))),
    ...unsent,
  },
  {
    name: "shows a certificate that nobody vouches for",
    ...showing(CERTIFICATES.untrusted),
    ...unsent,
  },
  { name: "shows a certificate that ran out", ...showing(CERTIFICATES.expired), ...unsent },
  { name: "shows another server's certificate", ...showing(CERTIFICATES.ofAnother), ...unsent },
];
