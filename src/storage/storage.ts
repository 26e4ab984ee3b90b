import type { AdmissionStore } from "../bot/admission-store.ts";
import type { BotStore, ConversationStore } from "../bot/bot-store.ts";
import type { ForgetStore } from "../bot/forget-store.ts";
import type { IntakeLinkStore } from "../bot/intake-link-store.ts";
import type { NoticeStore } from "../bot/notice-store.ts";
import type { OfferStore } from "../bot/offer-store.ts";
import type { PresetStore } from "../bot/preset-store.ts";
import type { WishStore } from "../bot/wish-store.ts";
import { ConfigError } from "../domain/errors.ts";
import type { ImageStore } from "../images/image-store.ts";
import type { Clock } from "../kit/clock.ts";
import type { CopyStore } from "../launches/copy-store.ts";
import type { DraftStore } from "../launches/draft-store.ts";
import type { GroupStore } from "../launches/group-store.ts";
import type { LaunchStore } from "../launches/launch-store.ts";
import type { LimitStore } from "../launches/limit-store.ts";
import type { PauseStore } from "../launches/pause-store.ts";
import type { CredentialStore } from "../vault/credential-store.ts";
import { createAdmissionStore } from "./admissions.ts";
import { createBotStore } from "./bot.ts";
import { createConversationStore } from "./conversations.ts";
import { createCopyStore } from "./copies.ts";
import { createCredentialStore } from "./credentials.ts";
import { createDraftStore } from "./drafts.ts";
import { createForgetStore } from "./forget.ts";
import { createGroupStore } from "./groups.ts";
import { createImageStore } from "./images.ts";
import { createIntakeLinkStore } from "./intake-links.ts";
import { createLaunchStore } from "./launches.ts";
import { createLimitStore } from "./limits.ts";
import { createNoticeStore } from "./notices.ts";
import { createOfferStore } from "./offers.ts";
import { createPauseStore } from "./pauses.ts";
import { createPresetStore } from "./presets.ts";
import { createRowReader, type Unreadable } from "./read-rows.ts";
import { shareCommits } from "./shared-commits.ts";
import { pathOf } from "./sqlite-file.ts";
import { openSqlite, type Engine } from "./sqlite.ts";
import { compileForTaps } from "./tap-queries.ts";
import { createWishStore } from "./wishes.ts";

/** Everything that is kept, over one database. */
export interface Storage extends Pick<Engine, "checkpoint" | "probe" | "close"> {
  /** Makes ready what a tap on Launch asks, which else the first one would pay for. */
  readonly compileForTaps: () => Promise<void>;
  readonly launches: LaunchStore;
  readonly drafts: DraftStore;
  readonly groups: GroupStore;
  readonly limits: LimitStore;
  readonly pauses: PauseStore;
  readonly presets: PresetStore;
  readonly notices: NoticeStore;
  readonly wishes: WishStore;
  readonly credentials: CredentialStore;
  readonly bot: BotStore;
  readonly admissions: AdmissionStore;
  readonly intakeLinks: IntakeLinkStore;
  readonly offers: OfferStore;
  readonly conversations: ConversationStore;
  readonly images: ImageStore;
  readonly copies: CopyStore;
  readonly forgetting: ForgetStore;
}

/**
 * Opens the database of `DATABASE_URL`, brought up to this release.
 *
 * @throws {ConfigError} `DATABASE_URL`.
 */
export function openStorage(by: {
  readonly url: string;
  readonly clock: Clock;
  readonly unreadable?: Unreadable;
  /** What stands between the stores and the engine. */
  readonly through?: (engine: Engine) => Engine;
}): Storage {
  const engine = openEngine(by.url);
  return createStorage(by.through?.(engine) ?? engine, by);
}

/**
 * Opens the same database for work beside a program that may be running on it.
 *
 * @throws {ConfigError} `DATABASE_URL`: also when it is not there, or was made by another release.
 */
export function openBeside(by: { readonly url: string; readonly clock: Clock }): Storage {
  return createStorage(openEngine(by.url, "beside"), by);
}

/** The stores over an engine that is open already. */
export function createStorage(
  engine: Engine,
  { clock, unreadable }: { readonly clock: Clock; readonly unreadable?: Unreadable },
): Storage {
  const { transact, checkpoint, probe, close } = engine;
  const together = shareCommits(transact);
  const readRows = createRowReader(unreadable ?? (() => undefined));
  return {
    compileForTaps: () => compileForTaps(transact),
    launches: createLaunchStore(transact, clock, readRows),
    drafts: createDraftStore(transact, readRows),
    groups: createGroupStore(transact, clock, readRows),
    limits: createLimitStore(transact, clock, readRows),
    pauses: createPauseStore(transact, clock),
    presets: createPresetStore(transact, readRows),
    notices: createNoticeStore(transact, clock, readRows),
    wishes: createWishStore(transact, clock),
    credentials: createCredentialStore(transact),
    bot: createBotStore(transact, together, clock),
    admissions: createAdmissionStore(transact),
    intakeLinks: createIntakeLinkStore(transact),
    offers: createOfferStore(transact),
    conversations: createConversationStore(transact, together),
    images: createImageStore(transact),
    copies: createCopyStore(engine, clock, readRows),
    forgetting: createForgetStore(transact, clock, readRows),
    checkpoint,
    probe,
    close,
  };
}

function openEngine(url: string, how?: Parameters<typeof openSqlite>[1]): Engine {
  if (/^postgres(ql)?:/.test(url)) {
    throw new ConfigError("DATABASE_URL", "PostgreSQL is not yet supported; use file:<path>");
  }
  return openSqlite(pathOf(url), how);
}
