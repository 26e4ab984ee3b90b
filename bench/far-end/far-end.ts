import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { aCertificate } from "../../test/support/a-certificate.ts";
import { atExit } from "../frame/at-exit.ts";
import { forkIn } from "../frame/fork-in.ts";
import { NO_PATH, type Path } from "../path/path.ts";
import type { Habits } from "./habits.ts";
import type { Arrival, Listening, Served } from "./serve.ts";

/** Files of a certificate for one run; the client trusts it by `NODE_EXTRA_CA_CERTS`. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export function makeCertificate(folder: string, address = NO_PATH.address): Certificate {
  const made = aCertificate({ address });
  const files = { key: join(folder, "key.pem"), cert: join(folder, "cert.pem") };
  writeFileSync(files.key, made.key, { mode: 0o600 });
  writeFileSync(files.cert, made.cert);
  return files;
}

/** A provider's region on another core. */
export interface FarEnd {
  readonly url: string;
  /** The next POST that arrives. */
  arrival(): Promise<Arrival>;
  /** Ends every connection that rests, as a server that restarts does. */
  hangUp(): void;
  close(): void;
}

/** @param certificate Null: plain HTTP. */
export async function startFarEnd(
  certificate: Certificate | null,
  path: Path = NO_PATH,
  habits: Habits = {},
): Promise<FarEnd> {
  const served: Served = { path, certificate, habits };
  const file = new URL("serve.ts", import.meta.url);
  const child = forkIn(path.ends?.far ?? null, file, [JSON.stringify(served)]);
  const end = () => void child.kill();
  const callOff = atExit(end);
  const early: Arrival[] = [];
  const waiting: ((arrival: Arrival) => void)[] = [];
  const { port } = await new Promise<Listening>((resolve) => {
    child.once("message", (told) => resolve(told as Listening));
  });
  child.on("message", (told) => {
    const next = waiting.shift();
    if (next) next(told as Arrival);
    else early.push(told as Arrival);
  });
  return {
    url: `${certificate ? "https" : "http"}://${path.address}:${port}`,
    async arrival() {
      return early.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
    },
    hangUp: () => void child.send("hang up"),
    close() {
      callOff();
      end();
    },
  };
}
