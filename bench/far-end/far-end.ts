import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { aCertificate } from "../../test/support/a-certificate.ts";
import { atExit } from "../frame/at-exit.ts";
import type { Arrival, Listening } from "./serve.ts";

/** Files of a certificate for one run; the client trusts it by `NODE_EXTRA_CA_CERTS`. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export function makeCertificate(folder: string, address = "127.0.0.1"): Certificate {
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
  close(): void;
}

/** @param certificate Null: plain HTTP. */
export async function startFarEnd(certificate: Certificate | null): Promise<FarEnd> {
  const files = certificate ? [certificate.key, certificate.cert] : [];
  const child = fork(new URL("serve.ts", import.meta.url), ["127.0.0.1", ...files]);
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
    url: `${certificate ? "https" : "http"}://127.0.0.1:${port}`,
    async arrival() {
      return early.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
    },
    close() {
      callOff();
      end();
    },
  };
}
