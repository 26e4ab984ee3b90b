import { fitDraft, type Surroundings } from "../domain/draft.ts";
import { refuse } from "../domain/errors.ts";
import type { Roles } from "../domain/governance.ts";
import type { Launch } from "../domain/launch.ts";
import type { Clock, Moment } from "../kit/clock.ts";
import { cancel, confirm, resolve } from "./decide.ts";
import type { Applied, Confirmed, LaunchStore } from "./launch-store.ts";
import type { LaunchOrder, Providers } from "../providers/provider.ts";
import type { Sender } from "./dispatcher.ts";
import type { Look, Poller } from "./poller.ts";
import type { Preparer } from "./prepare.ts";
import type { LaunchMeans, Runner } from "./runner.ts";
import type { Shelf } from "./shelf.ts";

/** The tap on Launch: who, on which card, in which update. */
export interface Tap {
  readonly draftId: string;
  /** The draft's version that the tapped button carried. */
  readonly version: number;
  readonly ownerId: number;
  /** Who is what in the draft's group: its owner, and who has agreed. Empty for a draft of no group. */
  readonly roles: Roles;
  readonly updateId: number;
  /** When the bot heard of it. */
  readonly tapped: Moment;
}

/** What an owner may do with launches. Authority is the row's owner, whatever a button says. */
export interface Desk {
  /**
   * Turns the draft into a launch, durably. The same draft never makes a second one. What was written out before goes out
   * at once, marked in the very transaction that confirms it; anything else is queued.
   */
  submit(tap: Tap): Promise<Confirmed>;
  /** Only while queued; what was sent cannot be recalled. */
  cancel(launchId: string, ownerId: number): Promise<Applied>;
  /** The owner's word on an unclear launch. @throws {InputError} `mint-form`, `mint-foreign`. */
  resolve(launchId: string, ownerId: number, mint: string | null): Promise<Applied>;
  /** Looks at the provider now. Null when there is no such open launch of this owner. */
  check(launchId: string, ownerId: number): Promise<{ look: Look; launch: Launch } | null>;
}

export function createDesk(deps: {
  readonly store: LaunchStore;
  readonly poller: Poller;
  readonly providers: Providers;
  readonly credentialOf: LaunchMeans["credentialOf"];
  readonly shelf: Pick<Shelf, "find">;
  readonly preparer: Pick<Preparer, "address">;
  readonly runner: Pick<Runner, "mark">;
  readonly sender: Sender;
  readonly around: Surroundings;
  readonly clock: Clock;
  readonly newId: () => string;
}): Desk {
  const { store, clock, sender } = deps;

  /** What can leave at once; null where anything is missing or wrong: the runner finds out what, and says so. */
  async function orderFor({ draftId, version, ownerId }: Tap): Promise<LaunchOrder | null> {
    const written = sender.takes() ? deps.shelf.find(draftId, version) : null;
    return written && deps.preparer.address(ownerId, written).catch(() => null);
  }

  return {
    async submit(tap) {
      const { draftId, version, ownerId, roles, updateId, tapped } = tap;
      const order = await orderFor(tap);
      const confirmed = await store.confirm(
        draftId,
        updateId,
        (draft, standing, group, repeated) => {
          // Its owner agreed to a risk that is a certainty by now.
          if (repeated?.status === "live") return { rejected: "repeat-is-live" };
          const decision = confirm(draft, {
            launchId: deps.newId(),
            ownerId,
            version,
            fit: fitDraft(draft.content, draft.content.target, deps.around),
            standing,
            group,
            roles,
            tappedAt: tapped.at,
            now: clock.now(),
          });
          if ("rejected" in decision || !order) return decision;
          const marked = deps.runner.mark(decision.launch, order, standing.pausedBy);
          return "rejected" in marked ? decision : { ...decision, followedBy: marked };
        },
      );
      if (confirmed.kind === "already" && confirmed.launch.ownerId !== ownerId) {
        return { kind: "rejected", why: "not-yours" };
      }
      if (confirmed.kind === "confirmed" && confirmed.launch.status === "sending" && order) {
        const { launch, uses } = confirmed;
        sender.send({ launch, order, uses, tapped });
      }
      return confirmed;
    },

    cancel: (id, ownerId) =>
      store.apply(id, (launch) => cancel(launch, { ownerId, now: clock.now() })),

    async resolve(id, ownerId, mint) {
      if (mint !== null) await checkOwned(deps, id, ownerId, mint);
      return store.apply(id, (launch) => resolve(launch, { ownerId, mint, now: clock.now() }));
    },

    async check(id, ownerId) {
      const launch = await store.get(id);
      if (launch?.ownerId !== ownerId) return null;
      const askable = launch.status === "accepted" || launch.status === "unclear";
      if (!askable) return { look: "nothing-new", launch };
      const look = await deps.poller.look(launch);
      return { look, launch: (await store.get(id)) ?? launch };
    },
  };
}

/** A provider that can tell whose token a mint is may say no; one that cannot be asked just now leaves it to the owner. */
async function checkOwned(
  deps: Pick<LaunchMeans, "credentialOf"> & {
    readonly store: LaunchStore;
    readonly providers: Providers;
  },
  launchId: string,
  ownerId: number,
  mint: string,
): Promise<void> {
  const launch = await deps.store.get(launchId);
  if (launch?.ownerId !== ownerId || launch.status !== "unclear") return;
  const provider = deps.providers[launch.provider];
  const credential = deps.credentialOf(ownerId, launch.provider, launchId);
  const owned = await provider.owns?.(mint, credential).catch(() => null);
  if (owned === false) refuse({ code: "mint-foreign" });
}
