/**
 * What the intake page is told and what becomes of what is typed there. The HTTP side carries; this decides.
 *
 * A pass is a one-time link's token, or what Telegram signed when it opened the page as a Mini App. Either leads to the
 * person's one open link, which names the slot: nothing that the page sends does. A key of the wrong form leaves the link
 * good; a key that is stored uses it up in the same transaction, so that of two posts at once one is stored.
 *
 * The chat goes on after that: a crash in between leaves the key stored and the question standing, whose buttons then say
 * that they are no longer good.
 */
import type { Api } from "grammy";
import type { CredentialInfo, CredentialSlot } from "../domain/credential.ts";
import { InputError, StorageError } from "../domain/errors.ts";
import { createLimiter } from "../kit/limiter.ts";
import { tokenHash } from "../kit/one-time-token.ts";
import { LINK_MS, type CredentialDesk } from "./credential-desk.ts";
import type { BotDeps } from "./deps.ts";
import { plain } from "./html.ts";
import type { IntakeLink } from "./intake-link-store.ts";
import type { Rights } from "./rights.ts";
import { intakeWords, keysWords, problemWords } from "./words/words.ts";

export type IntakePass =
  | { readonly token: string }
  /** `question`: of the answer to a look; a Mini App that was opened for an earlier question must not answer a later one. */
  | { readonly initData: string; readonly question?: string | undefined };

/** What is asked for, in words. */
export interface IntakeQuestion {
  readonly question: string;
  readonly label: string;
  readonly powers: string;
  readonly source: string;
  readonly form: string;
  /** The key is usually a file's text. */
  readonly manyLines: boolean;
}

export type IntakeAnswer =
  | { readonly kind: "stored"; readonly said: string }
  /** Nothing was stored. `wrong`: another try is welcome; `closed`: the pass is not good; `busy`: later, or less often. */
  | { readonly kind: "wrong" | "closed" | "busy"; readonly said: string };

export interface IntakePage {
  /** @returns Null when the pass is not good. */
  look(pass: IntakePass): Promise<IntakeQuestion | null>;
  /** Wipes `typed`. */
  store(pass: IntakePass, typed: Buffer): Promise<IntakeAnswer>;
}

type Deps = Pick<
  BotDeps,
  "store" | "cabinet" | "intakeLinks" | "readInitData" | "clock" | "log"
> & { readonly credentials: CredentialDesk; readonly rights: Rights };

/** Far more than anybody needs to find the right key. */
const TRIES = 20;

export function createIntakePage(deps: Deps, api: Api): IntakePage {
  const { clock, credentials, log } = deps;
  const tries = createLimiter({ tries: TRIES, windowMs: LINK_MS });

  async function linkOf(pass: IntakePass): Promise<IntakeLink | null> {
    const now = clock.now();
    if ("token" in pass) return deps.intakeLinks.byHash(await tokenHash(pass.token), now);
    const userId = deps.readInitData(pass.initData);
    const link = userId === null ? null : await deps.intakeLinks.ofUser(userId, now);
    return pass.question === undefined || pass.question === link?.hash ? link : null;
  }

  async function find(pass: IntakePass): Promise<(IntakeLink & { slot: CredentialSlot }) | null> {
    const link = await linkOf(pass);
    if (!link || !(await deps.rights.mayUse(link.userId))) return null;
    const slot = credentials.slot(link.provider, link.kind);
    return slot && { ...link, slot };
  }

  async function tellChat(link: IntakeLink, info: CredentialInfo): Promise<void> {
    const { userId, provider } = link;
    const told = keysWords.storedOnPage(provider, info);
    await credentials.afterStored(api, userId, provider, told);
  }

  async function storeFor(pass: IntakePass, typed: Buffer): Promise<IntakeAnswer> {
    const link = await find(pass);
    if (!link) return closed;
    if (!(await tries.allows(link.hash))) return { kind: "busy", said: intakeWords.tooMany };
    const { userId, provider, kind, slot, hash } = link;
    const expected = await deps.store.expectedSecret(userId);
    const asked = expected?.provider === provider && expected.kind === kind ? expected : null;
    const address = { ownerId: userId, provider, kind };
    const info = await deps.cabinet.seal(address, slot.form, typed, hash);
    // The page need not wait for Telegram, and the key is stored whatever it says.
    void Promise.all([asked && credentials.removePrompt(api, asked), tellChat(link, info)]).catch(
      (error: unknown) => log.warn({ error }, "a key was stored and the chat could not be told"),
    );
    return { kind: "stored", said: intakeWords.stored(info) };
  }

  return {
    async look(pass) {
      const link = await find(pass);
      if (!link) return null;
      const { hash, provider, slot } = link;
      return {
        question: hash,
        label: intakeWords.label(provider, slot),
        ...intakeWords.about(slot),
        form: intakeWords.form(slot),
        manyLines: slot.form === "ed25519",
      };
    },

    async store(pass, typed) {
      try {
        return await storeFor(pass, typed);
      } catch (error) {
        if (error instanceof StorageError) return { kind: "busy", said: intakeWords.later };
        if (!(error instanceof InputError)) throw error;
        if (error.problem.code === "intake-closed") return closed;
        return { kind: "wrong", said: plain(problemWords(error.problem)) };
      } finally {
        typed.fill(0);
      }
    },
  };
}

const closed: IntakeAnswer = {
  kind: "closed",
  said: plain(problemWords({ code: "intake-closed" })),
};
