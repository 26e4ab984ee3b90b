import { lookup as lookUp } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { isPublicAddress } from "./public-address.ts";

export interface Guard {
  /** Whether a connection to this address and port is allowed. */
  readonly mayReach: (address: string, port: number) => boolean;
  /** All addresses of a name. */
  readonly resolve: (name: string) => Promise<readonly string[]>;
  /** PEM of who is trusted; null: whom the system trusts. */
  readonly ca: string | null;
}

/** HTTPS hosts of the open internet, as the system resolves them. */
export const OPEN_INTERNET: Guard = {
  mayReach: (address, port) => port === 443 && isPublicAddress(address),
  resolve: async (name) => (await lookUp(name, { all: true })).map(({ address }) => address),
  ca: null,
};

/** The guard said no. */
export class NotPublicError extends Error {
  override readonly name = "NotPublicError";
}

/**
 * Connects only where the guard allows it, asked three times: about a host that is an address itself, since such a one is
 * never looked up; about every address of a name, and those very addresses are the ones connected to; and about the
 * peer, before a request is written to it. One bad address among several refuses the name.
 */
export function guardedConnector(
  guard: Guard,
  port: number,
  timeoutMs: number,
): buildConnector.connector {
  const lookup: LookupFunction = (name, options, done) => {
    guard.resolve(name).then(
      (found) => {
        const [first] = found;
        if (first === undefined || !found.every((address) => guard.mayReach(address, port))) {
          done(new NotPublicError(), "");
        } else if (options.all) {
          done(
            null,
            found.map((address) => ({ address, family: isIP(address) })),
          );
        } else {
          done(null, first, isIP(first));
        }
      },
      (error: unknown) => done(error instanceof Error ? error : new Error("no address"), ""),
    );
  };
  const connect = buildConnector({
    allowH2: false,
    timeout: timeoutMs,
    autoSelectFamily: true,
    lookup,
    ...(guard.ca === null ? {} : { ca: guard.ca }),
  });

  return (to, done) => {
    const host = to.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) !== 0 && !guard.mayReach(host, port)) {
      done(new NotPublicError(), null);
      return;
    }
    connect(to, (...[error, socket]) => {
      if (error) {
        done(error, null);
      } else if (guard.mayReach(socket.remoteAddress ?? "", port)) {
        done(null, socket);
      } else {
        socket.destroy();
        done(new NotPublicError(), null);
      }
    });
  };
}
