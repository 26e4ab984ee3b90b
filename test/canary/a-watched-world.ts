import { readdir, readFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { aFreePort } from "../support/a-free-port.ts";
import { aLiveWorld, type LiveWorld } from "../support/a-live-world.ts";
import type { Program, Settings } from "../support/a-program.ts";
import { fastClock } from "../campaigns/kill/time.ts";
import { aRelay, type Relay } from "./a-relay.ts";

const PRELOAD = fileURLToPath(new URL("./preload.ts", import.meta.url));
const SPEED = 10;

export const RPC_KEY = "rpc-key-of-the-operator-5d1f0c7a";
export const BUCKET_SECRET = "s3-secret-of-the-operator/9f2+b71c";

/** The servers that the settings name. */
export type Place = "telegram" | "j7tracker" | "blowfish" | "swarms" | "rpc" | "bucket";

/** A live world in which everything that the program sends and writes is kept. Its time is ten times as fast. */
export interface WatchedWorld {
  readonly live: LiveWorld;
  /** Where the program listens. */
  readonly url: string;
  /** All that was sent to each place, in bytes. */
  sent(place: Place): Buffer;
  /** `host:port` of every connection that the program opened. */
  connections(): Promise<readonly string[]>;
  /** `host:port` of everything that the settings name. */
  readonly declared: readonly string[];
  /** Every file below the program's folder: database, log of the database, whatever else. */
  files(): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]>;
  start(): Program;
  close(): Promise<void>;
}

export async function aWatchedWorld(): Promise<WatchedWorld> {
  const time = { since: Date.now(), speed: SPEED };
  const live = await aLiveWorld({ clock: fastClock(time), deployMs: 500 });
  const relays = new Map<string, { readonly place: Place; readonly relay: Relay }>();
  const { settings } = live;

  /** The same URL, by way of a relay; one for each origin. */
  async function by(place: Place, url: string): Promise<string> {
    const { origin } = new URL(url);
    const known = relays.get(origin) ?? { place, relay: await aRelay(origin) };
    relays.set(origin, known);
    return url.replace(origin, known.relay.url);
  }

  const rpc = await aServer((_request, answer) => {
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify({ jsonrpc: "2.0", id: 1, result: { value: 2_000_000_000 } }));
  });
  const bucket = await aServer((request, answer) => {
    request.resume().on("end", () => answer.setHeader("etag", '"1"').end());
  });
  const regions = (settings["J7TRACKER_REGIONS"] ?? "").split(",").map(async (entry) => {
    const [id, url = ""] = entry.split("=", 2);
    return `${id}=${await by("j7tracker", url)}`;
  });
  const bucketUrl = await by("bucket", bucket.url);
  // Taken last, so that no relay gets it meanwhile.
  const port = await aFreePort();
  const url = `http://127.0.0.1:${port}`;
  const connectionsFile = join(live.folder, "connections.txt");
  const change: Settings = {
    LOG_LEVEL: "trace",
    PORT: String(port),
    PUBLIC_URL: url,
    TELEGRAM_API_ROOT: await by("telegram", settings["TELEGRAM_API_ROOT"] ?? ""),
    J7TRACKER_REGIONS: (await Promise.all(regions)).join(","),
    BLOWFISH_URL: await by("blowfish", settings["BLOWFISH_URL"] ?? ""),
    SWARMS_URL: await by("swarms", settings["SWARMS_URL"] ?? ""),
    SOLANA_RPC_URL: `${await by("rpc", rpc.url)}/?api-key=${RPC_KEY}`,
    IMAGE_STORE: "s3",
    S3_ENDPOINT: bucketUrl,
    S3_BUCKET: "pictures",
    S3_ACCESS_KEY_ID: "id-of-the-operator",
    S3_SECRET_ACCESS_KEY: BUCKET_SECRET,
    S3_PUBLIC_URL: `${bucketUrl}/pictures`,
    CANARY_SINCE: String(time.since),
    CANARY_SPEED: String(time.speed),
    CANARY_CONNECTIONS: connectionsFile,
  };
  const all = [...relays.values()];

  return {
    live,
    url,
    sent: (wanted) =>
      Buffer.concat(all.flatMap(({ place, relay }) => (place === wanted ? [relay.sent()] : []))),
    async connections() {
      const lines = (await readFile(connectionsFile, "utf8")).trim().split("\n");
      return [...new Set(lines)];
    },
    declared: all.map(({ relay }) => `127.0.0.1:${relay.port}`),
    async files() {
      const entries = await readdir(live.folder, { recursive: true, withFileTypes: true });
      const paths = entries
        .filter((one) => one.isFile())
        .map((one) => join(one.parentPath, one.name));
      return Promise.all(
        paths.map(async (path) => ({
          name: path.slice(live.folder.length + 1),
          bytes: await readFile(path),
        })),
      );
    },
    start: () => live.start(change, { preload: PRELOAD }),
    async close() {
      await live.close();
      await Promise.all([...all.map(({ relay }) => relay.close()), rpc.close(), bucket.close()]);
    },
  };
}

async function aServer(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
