import { GrammyError, HttpError, type Api } from "grammy";
import type { ChatMember } from "grammy/types";
import type { Role, Roles } from "../domain/governance.ts";
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
  /** Everything is asked anew: the bot itself came, went, or was given another standing. */
  forget(groupId: number): void;
}

/** For how long an answer is believed. Who loses a role may use it for this long. */
const BELIEVED_MS = 60_000;
/** Nobody waits longer for it at a tap. */
const PATIENCE_MS = 5_000;
const MOST_ANSWERS = 10_000;

interface Answer {
  readonly member: Member;
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
    // Believed from the question on: what it says may have been so only then.
    const until = clock.now() + BELIEVED_MS;
    const member = await ask(groupId, userId);
    if (!member) return null;
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, { member, until });
    return withRights(member, userId);
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
    forget(groupId) {
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
