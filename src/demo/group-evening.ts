import { createActor, type Actor } from "../sandbox/actor.ts";
import { samplePicture } from "../sandbox/sample-picture.ts";
import type { SimMessage, TelegramSim } from "../sandbox/telegram/world.ts";
import { LONG, type Stage } from "./evening.ts";

type Group = Parameters<TelegramSim["addGroup"]>[0];
type Member = "ada" | "ben" | "cleo" | "dora";

/** Those of the evening as they speak and tap in a group. */
function membersIn(stage: Stage, chatId: number): Record<Member, Actor> {
  const member = (name: Member) =>
    createActor(stage.sandbox.telegram, stage[name].person, stage.clock, chatId);
  return { ada: member("ada"), ben: member("ben"), cleo: member("cleo"), dora: member("dora") };
}

/** With Ada, who made it, and the three others. */
function aGroup({ sandbox, ada, ...others }: Stage, group: Pick<Group, "title" | "kind" | "bot">) {
  const { ben, cleo, dora } = others;
  const members = [ben, cleo, dora].map(({ person }) => [person.id, "member"] as const);
  return sandbox.telegram.addGroup({
    ...group,
    members: { [ada.person.id]: "creator", ...Object.fromEntries(members) },
  });
}

/** Ada has launched before, so her keys are stored; whose wallet pays is said on the card. */
export async function approvedByTwoOfThree(stage: Stage): Promise<void> {
  const { sandbox, heading } = stage;
  const { chatId } = aGroup(stage, { title: "Pond friends", kind: "group" });
  const group = membersIn(stage, chatId);

  heading("In the group Pond friends Ada asks that two of the others agree to each launch");
  group.ada.say("/settings");
  await group.ada.tap("Approvals: none");
  await group.ada.tap("Approvals: 1");
  await group.ada.tap("Who approves: admins");
  await group.ada.tap("Who approves: listed");
  await group.ada.tap("Announce what is live: no");
  await group.ada.sees("Approvals: 2, of all members");

  heading("She launches there with one line below a picture; two of the other three approve");
  group.ada.sendPhoto(samplePicture(320, 90), '/launch pump LILY "Lily Pad" 0.25');
  await group.ada.sees("0 of 2");
  await group.ben.tap("👍 Approve");
  await group.ada.sees("1 of 2");
  await group.dora.tap("👍 Approve");
  await group.ada.sees("2 of 2");

  heading("Cleo follows it. While it is under way the group becomes a supergroup: all goes along");
  sandbox.providers.j7tracker.faults.add({ kind: "late", ms: 5_000, times: 1 });
  await group.ada.tap("🚀 Launch");
  await group.cleo.tap("Follow");
  const moved = membersIn(stage, sandbox.telegram.upgradeGroup(chatId).chatId);
  await Promise.all([
    moved.ben.sees("Tap to sent", LONG),
    moved.dora.sees("📣 Live", LONG),
    stage.cleo.sees("🔔 Live", LONG),
    stage.ada.sees("Live", LONG),
  ]);
}

/** A chat that the bot is not in. */
export async function postedInAnotherChat(stage: Stage): Promise<void> {
  const { sandbox, heading, ada } = stage;
  const { telegram } = sandbox;
  const club = aGroup(stage, { title: "Reading circle", bot: null });
  const inClub = membersIn(stage, club.chatId);

  heading(
    "In Reading circle, where the bot is not, Ada posts a card by its name; Ben taps it first",
  );
  telegram.setInlineFeedback(false);
  const asked = telegram.inline(ada.person.id, 'pump REEF "Reef Coin" 0.1', club);
  const [ready] = (await asked.answer).results;
  if (!ready) throw new Error("nothing was listed");
  const { messageId } = telegram.choose(ada.person.id, asked.queryId, ready.id, club);
  const posted = (): SimMessage | undefined =>
    telegram.messages(club.chatId).find((message) => message.messageId === messageId);
  await inClub.ben.tap("Look at it");
  expectNobodyLaunched(posted());
  await inClub.ada.tap("Look at it");
  await inClub.ada.tap("🚀 Launch");
  await inClub.ada.sees("Live", LONG);
}

function expectNobodyLaunched(card: SimMessage | undefined): void {
  if (!card?.text?.includes("Not launched")) throw new Error("a stranger moved a posted card");
}
