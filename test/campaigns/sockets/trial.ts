import type { ProviderName } from "../../../src/domain/credential.ts";
import type { Launch } from "../../../src/domain/launch.ts";
import { createWires, type WiresOptions } from "../../../src/http/pool.ts";
import { silentLog } from "../../../src/kit/log.ts";
import { startDispatcher } from "../../../src/launches/dispatcher.ts";
import { createPoller } from "../../../src/launches/poller.ts";
import { recover } from "../../../src/launches/recovery.ts";
import { createPreparer } from "../../../src/launches/prepare.ts";
import { createRunner } from "../../../src/launches/runner.ts";
import { LEASE_MS } from "../../../src/launches/timers.ts";
import { createProviders } from "../../../src/providers/registry.ts";
import { openStorage } from "../../../src/storage/storage.ts";
import { sign } from "../../../src/vault/wallet.ts";
import { aClock, type VirtualClock } from "../../support/a-clock.ts";
import type { Certificate } from "../../support/a-certificate.ts";
import { aCredential } from "../../support/a-credential.ts";
import { aDraft, aLaunch } from "../../support/a-launch.ts";
import {
  httpAnswer,
  startTcpServer,
  type Conduct,
  type TcpServer,
} from "../../support/a-tcp-server.ts";
import { SIDES, type Side } from "./sides.ts";

/** After which what could not be sent is tried again. */
const RETRY_MS = 1_000;
const MORE_THAN_A_DAY_MS = 30 * 60 * 60_000;

export interface Setting {
  readonly provider: ProviderName;
  /** With it, the server speaks TLS. */
  readonly certificate?: Certificate | undefined;
  /** A launch whose request takes many reads, where the provider takes a picture's bytes. */
  readonly large?: boolean;
  readonly wires?: WiresOptions;
  /** Where the provider is looked for, instead of at the server. */
  readonly base?: string;
}

/**
 * One provider's server and everything of ours that talks to it: runner, recovery, dispatcher, storage, client, pool. The
 * server behaves well until it is told otherwise, and what it is told is about launches and connections only. Time
 * stands still but for what the trial does.
 */
export interface Trial {
  readonly server: TcpServer;
  readonly clock: VirtualClock;
  readonly side: Side;
  /** Well-behaved, as it is from the start. */
  readonly polite: Conduct;
  misbehave(conduct: Conduct): void;
  /** Opens connections that stay open, and signs in where there is a sign-in. */
  warm(): Promise<void>;
  /** Adds a launch that is due. */
  add(): Promise<Launch>;
  /** Sends it, as the dispatcher does. */
  run(launch: Launch): Promise<void>;
  now(launch: Launch): Promise<Launch>;
  /** Does all that could send something again: the recovery of a new start, then all that is due for more than a day. */
  liveOn(): Promise<void>;
  /** Launch requests of which the server saw at least one byte. */
  posts(): number;
  close(): Promise<void>;
}

export async function aTrial(setting: Setting): Promise<Trial> {
  const { provider: name, certificate, large = false } = setting;
  const side = SIDES[name];
  const clock = aClock();
  const log = silentLog;
  const storage = openStorage({ url: "file::memory:", clock });
  const isLaunch = ({ method, path }: { readonly method: string; readonly path: string }) =>
    method === "POST" && path === side.launchPath;

  const polite: Conduct = {
    whole: ({ socket }, request) =>
      void socket.write(isLaunch(request) ? httpAnswer(200, side.done) : side.polite(request)),
  };
  const server = await startTcpServer(polite, certificate);
  const wires = createWires({ clock, ...setting.wires });
  const base = setting.base ?? server.base;
  const providers = createProviders({
    wires,
    clock,
    sign,
    regions: new Map([["europe", `${base}/deploy`]]),
    blowfishUrl: base,
    swarmsUrl: base,
  });
  const credential = aCredential();
  const deps = { store: storage.launches, providers, credentialOf: () => credential, clock, log };
  let attempts = 0;
  let updates = 0;
  const preparer = createPreparer({
    providers,
    pictureFor: async () => (large ? side.picture : null),
    preferredRegion: async () => (name === "j7tracker" ? "europe" : null),
  });
  const runner = createRunner({
    ...deps,
    preparer,
    roundTripMs: () => null,
    newAttempt: () => `attempt-${(attempts += 1)}`,
  });
  const poller = createPoller(deps);

  /** Everything that is due at this moment, done to its end. */
  async function attend(): Promise<void> {
    const dispatcher = startDispatcher({ ...deps, runner, poller });
    await clock.advance(0);
    await dispatcher.stop(1);
  }

  return {
    server,
    clock,
    side,
    polite,
    misbehave: (conduct) =>
      server.behave({
        ...conduct,
        whole(line, request, number) {
          const answer = isLaunch(request) ? (conduct.whole ?? (() => undefined)) : polite.whole;
          answer?.(line, request, number);
        },
      }),
    async warm() {
      const way = providers[name];
      if (way.check) await way.check(credential);
      else await wires.to(base).send({ method: "GET", path: "/ping", timeoutMs: 60_000 });
    },
    async add() {
      const draft = aDraft();
      await storage.drafts.add(draft);
      const launch = aLaunch({
        request: side.request,
        draftId: draft.id,
        confirmedAt: clock.now(),
        nextAt: clock.now(),
      });
      await storage.launches.confirm(draft.id, (updates += 1), () => ({ launch, ring: false }));
      return launch;
    },
    run: (launch) => runner.run(launch),
    async now({ id }) {
      const stored = await storage.launches.get(id);
      if (!stored) throw new Error("no such launch");
      return stored;
    },
    async liveOn() {
      await recover(deps);
      for (const ms of [0, RETRY_MS, LEASE_MS, MORE_THAN_A_DAY_MS]) {
        await clock.advance(ms);
        await attend();
      }
    },
    posts: () =>
      server.received.filter(isLaunch).length +
      server.unfinished().filter((piece) => !piece.toString("latin1").startsWith("GET")).length,
    async close() {
      await server.close();
      await wires.close();
      await storage.close();
    },
  };
}
