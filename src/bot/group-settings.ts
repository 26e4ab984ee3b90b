import { Composer, InlineKeyboard } from "grammy";
import { CIRCLES, type Circle, type Policy } from "../domain/governance.ts";
import { InputError } from "../domain/errors.ts";
import { unitOf } from "../domain/limits.ts";
import { isPersonId } from "../domain/person-id.ts";
import { cut } from "../domain/text.ts";
import { groupData, readGroupData } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { BotDeps } from "./deps.ts";
import type { Members } from "./group-members.ts";
import { h, lines, type Html } from "./html.ts";
import { readBounds } from "./read-bounds.ts";
import { reply, show } from "./reply.ts";
import { toast } from "./toast.ts";
import { repliedIn } from "./topic.ts";
import { generalWords, groupWords, problemWords } from "./words/words.ts";

type Deps = Pick<BotDeps, "groups"> & { readonly members: Members };
type Press = NonNullable<ReturnType<typeof readGroupData>>;

const MINUTE_MS = 60_000;
const APPROVALS = [0, 1, 2, 3, 4, 5];
/** A draft lives for half an hour without a change. */
const DEADLINES = [10, 20, 30];
const PAUSES = [0, 1, 10, 60];
const MOST_LISTED = 30;
const MOST_NAME = 64;

/**
 * `/settings` in a group: its rules, for everybody to read, and for its admins to change; `/limit` sets its caps. Who is an
 * admin is Telegram's word, by the id of who taps; without it nothing is changed. The group is where the page stands.
 */
export function groupSettings(deps: Deps): Composer<Ctx> {
  const groups = new Composer<Ctx>();
  const composer = groups.chatType(["group", "supergroup"]);
  composer.command("settings", async (ctx) => {
    const policy = await deps.groups.policy(ctx.chat.id);
    const member = await deps.members.memberOf(ctx.chat.id, ctx.from.id);
    if (member?.role !== "admin") return reply(ctx, groupWords.rules(policy));
    return reply(ctx, pageWords(policy), pageButtons(policy, repliedTo(ctx)));
  });
  composer.command("limit", async (ctx) => {
    const refused = await whyNotAdmin(deps, ctx);
    if (refused !== null) return reply(ctx, h`${refused}`);
    const cap = readCap(ctx.match);
    if (cap === null) return reply(ctx, groupWords.noSuchUnit);
    if (cap instanceof InputError) return reply(ctx, problemWords(cap.problem));
    const changed = await deps.groups.change(ctx.chat.id, (policy) => ({
      ...policy,
      caps: [...uncapped(policy, cap.unit.symbol), cap],
    }));
    return reply(ctx, pageWords(changed), pageButtons(changed));
  });
  composer.callbackQuery(/^g:/, async (ctx) => {
    const press = readGroupData(ctx.callbackQuery.data);
    const groupId = ctx.chat.id;
    if (!press) return toast(ctx, generalWords.oldButton);
    const refused = await whyNotAdmin(deps, ctx);
    if (refused !== null) return toast(ctx, refused);
    const told = await act(deps, groupId, press);
    await toast(ctx, told ?? undefined);
    const policy = await deps.groups.policy(groupId);
    if (press.action !== "list" && press.action !== "drop") {
      return show(ctx, pageWords(policy), pageButtons(policy));
    }
    return show(ctx, groupWords.listPage(policy), listButtons(policy));
  });
  return groups;
}

/** Null when who acts is an admin of this group. */
async function whyNotAdmin(deps: Deps, ctx: Ctx): Promise<string | null> {
  const member = await deps.members.memberOf(ctx.chat?.id ?? 0, ctx.from?.id ?? 0);
  if (!member) return groupWords.unasked;
  return member.role === "admin" ? null : groupWords.adminsOnly;
}

/** @returns What to say about it. */
async function act(deps: Deps, groupId: number, press: Press): Promise<string | null> {
  if (press.action === "all" || press.action === "list") return null;
  if (press.action === "add") return list(deps, groupId, Number(press.value));
  await deps.groups.change(groupId, (policy) => changed(policy, press));
  return groupWords.taken;
}

function changed(policy: Policy, { action, value }: Press): Policy {
  switch (action) {
    case "launch":
      return { ...policy, launchers: circleOf(value) };
    case "approve":
      return { ...policy, approvers: circleOf(value) };
    case "need":
      return { ...policy, approvals: Number(value) };
    case "until":
      return { ...policy, deadlineMs: Number(value) * MINUTE_MS };
    case "cool":
      return { ...policy, cooldownMs: Number(value) * MINUTE_MS };
    case "uncap":
      return { ...policy, caps: uncapped(policy, value) };
    case "drop":
      return { ...policy, listed: policy.listed.filter(({ userId }) => userId !== Number(value)) };
    case "announce":
      return { ...policy, announces: value === "on" };
    default:
      return policy;
  }
}

/** Only members are listed, under the name that they have now. */
async function list(deps: Deps, groupId: number, userId: number): Promise<string> {
  const member = isPersonId(userId) ? await deps.members.memberOf(groupId, userId) : null;
  if (!member || member.role === "outsider") return groupWords.notAMember;
  const one = { userId, name: cut(member.name, MOST_NAME) };
  const { listed } = await deps.groups.change(groupId, (policy) => {
    const others = policy.listed.filter((other) => other.userId !== userId);
    return others.length >= MOST_LISTED ? policy : { ...policy, listed: [...others, one] };
  });
  return listed.some((other) => other.userId === userId) ? groupWords.taken : groupWords.fullList;
}

const circleOf = (word: string): Circle => CIRCLES.find((one) => one === word) ?? "admins";

const uncapped = ({ caps }: Policy, symbol: string) =>
  caps.filter(({ unit }) => unit.symbol !== symbol);

/** Null when it is no cap at all. */
function readCap(typed: string): Policy["caps"][number] | InputError | null {
  const [symbol = "", launch, day, ...more] = typed.trim().split(/\s+/);
  const unit = unitOf(symbol);
  if (unit === null || launch === undefined || day === undefined || more.length > 0) return null;
  const bounds = readBounds(unit, launch, day);
  return bounds instanceof InputError ? bounds : { unit, ...bounds };
}

/** Whom a `/settings` replies to; a person, and not the bot. */
function repliedTo(ctx: Ctx): { readonly id: number; readonly first_name: string } | null {
  const author = ctx.message && repliedIn(ctx.message)?.from;
  return author && !author.is_bot && isPersonId(author.id) ? author : null;
}

const pageWords = (policy: Policy): Html => lines(groupWords.rules(policy), "", groupWords.howTo);

/** Each button but a cap's says what holds, and all carry what comes next, so that a second tap changes nothing more. */
function pageButtons(policy: Policy, replied: ReturnType<typeof repliedTo> = null): InlineKeyboard {
  const { labels } = groupWords;
  const keyboard = new InlineKeyboard();
  const minutes = { until: policy.deadlineMs / MINUTE_MS, cool: policy.cooldownMs / MINUTE_MS };
  if (replied) keyboard.text(labels.add(replied.first_name), groupData("add", replied.id)).row();
  keyboard
    .text(labels.launch(policy.launchers), groupData("launch", next(CIRCLES, policy.launchers)))
    .row()
    .text(labels.need(policy.approvals), groupData("need", next(APPROVALS, policy.approvals)))
    .text(labels.approve(policy.approvers), groupData("approve", next(CIRCLES, policy.approvers)))
    .row()
    .text(labels.until(minutes.until), groupData("until", next(DEADLINES, minutes.until)))
    .text(labels.cool(minutes.cool), groupData("cool", next(PAUSES, minutes.cool)))
    .row();
  for (const { unit } of policy.caps) {
    keyboard.text(labels.uncap(unit.symbol), groupData("uncap", unit.symbol));
  }
  keyboard.row().text(...announceButton(policy));
  return keyboard.row().text(labels.list(policy.listed.length), groupData("list"));
}

const announceButton = ({ announces }: Policy): [label: string, data: string] => [
  groupWords.labels.announce(announces),
  groupData("announce", announces ? "off" : "on"),
];

function listButtons({ listed }: Policy): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const { userId, name } of listed) {
    keyboard.text(groupWords.labels.drop(name), groupData("drop", userId)).row();
  }
  return keyboard.text(groupWords.labels.back, groupData("all"));
}

/** The one after `value`, and after the last the first. */
function next<T>(all: readonly T[], value: T): T {
  return all[(all.indexOf(value) + 1) % all.length] ?? value;
}
