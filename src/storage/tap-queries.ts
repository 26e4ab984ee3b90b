import { addUse, credentialInSlot, touchCredential } from "./credentials.ts";
import { admissionOfUser } from "./admissions.ts";
import { addPerson, personById } from "./bot.ts";
import { keyOfOwner } from "./data-keys.ts";
import { draftById, launchDraft } from "./drafts.ts";
import * as groups from "./group-rows.ts";
import * as notices from "./launch-notices.ts";
import * as launches from "./launch-queries.ts";
import { limitsOfUser } from "./limit-rows.ts";
import { pausesFor } from "./standing.ts";
import { addUpdate, updateById } from "./updates.ts";
import type { Tx, UnitOfWork, Built } from "./unit-of-work.ts";

/** Whatever is asked between a tap on Launch and its request; `test/campaigns/order` finds what is missing here. */
const AT_THE_TAP: readonly ((tx: Tx) => Built<unknown>)[] = [
  ...[updateById, admissionOfUser, draftById, personById, addPerson],
  ...[launches.launchOfDraft, launches.launchById, launches.latestConfirmations],
  ...[pausesFor, launches.openOfOwner, launches.confirmedSince, limitsOfUser],
  ...[groups.openOfGroup, groups.confirmedInGroup, groups.latestOfGroup, groups.votesOn],
  ...[groups.groupById, groups.capsOf, groups.listedIn],
  ...[addUpdate, launchDraft, launches.addLaunch, launches.moveLaunch, launches.addHistory],
  ...[notices.addCard, notices.bumpCard, notices.restReminder, notices.addOnce],
  ...[touchCredential, addUse, credentialInSlot, keyOfOwner],
];

/** Builds and compiles them ahead, so that not even the first tap of a process has to: all of them take some 10 ms. */
export const compileForTaps = (transact: UnitOfWork): Promise<void> =>
  transact(function* (tx) {
    for (const build of AT_THE_TAP) tx.compile(build);
  });
