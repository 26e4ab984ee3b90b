import { Api } from "grammy";
import { startNotifier } from "../../../src/bot/notifier.ts";
import type { NoticeStore } from "../../../src/bot/notice-store.ts";
import { silentLog } from "../../../src/kit/log.ts";
import { startDispatcher, type Sender } from "../../../src/launches/dispatcher.ts";
import type { Draft } from "../../../src/launches/draft-store.ts";
import type { LaunchStore } from "../../../src/launches/launch-store.ts";
import { listen } from "../../../src/launches/listen.ts";
import { createPoller } from "../../../src/launches/poller.ts";
import { recover } from "../../../src/launches/recovery.ts";
import { createPreparer } from "../../../src/launches/prepare.ts";
import { createRunner } from "../../../src/launches/runner.ts";
import { createShelf } from "../../../src/launches/shelf.ts";
import { createDesk, type Desk } from "../../../src/launches/submit.ts";
import type { Providers } from "../../../src/providers/provider.ts";
import { createStorage } from "../../../src/storage/storage.ts";
import type { Clock } from "../../../src/kit/clock.ts";
import type { Database } from "./database.ts";
import type { Life } from "./life.ts";
import type { Messages } from "./messages.ts";
import { credentialOf } from "./market.ts";
import { mortalEngine, type Disk } from "./mortal-engine.ts";
import type { Telegram } from "./telegram.ts";

/** Parts of the program, as they are handed on from one to the next; a seeded bug gets between two of them. */
export interface Parts {
  readonly clock: Clock;
  readonly launches: LaunchStore;
  readonly notices: NoticeStore;
  readonly providers: Providers;
  readonly desk: Desk;
}

/** A bug: takes a right part and gives back a wrong one. */
export type Seeded = {
  readonly [Name in keyof Parts]?: (part: Parts[Name], around: Around) => Parts[Name];
} & {
  /** Done at each start, before anything else. */
  readonly start?: (around: Around) => void;
  /** The seeded process sleeps through every wake. */
  readonly deaf?: true;
};

/** What a seeded bug can lay hands on. */
export interface Around {
  readonly database: Database;
  readonly now: () => number;
}

/** A process that runs, as those outside see it. */
export interface Process extends Pick<Parts, "launches" | "notices" | "desk"> {
  readonly life: Life;
  /** A card was drawn here: the bot's part, which is not simulated. */
  readonly drawn: (draft: Draft) => Promise<void>;
  readonly wake: () => void;
  /** Stops as `app.ts` stops: what is under way may end. */
  stop(): Promise<void>;
}

const LAUNCHES_MS = 130_000;

/** Wires the real parts as `app.ts` does, between the simulated ends. Dies where its life dies. */
export async function startProcess(deps: {
  readonly life: Life;
  readonly database: Database;
  readonly disk: Disk;
  readonly telegram: Telegram;
  readonly providers: Providers;
  readonly newId: (what: string) => string;
  readonly seeded: Seeded;
  /** Sees what is asked of the notices. */
  readonly messages: Messages;
}): Promise<Process> {
  const { life, database, seeded } = deps;
  const log = silentLog;
  const around: Around = { database, now: () => life.clock.now() };
  const seed = <Name extends keyof Parts>(name: Name, part: Parts[Name]): Parts[Name] => {
    const spoil = seeded[name] as ((part: Parts[Name], around: Around) => Parts[Name]) | undefined;
    return spoil?.(part, around) ?? part;
  };

  seeded.start?.(around);
  const clock = seed("clock", life.clock);
  const engine = mortalEngine(database.engine, life, deps.disk);
  const storage = createStorage(engine, { clock });
  const notices = seed("notices", deps.messages.noting(storage.notices));
  const providers = seed("providers", deps.providers);
  let wake = (): void => undefined;
  const launches = listen(seed("launches", storage.launches), () => wake());
  await recover({ store: launches, clock, log });

  const poller = createPoller({ store: launches, providers, credentialOf, clock, log });
  const preparer = createPreparer({
    providers,
    pictureFor: async () => null,
    preferredRegion: async (_owner, provider) => (provider === "j7tracker" ? "europe" : null),
  });
  const runner = createRunner({
    ...{ store: launches, providers, preparer, credentialOf, clock, log },
    roundTripMs: () => null,
    newAttempt: () => deps.newId("attempt"),
  });
  const surroundings = { hostedLinkLength: null };
  const shelf = createShelf({
    write: (request) => preparer.write(request),
    around: surroundings,
  });
  const sender: Sender = {
    takes: () => dispatcher.takes(),
    send: (marked) => dispatcher.send(marked),
  };
  const desk = seed(
    "desk",
    createDesk({
      ...{ store: launches, poller, providers, credentialOf, clock },
      ...{ shelf, preparer, runner, sender },
      around: surroundings,
      newId: () => deps.newId("launch"),
    }),
  );
  const api = new Api("1:sim", { fetch: deps.telegram.fetchFor(life) as never });
  const notifier = startNotifier({ notices, providers, clock, log }, api);
  const dispatcher = startDispatcher({ store: launches, runner, poller, clock, log });
  wake = () => {
    if (seeded.deaf) return;
    notifier.wake();
    dispatcher.wake();
  };
  return {
    ...{ life, launches, notices, desk },
    drawn: (draft) => shelf.put(draft),
    wake: () => wake(),
    async stop() {
      await dispatcher.stop(LAUNCHES_MS);
      await notifier.stop();
    },
  };
}
