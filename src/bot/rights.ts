import { isPersonId } from "../domain/person-id.ts";
import type { BotDeps } from "./deps.ts";

/** Who may do what. Everything is asked by the id of the person who acts: `from.id` of the update, and nothing else. */
export interface Rights {
  isAdmin(userId: number): boolean;
  /** Admins always, who was shut out never; of the others, who was let in, or everybody where the bot is open. */
  mayUse(userId: number): Promise<boolean>;
}

export function createRights(deps: Pick<BotDeps, "admissions" | "access" | "about">): Rights {
  const admins = new Set(deps.about.adminIds.filter(isPersonId));
  return {
    isAdmin: (userId) => admins.has(userId),
    async mayUse(userId) {
      if (!isPersonId(userId)) return false;
      if (admins.has(userId)) return true;
      const admission = await deps.admissions.admissionOf(userId);
      if (admission) return admission.state === "allowed";
      return deps.access === "open";
    },
  };
}
