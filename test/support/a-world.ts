import { setImmediate as turn } from "node:timers/promises";
import type { Update } from "grammy/types";
import { onTestFinished } from "vitest";
import { createBot } from "../../src/bot/bot.ts";
import type { BotDeps } from "../../src/bot/deps.ts";
import type { IntakePage } from "../../src/bot/intake-page.ts";
import { placeOf } from "../../src/bot/notice-store.ts";
import { startNotifier } from "../../src/bot/notifier.ts";
import { startSweeper } from "../../src/bot/sweeper.ts";
import { startUpdates, type UpdateLoop } from "../../src/bot/update-loop.ts";
import { createPace } from "../../src/bot/update-pace.ts";
import { startWebhook } from "../../src/bot/webhook-updates.ts";
import type { ProviderName } from "../../src/domain/credential.ts";
import type { Reason } from "../../src/domain/errors.ts";
import { Secret } from "../../src/domain/secret.ts";
import type { GuardedFetch } from "../../src/http/guarded-fetch.ts";
import { createImages } from "../../src/images/images.ts";
import { createLookAtLink } from "../../src/images/look-at-link.ts";
import { systemClock, type Clock } from "../../src/kit/clock.ts";
import { newId } from "../../src/kit/ids.ts";
import { createLog } from "../../src/kit/log.ts";
import { startDispatcher, type Sender } from "../../src/launches/dispatcher.ts";
import { listen } from "../../src/launches/listen.ts";
import { createPoller } from "../../src/launches/poller.ts";
import { recover, setCopyAside } from "../../src/launches/recovery.ts";
import { createPauses } from "../../src/launches/pauses.ts";
import { createPreparer } from "../../src/launches/prepare.ts";
import { createRunner } from "../../src/launches/runner.ts";
import { createShelf } from "../../src/launches/shelf.ts";
import { createSignInAhead } from "../../src/launches/sign-in-ahead.ts";
import { createStandby } from "../../src/launches/standby.ts";
import { createDesk } from "../../src/launches/submit.ts";
import { createPictureFor } from "../../src/launches/wire-picture.ts";
import { slots as blowfishSlots } from "../../src/providers/blowfish/slots.ts";
import { slots as j7trackerSlots } from "../../src/providers/j7tracker/slots.ts";
import { slots as swarmsSlots } from "../../src/providers/swarms/slots.ts";
import {
  createTelegramSim,
  type SimCall,
  type SimGroup,
  type SimMessage,
  type SimRole,
  type TelegramSim,
} from "../../src/sandbox/telegram/world.ts";
import type { Engine } from "../../src/storage/sqlite.ts";
import { openStorage } from "../../src/storage/storage.ts";
import { findSecret } from "../../src/vault/find-secret.ts";
import { createInitDataReader } from "../../src/vault/init-data.ts";
import { sameSecret } from "../../src/vault/same-secret.ts";
import { createVault, type Vault } from "../../src/vault/vault.ts";
import { aClock, type VirtualClock } from "./a-clock.ts";
import type { Disk } from "./a-disk.ts";
import { aDoor, type Door } from "./a-door.ts";
import { anActor, type TestActor } from "./an-actor.ts";
import { aLink, type Link, type PlayedCall } from "./a-link.ts";
import type { TestStorage } from "./a-storage.ts";
import { aRing } from "./a-vault.ts";
import { theProviders, type FakeProvider } from "./fake-provider.ts";

export interface TestGroup extends SimGroup {
  readonly id: number;
  messages(): readonly SimMessage[];
  /** The newest message. */
  last(): SimMessage;
}

export interface WorldOptions {
  /** `ACCESS=allowlist`: only these people are let in. Everybody may use the bot when absent. */
  readonly allowed?: readonly string[];
  /** Length of the public link of a hosted picture; absent: the bot cannot host any. */
  readonly hostedLinkLength?: number;
  /** People are held to the pace that the bot takes; absent: they may be as fast as tests are. */
  readonly paced?: boolean;
  /** What stands behind links to pictures; absent: they cannot be looked at. */
  readonly fetchPicture?: GuardedFetch;
  /** What every Solana address holds, in lamports; absent: no RPC is configured. */
  readonly balance?: bigint;
  readonly about?: Partial<BotDeps["about"]>;
  /** How updates come; asked at each start. By polling when absent. */
  readonly updates?: () => "polling" | "webhook";
  /** How long Telegram waits for an answer of the webhook; a minute when absent. */
  readonly patienceMs?: number;
  /** Where keys can be entered outside the chat; absent: nowhere. */
  readonly intakeWay?: BotDeps["intakeWay"];
  readonly sampleKey?: BotDeps["sampleKey"];
  /** Where the database lies; absent: in memory. */
  readonly databaseUrl?: string;
  /** The disk below the database; absent: one that never fails. */
  readonly disk?: Disk;
  /** Shows the engine below the stores, for a look at the rows. */
  readonly onEngine?: (engine: Engine) => void;
  /** Stands between the bot and the played Telegram. */
  readonly onTheWay?: (telegram: TelegramSim) => TelegramSim;
  /** Sees each update come in and be handled to its end. */
  readonly witness?: (update: Update, handle: () => Promise<void>) => Promise<void>;
  /** Takes what is to be done when the world ends; absent: it ends with the running test. */
  readonly atEnd?: (work: () => Promise<void> | void) => void;
}

/** The whole bot between a Telegram and providers that are played in process, at a time that stands still. */
export interface World {
  readonly telegram: TelegramSim;
  readonly storage: TestStorage;
  readonly clock: VirtualClock;
  readonly vault: Vault;
  readonly providers: Readonly<Record<ProviderName, FakeProvider>>;
  /** What the next test of a key comes to: refused for this reason. Untold, a provider accepts every key. */
  readonly checks: { next(refused: Reason): void };
  /** The region of each card that can be tapped and whose provider has regions, by its draft. */
  readonly standing: ReadonlyMap<string, string>;
  /** What the HTTP side asks about the intake page. */
  readonly intakePage: IntakePage;
  /** Lines of the log, at its most talkative. */
  readonly logged: readonly string[];
  /** Bot API calls about chats, oldest first. */
  calls(method?: string): readonly SimCall[];
  readonly link: Link;
  /** Where updates are brought that are not polled. */
  readonly door: Pick<Door, "heard">;
  person(firstName: string): TestActor;
  /** A group of people by their names, with the bot in it or (`bot: null`) not. */
  group(
    members: Readonly<Record<string, SimRole>>,
    more?: Partial<Parameters<TelegramSim["addGroup"]>[0]>,
  ): TestGroup;
  /** Hands the bot an update from a chat that is not played, such as a group's. @returns The calls it makes. */
  handle(update: Update, refused?: (call: PlayedCall) => boolean): Promise<readonly PlayedCall[]>;
  /** Hands the bot an update beside the poll, as a webhook would; its calls reach the played Telegram. */
  take(update: Update): Promise<void>;
  /** Moves time on in steps, giving everything its turn after each. */
  pass(ms: number): Promise<void>;
  /** Resolves when every update is handled and confirmed, nothing is due right now, and no card waits for its turn. */
  settled(): Promise<void>;
  /** Stops the bot as asked and starts another on the same storage. */
  restart(): Promise<void>;
  /** Ends the bot as `kill -9` does: no call of it comes back, no timer of it rings. */
  kill(): void;
  start(): Promise<void>;
}

const STEP_MS = 500;
/** The rest that a private chat has between two edits. */
const CHAT_REST_MS = 2_500;
const TURNS = 25;
const NOT_ABOUT_CHATS = ["getUpdates", "getWebhookInfo", "getMe", "setWebhook", "deleteWebhook"];

export async function aWorld(options: WorldOptions = {}): Promise<World> {
  const clock = aClock();
  const atEnd = options.atEnd ?? onTestFinished;
  const url = options.databaseUrl ?? "file::memory:";
  const through = (engine: Engine): Engine => {
    options.onEngine?.(engine);
    return options.disk?.through(engine) ?? engine;
  };
  const opened = openStorage({ url, clock, through });
  const storage = { ...opened, clock };
  atEnd(() => storage.close());
  const vault = createVault({ ring: aRing("k1"), store: storage.credentials, clock });
  await vault.unlock();
  const door = aDoor(clock);
  const { patienceMs } = options;
  const played = createTelegramSim({
    clock,
    deliver: door.deliver,
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  const telegram = options.onTheWay?.(played) ?? played;
  const refusals: Reason[] = [];
  const providers = playedProviders(refusals);
  const checks = { next: (refused: Reason) => void refusals.push(refused) };
  const link = aLink(telegram);
  const logged: string[] = [];
  const standing = new Map<string, string>();
  const people = new Map<string, TestActor>();
  const parts = {
    clock,
    storage,
    vault,
    telegram,
    providers,
    checks,
    link,
    door,
    logged,
    standing,
  };

  const begin = () => startProcess({ ...parts, options });
  let process = await begin();
  atEnd(() => process.stop());

  const isQuiet = async () => {
    const info = await telegram.call("getWebhookInfo");
    const pending =
      info.ok && (info.result as { pending_update_count: number }).pending_update_count;
    const due = [await storage.notices.nextDueAt(0), await storage.launches.nextDueAt(0)];
    return (
      pending === 0 && link.underWay() === 0 && due.every((at) => (at ?? Infinity) > clock.now())
    );
  };

  /** Lets the time pass that a card which shows less than it should has to wait for its chat. @returns Whether it had. */
  const awaitsTurn = async () => {
    const soon = await storage.notices.due(clock.now() + CHAT_REST_MS, 100);
    const [owed] = soon.filter(
      ({ notice }) =>
        notice.haveVersion < notice.wantVersion ||
        (notice.kind === "card" && placeOf(notice) === null),
    );
    if (!owed) return false;
    await clock.advance((owed.notice.nextAt ?? 0) - clock.now());
    return true;
  };
  /** Time goes on for who waits, as far as cards need it. */
  const meanwhile = async <T>(awaited: Promise<T>): Promise<T> => {
    let isOver = false;
    const end = () => void (isOver = true);
    void awaited.then(end, end);
    const over = () => isOver;
    while (!over()) {
      for (let at = 0; at < TURNS; at += 1) await turn();
      if (!over() && (await isQuiet())) await awaitsTurn();
    }
    return awaited;
  };

  const world: World = {
    ...parts,
    intakePage: {
      look: (pass) => process.intakePage.look(pass),
      store: (pass, typed) => process.intakePage.store(pass, typed),
    },
    calls: (method) =>
      telegram
        .calls()
        .filter((call) =>
          method === undefined ? !NOT_ABOUT_CHATS.includes(call.method) : call.method === method,
        ),
    person(firstName) {
      const known = people.get(firstName);
      if (known) return known;
      const actor = anActor(telegram, telegram.addPerson({ firstName }), systemClock);
      const calm: TestActor = {
        ...actor,
        sees: (...what) => meanwhile(actor.sees(...what)),
        async tap(label) {
          await world.settled();
          return actor.tap(label);
        },
        tapNow: (label) => actor.tap(label),
      };
      people.set(firstName, calm);
      if (options.allowed?.includes(firstName)) letIn(storage, actor.id);
      return calm;
    },
    group(members, more = {}) {
      const roles = Object.entries(members).map(([name, role]) => [world.person(name).id, role]);
      const group = telegram.addGroup({
        title: "Moss friends",
        members: Object.fromEntries(roles) as Record<number, SimRole>,
        ...more,
      });
      const messages = () => telegram.messages(group.chatId);
      const last = () => {
        const message = messages().at(-1);
        if (!message) throw new Error("nobody has said anything");
        return message;
      };
      return { ...group, id: group.chatId, messages, last };
    },
    async handle(update, refused) {
      await process.ready();
      return link.aside(() => process.handle(update), refused);
    },
    async take(update) {
      await process.ready();
      await process.handle(update);
    },
    async pass(ms) {
      for (let rest = ms; rest > 0; rest -= STEP_MS) {
        await clock.advance(Math.min(STEP_MS, rest));
        for (let at = 0; at < TURNS; at += 1) await turn();
      }
    },
    async settled() {
      // Twice in a row, with a turn for everybody in between: what was quiet may just have been about to speak.
      for (let quiet = 0; quiet < 2;) {
        quiet = (await isQuiet()) && !(await awaitsTurn()) ? quiet + 1 : 0;
        for (let at = 0; at < TURNS; at += 1) await turn();
      }
    },
    async restart() {
      await process.stop();
      process = await begin();
    },
    kill: () => process.kill(),
    async start() {
      process = await begin();
    },
  };
  return world;
}

/** As an admin would have done before. The storage in memory is done before it returns. */
function letIn({ admissions, clock }: TestStorage, userId: number): void {
  void admissions.admit({ userId, state: "allowed", by: 42, at: clock.now() });
}

interface Parts extends Pick<
  World,
  "clock" | "storage" | "vault" | "telegram" | "providers" | "link"
> {
  readonly door: Door;
  readonly logged: string[];
  readonly standing: Map<string, string>;
  readonly options: WorldOptions;
}

const WEBHOOK = { url: "https://bot.example/telegram", secret: "what-telegram-was-given-by-us" };
const isSecret = (given: string) => sameSecret(new Secret(Buffer.from(WEBHOOK.secret)), given);

/** Wires the bot as `app.ts` does, without sockets. */
async function startProcess(parts: Parts) {
  const { vault, telegram, providers, options } = parts;
  const clock = mortal(parts.clock);
  let alive = true;
  const storage = whileAlive(parts.storage, () => alive);
  const line = parts.link.open();
  const log = createLog("trace", { write: (text) => void parts.logged.push(text) });
  const wake = { notifier: (): void => undefined, dispatcher: (): void => undefined };
  const launches = listen(storage.launches, () => {
    wake.notifier();
    wake.dispatcher();
  });
  const { copies } = storage;
  await setCopyAside({ copies, clock, log });
  await recover({ store: launches, clock, log });

  const images = createImages({ store: storage.images, clock });
  const lookAtLink = createLookAtLink({
    fetch: options.fetchPicture ?? null,
    takeIn: (bytes) => images.takeIn(bytes),
  });
  const credentialOf: Vault["credentialOf"] = (...of) => vault.credentialOf(...of);
  const { balance } = options;
  const around = { hostedLinkLength: options.hostedLinkLength ?? null };
  const linkOf = ({ hash }: { readonly hash: string }) =>
    `https://pictures.example/${hash}`.slice(0, options.hostedLinkLength);
  const poller = createPoller({ store: launches, providers, credentialOf, clock, log });
  const preparer = createPreparer({
    providers,
    pictureFor: createPictureFor({
      bytesOf: (hash) => images.bytesOf(hash),
      hosting: { linkLength: around.hostedLinkLength, linkOf: async (image) => linkOf(image) },
    }),
    async preferredRegion(ownerId, provider) {
      if (providers[provider].regions === undefined) return null;
      return (await storage.bot.person(ownerId, clock.now())).region ?? REGIONS[0];
    },
  });
  const runner = createRunner({
    ...{ store: launches, providers, preparer, credentialOf },
    roundTripMs: () => 24,
    newAttempt: newId,
    clock,
    log,
  });
  const shelf = createShelf({ write: (request) => preparer.write(request), around });
  const ways = {
    drawn: (draftId: string, place: string) => void parts.standing.set(draftId, place),
    gone: (draftId: string) => void parts.standing.delete(draftId),
  };
  const standby = createStandby({
    ...{ shelf, ways, drafts: storage.drafts, preparer, providers, clock, log },
    signIn: createSignInAhead({ credentialOf, clock, log }),
    warmKeys: (ownerId) => vault.warm(ownerId),
  });
  const sender: Sender = {
    takes: () => dispatcher.takes(),
    send: (marked) => dispatcher.send(marked),
  };
  const desk = createDesk({
    ...{ store: launches, poller, providers, credentialOf },
    ...{ shelf, preparer, runner, sender },
    around,
    clock,
    newId,
  });

  const { bot, cards, intakePage } = createBot(
    {
      store: storage.bot,
      conversations: storage.conversations,
      drafts: storage.drafts,
      launches,
      groups: storage.groups,
      limits: storage.limits,
      presets: storage.presets,
      pauses: createPauses({ store: storage.pauses, clock, wake: () => wake.notifier() }),
      pace: options.paced ? createPace() : { take: () => Promise.resolve("go") },
      notices: storage.notices,
      wishes: storage.wishes,
      forgetting: storage.forgetting,
      intakeLinks: storage.intakeLinks,
      offers: storage.offers,
      intakeWay: options.intakeWay ?? null,
      readInitData: createInitDataReader(telegram.token, clock),
      admissions: storage.admissions,
      emptyLog: () => storage.checkpoint("truncate"),
      desk,
      cabinet: vault,
      stateBox: vault,
      pictures: { ...images, lookAtLink, linkOf: async (image) => linkOf(image) },
      regions: aBoard(parts.clock),
      standby,
      providers,
      around,
      findSecret,
      sampleKey: options.sampleKey ?? null,
      balanceOf: balance === undefined ? null : async () => balance,
      access: options.allowed ? "allowlist" : "open",
      probe: () => storage.probe(),
      about: { version: "1.2.3", commit: null, sandbox: false, adminIds: [42], ...options.about },
      clock,
      log,
      wakeNotifier: () => wake.notifier(),
    },
    { token: telegram.token, apiRoot: "https://telegram.invalid", fetch: line.fetch },
  );
  if (options.witness) watch(bot, options.witness);
  const notifier = startNotifier({ ...storage, providers, clock, log }, bot.api);
  const dispatcher = startDispatcher({ store: launches, runner, poller, clock, log });
  wake.notifier = () => notifier.wake();
  wake.dispatcher = () => dispatcher.wake();
  const sweeper = startSweeper({ ...storage, store: storage.bot, cards, clock, log }, bot.api);
  void standby.resume();
  const coming = { clock, log, fromNow: copies.isCopy() };
  const connected = () => copies.moveIn();
  const brought =
    options.updates?.() === "webhook"
      ? startWebhook(bot, { ...coming, ...WEBHOOK }, connected)
      : null;
  const shut = brought && parts.door.open({ isSecret, take: (update) => brought.take(update) });
  const updates: UpdateLoop = brought ?? startUpdates(bot, coming, connected);

  const kill = () => {
    alive = false;
    standby.stop();
    shut?.();
    line.cut();
    clock.stop();
  };
  return {
    kill,
    ready: () => bot.init(),
    intakePage,
    handle: (update: Update) => bot.handleUpdate(update),
    async stop() {
      if (!alive) return;
      await updates.stop(1_000);
      await Promise.all([sweeper.stop(), dispatcher.stop(1_000), notifier.stop()]);
      kill();
    },
  };
}

function watch(
  bot: ReturnType<typeof createBot>["bot"],
  witness: NonNullable<WorldOptions["witness"]>,
): void {
  const handle = bot.handleUpdate.bind(bot);
  bot.handleUpdate = (update, reply) => witness(update, () => handle(update, reply));
}

const REGIONS = ["na-east", "europe"] as const;

/** Two regions, the first one nearer, and a provider without any. */
function aBoard(clock: Clock): Pick<BotDeps["regions"], "board" | "best" | "others"> {
  const measured = { lastWarmAt: clock.now(), healthy: true, inUse: 0, lastCloseAt: null };
  return {
    board: () =>
      REGIONS.map((id, at) => ({
        id,
        p50Ms: 12 + 80 * at,
        p95Ms: 20 + 90 * at,
        ...measured,
        lastCloseAt: at === 0 ? null : clock.now() - 180_000,
        warm: 2,
      })),
    others: () => [
      { id: "blowfish", p50Ms: 70, p95Ms: 80, ...measured, warm: 3, inUse: 1 },
      { id: "swarms", p50Ms: null, p95Ms: null, ...measured, lastWarmAt: null, warm: 0 },
    ],
    best: () => REGIONS[0],
  };
}

/** The fakes, with the slots and abilities that the real ones declare. */
function playedProviders(refusals: Reason[]): World["providers"] {
  const fakes = theProviders();
  const check = async () => refusals.shift() ?? null;
  return {
    j7tracker: { ...fakes.j7tracker, slots: j7trackerSlots, regions: REGIONS },
    blowfish: { ...fakes.blowfish, slots: blowfishSlots, check },
    swarms: { ...fakes.swarms, slots: swarmsSlots, check },
  };
}

const never = () => new Promise<never>(() => undefined);

/** The storage as one process sees it: after its death nothing of it is read or written, and no answer comes back. */
function whileAlive<Part extends object>(part: Part, isAlive: () => boolean): Part {
  return new Proxy(part, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value === "object" && value !== null) return whileAlive(value, isAlive);
      if (typeof value !== "function") return value;
      return (...args: unknown[]): unknown => {
        if (!isAlive()) return never();
        const answer: unknown = Reflect.apply(value, target, args);
        if (!(answer instanceof Promise)) return answer;
        return answer.then(
          (said: unknown) => (isAlive() ? said : never()),
          (error: unknown) => (isAlive() ? Promise.reject(error as Error) : never()),
        );
      };
    },
  });
}

/** The clock as one process sees it: its timers die with it. */
function mortal(clock: Clock): Clock & { stop(): void } {
  let alive = true;
  return {
    now: () => clock.now(),
    elapsedMs: () => clock.elapsedMs(),
    after: (ms, call) => clock.after(ms, () => (alive ? call() : undefined)),
    stop: () => void (alive = false),
  };
}
