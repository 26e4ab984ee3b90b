import { createBot, type TelegramLink } from "./bot/bot.ts";
import { registerCommands } from "./bot/command-menu.ts";
import type { About, BotDeps } from "./bot/deps.ts";
import { startNotifier } from "./bot/notifier.ts";
import { startSweeper } from "./bot/sweeper.ts";
import { startUpdates, type UpdateLoop } from "./bot/update-loop.ts";
import { createPace } from "./bot/update-pace.ts";
import { startWebhook, type WebhookUpdates } from "./bot/webhook-updates.ts";
import type { IntakePage } from "./bot/intake-page.ts";
import { intakeWay, pageWords, TELEGRAM_WEB } from "./bot/intake-way.ts";
import { StorageError } from "./domain/errors.ts";
import type { Secret } from "./domain/secret.ts";
import { createGuardedFetch } from "./http/guarded-fetch.ts";
import { createWires } from "./http/pool.ts";
import { hostOurselves, NO_HOSTING } from "./images/picture-host.ts";
import { openS3Bucket, type S3Place } from "./images/s3-bucket.ts";
import { hostInBucket } from "./images/bucket-host.ts";
import { createImages } from "./images/images.ts";
import { createLookAtLink } from "./images/look-at-link.ts";
import { calmLog } from "./kit/calm-log.ts";
import type { Clock } from "./kit/clock.ts";
import { newId } from "./kit/ids.ts";
import type { Log } from "./kit/log.ts";
import { createMetrics } from "./kit/metrics.ts";
import { standBack } from "./kit/stand-back.ts";
import { startDispatcher, type Dispatcher } from "./launches/dispatcher.ts";
import { createLaunchMetrics } from "./launches/launch-metrics.ts";
import { listen } from "./launches/listen.ts";
import { createPoller } from "./launches/poller.ts";
import { recover, setCopyAside } from "./launches/recovery.ts";
import { createPauses } from "./launches/pauses.ts";
import { createPreparer } from "./launches/prepare.ts";
import { createRunner } from "./launches/runner.ts";
import { createShelf } from "./launches/shelf.ts";
import { createSignInAhead } from "./launches/sign-in-ahead.ts";
import { createStandby } from "./launches/standby.ts";
import { createDesk } from "./launches/submit.ts";
import { createPictureFor } from "./launches/wire-picture.ts";
import { createBalances } from "./providers/solana-rpc.ts";
import { createProviders } from "./providers/registry.ts";
import { createPinger } from "./regions/pinger.ts";
import { addWayMetrics } from "./regions/way-metrics.ts";
import { watchRefusals } from "./storage/refusals.ts";
import { startCheckpoints } from "./storage/checkpoints.ts";
import { openStorage } from "./storage/storage.ts";
import type { KeyRing } from "./vault/key-ring.ts";
import { findSecret } from "./vault/find-secret.ts";
import { createInitDataReader } from "./vault/init-data.ts";
import { sameSecret } from "./vault/same-secret.ts";
import { createVault } from "./vault/vault.ts";
import { sign } from "./vault/wallet.ts";
import { createIntake } from "./web/intake/intake.ts";
import { addProcessMetrics } from "./web/process-metrics.ts";
import { serveWeb } from "./web/serve.ts";
import { createWeb } from "./web/web.ts";
import { createWebhook } from "./web/webhook.ts";

/** The settings of a start, as far as the parts need them: from the environment, or played by the sandbox. */
export interface AppSettings {
  readonly telegram: TelegramLink;
  readonly ring: KeyRing;
  readonly databaseUrl: string;
  readonly regions: ReadonlyMap<string, string>;
  readonly blowfishUrl: string;
  readonly swarmsUrl: string;
  /** Null: no balances. */
  readonly solanaRpcUrl: string | null;
  readonly host: string;
  readonly port: number;
  /** Origin under which pictures are reachable; `own`: wherever the HTTP side listens (the sandbox); null: nowhere. */
  readonly publicUrl: string | null;
  /** Hosts pictures instead; null: none does. */
  readonly imageBucket: (S3Place & { readonly publicUrl: string }) | null;
  /** Where Telegram brings updates; null: we ask for them. */
  readonly webhook: { readonly url: string; readonly secret: Secret } | null;
  readonly access: BotDeps["access"];
  /** Null where keys are real. */
  readonly sampleKey: BotDeps["sampleKey"];
  readonly about: About;
}

export interface AppDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Further routes on the HTTP side: the sandbox's chat page. */
  readonly page?: ReturnType<typeof createWeb>;
}

export interface App {
  /** Where the HTTP side listens. */
  readonly url: string;
  /** Rejects when it cannot go on: Telegram refuses the token. */
  readonly failed: Promise<never>;
  /** Takes no new work, lets what is under way end, closes everything. */
  stop(): Promise<void>;
}

/** Handlers are short; a launch may take as long as its provider's deadline, and its answer is worth waiting for. */
const HANDLERS_MS = 10_000;
const LAUNCHES_MS = 130_000;
const PHOTO_BYTES = 25 * 1024 * 1024;

/**
 * Builds every part once and wires them; the only file that sees every room. The order of the start matters: what a crash
 * left behind is settled before anything is sent, and updates come last.
 */
export async function startApp(settings: AppSettings, deps: AppDeps): Promise<App> {
  const { clock } = deps;
  const log = calmLog(deps.log, clock, (error) => error instanceof StorageError);
  const metrics = createMetrics();
  const refusals = metrics.counter<"problem">(
    "storage_refusals_total",
    "Transactions that the database refused.",
  );
  /** What to close, last built first; here when the start fails halfway, else by `stop`. */
  await using parts = new AsyncDisposableStack();
  const storage = openStorage({
    url: settings.databaseUrl,
    clock,
    unreadable: (id, error) => log.error({ id, error }, "a stored row cannot be read; left out"),
    through: (engine) =>
      watchRefusals(engine, { clock, log, refused: (problem) => refusals.inc({ problem }) }),
  });
  parts.defer(() => storage.close());
  let dispatcher: Dispatcher | null = null;
  const isBusy = () => dispatcher?.isBusy() ?? false;
  const checkpoints = startCheckpoints({ ...storage, isBusy, clock, log });
  parts.defer(() => checkpoints.stop());
  const vault = createVault({ ring: settings.ring, store: storage.credentials, clock });
  await vault.unlock();

  const ready = { telegram: false };
  const { sandbox } = settings.about;
  const images = createImages({ store: storage.images, clock });
  // Nothing in the sandbox leaves the machine.
  const fetchLink = settings.about.sandbox ? null : createGuardedFetch({ clock });
  const lookAtLink = createLookAtLink({
    fetch: fetchLink,
    takeIn: (bytes) => images.takeIn(bytes),
  });
  const wires = createWires();
  parts.defer(() => wires.close());
  const providers = createProviders({ ...settings, wires, clock, sign });
  const pinger = createPinger({
    wires,
    regions: settings.regions,
    others: Object.values(providers).flatMap(({ name, home }) =>
      home ? [{ id: name, ...home }] : [],
    ),
    clock,
    log,
  });
  parts.defer(() => pinger.stop());
  addProcessMetrics(metrics);
  addWayMetrics(metrics, () => [...pinger.board(), ...pinger.others()]);
  const web = createWeb({
    checks: {
      database: () => storage.probe().then(() => true),
      telegram: () => ready.telegram,
      pinger: () => pinger.board().some((row) => row.healthy && row.lastWarmAt !== null),
    },
    metrics,
    images,
    clock,
    log,
    ...(deps.page ? { maxBodyBytes: PHOTO_BYTES } : {}),
  });
  let intakePage: IntakePage | null = null;
  if (settings.publicUrl !== null) {
    const frameAncestors = sandbox ? "'self'" : TELEGRAM_WEB;
    const port = () => intakePage;
    web.route("/", createIntake({ port, words: pageWords, frameAncestors }));
  }
  const { webhook } = settings;
  let brought: WebhookUpdates | null = null;
  if (webhook) {
    web.route(
      "/",
      createWebhook({
        isSecret: (given) => sameSecret(webhook.secret, given),
        take: async (update) => (await brought?.take(update)) ?? false,
      }),
    );
  }
  if (deps.page) web.route("/", deps.page);
  const server = await serveWeb(web, settings);
  parts.defer(() => server.close());
  const publicUrl = settings.publicUrl === "own" ? server.url : settings.publicUrl;

  const { imageBucket } = settings;
  const ourselves = publicUrl === null ? NO_HOSTING : hostOurselves(publicUrl);
  const hosting =
    imageBucket === null
      ? ourselves
      : hostInBucket({
          bucket: openS3Bucket(imageBucket),
          publicUrl: imageBucket.publicUrl,
          store: storage.images,
        });

  const wake = { notifier: (): void => undefined, dispatcher: (): void => undefined };
  const launchMetrics = createLaunchMetrics(metrics);
  const launches = listen(storage.launches, (launch, before) => {
    launchMetrics.moved(launch, before);
    const wakeAll = () => {
      wake.notifier();
      wake.dispatcher();
    };
    if (launch.status === "sending") void standBack().then(wakeAll);
    else wakeAll();
  });
  const { copies } = storage;
  await setCopyAside({ copies, clock, log });
  await recover({ store: launches, clock, log });

  const credentialOf: typeof vault.credentialOf = (...of) => vault.credentialOf(...of);
  const poller = createPoller({ store: launches, providers, credentialOf, clock, log });
  const preparer = createPreparer({
    providers,
    pictureFor: createPictureFor({
      bytesOf: (hash) => images.bytesOf(hash),
      hosting,
    }),
    async preferredRegion(ownerId, provider) {
      const { regions } = providers[provider];
      if (regions === undefined) return null;
      const { region } = await storage.bot.person(ownerId, clock.now());
      // A region that was picked once may be gone from the settings by now.
      return region !== null && regions.includes(region) ? region : pinger.best();
    },
  });
  const runner = createRunner({
    store: launches,
    providers,
    preparer,
    credentialOf,
    roundTripMs: (provider, region) =>
      (region === null ? pinger.others() : pinger.board()).find(
        ({ id }) => id === (region ?? provider),
      )?.p50Ms ?? null,
    newAttempt: newId,
    clock,
    log,
  });
  const around = { hostedLinkLength: hosting.linkLength };
  const shelf = createShelf({ write: (request) => preparer.write(request), around });
  const standby = createStandby({
    shelf,
    signIn: createSignInAhead({ credentialOf, clock, log }),
    warmKeys: (ownerId) => vault.warm(ownerId),
    ways: pinger,
    drafts: storage.drafts,
    preparer,
    providers,
    clock,
    log,
  });
  parts.defer(() => standby.stop());
  const desk = createDesk({
    store: launches,
    poller,
    providers,
    credentialOf,
    shelf,
    preparer,
    runner,
    sender: {
      takes: () => dispatcher?.takes() ?? false,
      send: (marked) => dispatcher?.send(marked),
    },
    around,
    clock,
    newId,
  });

  const launchBot = createBot(
    {
      store: storage.bot,
      conversations: storage.conversations,
      drafts: storage.drafts,
      launches,
      groups: storage.groups,
      limits: storage.limits,
      presets: storage.presets,
      pauses: createPauses({ store: storage.pauses, clock, wake: () => wake.notifier() }),
      pace: createPace(),
      notices: storage.notices,
      wishes: storage.wishes,
      forgetting: storage.forgetting,
      intakeLinks: storage.intakeLinks,
      offers: storage.offers,
      intakeWay: publicUrl === null ? null : intakeWay(publicUrl, sandbox),
      readInitData: createInitDataReader(settings.telegram.token, clock),
      admissions: storage.admissions,
      emptyLog: () => checkpoints.empty(),
      desk,
      cabinet: vault,
      stateBox: vault,
      pictures: { ...images, lookAtLink, linkOf: (image) => hosting.linkOf(image) },
      regions: pinger,
      standby,
      providers,
      around,
      balanceOf: settings.solanaRpcUrl ? createBalances(wires, settings.solanaRpcUrl) : null,
      findSecret,
      sampleKey: settings.sampleKey,
      access: settings.access,
      probe: () => storage.probe(),
      about: settings.about,
      clock,
      log,
      wakeNotifier: () => wake.notifier(),
    },
    settings.telegram,
  );
  const { bot, cards } = launchBot;
  ({ intakePage } = launchBot);
  const notifier = startNotifier({ ...storage, providers, clock, log }, bot.api);
  parts.defer(() => notifier.stop());
  const started = startDispatcher({ store: launches, runner, poller, clock, log });
  dispatcher = started;
  parts.defer(() => started.stop(LAUNCHES_MS));
  wake.notifier = () => notifier.wake();
  wake.dispatcher = () => started.wake();
  const sweeper = startSweeper({ ...storage, store: storage.bot, cards, clock, log }, bot.api);
  parts.defer(() => sweeper.stop());
  const connected = async () => {
    await copies.moveIn().catch((error: unknown) => {
      log.error({ error }, "the database still counts as a copy; so it will at the next start");
    });
    await registerCommands(bot.api, settings.about.adminIds);
    ready.telegram = true;
  };
  const coming = { clock, log, fromNow: copies.isCopy() };
  if (webhook) {
    const secret = webhook.secret.expose().toString("utf8");
    brought = startWebhook(bot, { ...coming, url: webhook.url, secret }, connected);
  }
  await storage.compileForTaps();
  void standby.resume();
  const updates: UpdateLoop = brought ?? startUpdates(bot, coming, connected);

  parts.defer(async () => {
    ready.telegram = false;
    await updates.stop(HANDLERS_MS);
  });

  const opened = parts.move();
  return { url: server.url, failed: updates.failed, stop: () => opened.disposeAsync() };
}
