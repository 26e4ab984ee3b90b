import { GrammyError, HttpError, type Api } from "grammy";
import type { ChatMember } from "grammy/types";
import type { Role, Roles } from "../domain/governance.ts";
import { CARD_LIFE_MS } from "../launches/timers.ts";
import type { BotDeps } from "./deps.ts";
import type { Rights } from "./rights.ts";

export interface Member {
  readonly role: Role;
  /** As they call themselves now; empty when Telegram does not say. */
  readonly name: string;
}

/** Who is what in groups, asked of Telegram. */
export interface Members {
  /** @returns Null while Telegram does not answer: then they are nobody. */
  memberOf(groupId: number, userId: number): Promise<Member | null>;
  /** Leaves out those about whom Telegram does not answer. */
  rolesIn(groupId: number, userIds: readonly number[]): Promise<Roles>;
  /**
   * A card of this group can be tapped: for as long as it waits, what is known of these people is asked anew before it is
   * no longer believed, so that no tap waits for the answer.
   */
  watch(groupId: number, userIds: readonly number[]): void;
  /** Everything is asked anew: the bot itself came, went, or was given another standing. */
  forget(groupId: number): void;
}

/** For how long an answer is believed. Who loses a role may use it for this long. */
const BELIEVED_MS = 60_000;
/** Nobody waits longer for it at a tap. */
const PATIENCE_MS = 5_000;
const MOST_ANSWERS = 10_000;
/** Ahead of a tap. Leaves an answer the rest of its time to come. */
const WATCH_EVERY_MS = 40_000;
/** People: more than one call a second would be felt by everybody else. Those of the latest cards are kept. */
const MOST_WATCHED = 40;

interface Answer {
  readonly member: Member;
  readonly until: number;
}

interface Watched {
  readonly groupId: number;
  readonly userId: number;
  readonly until: number;
}

export function createMembers(
  deps: Pick<BotDeps, "clock" | "log"> & {
    readonly rights: Rights;
    readonly api: Pick<Api, "getChatMember">;
  },
): Members {
  const { clock, log, rights, api } = deps;
  const answers = new Map<string, Answer>();
  const watched = new Map<string, Watched>();
  let isWatching = false;
  /** How often something was forgotten: what was asked before that says nothing. */
  let forgotten = 0;
  const keyOf = (groupId: number, userId: number) => `${groupId}:${userId}`;

  /** Null when Telegram refuses, fails or takes too long. */
  async function ask(groupId: number, userId: number): Promise<Member | null> {
    const asked = api.getChatMember(groupId, userId).then(readMember);
    let callOff = (): void => undefined;
    const late = new Promise<null>((resolve) => {
      callOff = clock.after(PATIENCE_MS, () => resolve(null));
    });
    try {
      return await Promise.race([asked, late]);
    } catch (error) {
      if (!(error instanceof GrammyError || error instanceof HttpError)) throw error;
      log.info({ error }, "Telegram did not say who somebody is in a group");
      return null;
    } finally {
      callOff();
    }
  }

  async function memberOf(groupId: number, userId: number): Promise<Member | null> {
    const key = keyOf(groupId, userId);
    const known = answers.get(key);
    if (known && clock.now() < known.until) return withRights(known.member, userId);
    answers.delete(key);
    const member = await askAndKeep(groupId, userId);
    return member && withRights(member, userId);
  }

  async function askAndKeep(groupId: number, userId: number): Promise<Member | null> {
    // Believed from the question on: what it says may have been so only then.
    const until = clock.now() + BELIEVED_MS;
    const asked = forgotten;
    const member = await ask(groupId, userId);
    if (!member) return null;
    if (answers.size >= MOST_ANSWERS) answers.clear();
    const key = keyOf(groupId, userId);
    const isNewest = until >= (answers.get(key)?.until ?? 0);
    if (isNewest && asked === forgotten) answers.set(key, { member, until });
    return member;
  }

  /** One after the other. An answer that does not come leaves the last one to grow old. */
  async function askAhead(): Promise<void> {
    for (const [key, { groupId, userId, until }] of watched) {
      if (clock.now() >= until) watched.delete(key);
      else await askAndKeep(groupId, userId);
    }
  }

  function watchOn(): void {
    if (isWatching || watched.size === 0) return;
    isWatching = true;
    clock.after(WATCH_EVERY_MS, () => {
      void askAhead()
        .catch((error: unknown) => log.warn({ error }, "a group's people could not be asked after"))
        .then(() => {
          isWatching = false;
          watchOn();
        });
    });
  }

  /** Whom the bot does not serve is nobody in a group either, at once. */
  async function withRights(member: Member, userId: number): Promise<Member> {
    return (await rights.mayUse(userId)) ? member : { ...member, role: "outsider" };
  }

  return {
    memberOf,
    async rolesIn(groupId, userIds) {
      const ids = [...new Set(userIds)];
      const all = await Promise.all(ids.map((id) => memberOf(groupId, id)));
      return new Map(
        ids.flatMap((id, at) => {
          const role = all[at]?.role;
          return role === undefined ? [] : [[id, role] as const];
        }),
      );
    },
    watch(groupId, userIds) {
      for (const userId of new Set(userIds)) {
        const key = keyOf(groupId, userId);
        watched.delete(key);
        watched.set(key, { groupId, userId, until: clock.now() + CARD_LIFE_MS });
        const [oldest] = watched.keys();
        if (watched.size > MOST_WATCHED && oldest !== undefined) watched.delete(oldest);
      }
      watchOn();
    },
    forget(groupId) {
      forgotten += 1;
      for (const key of answers.keys()) if (key.startsWith(`${groupId}:`)) answers.delete(key);
    },
  };
}

function readMember(member: ChatMember): Member {
  const name = (member.user as ChatMember["user"] | undefined)?.first_name ?? "";
  switch (member.status) {
    case "creator":
    case "administrator":
      return { role: "admin", name };
    case "member":
      return { role: "member", name };
    case "restricted":
      return { role: member.is_member ? "member" : "outsider", name };
    default:
      return { role: "outsider", name };
  }
}
