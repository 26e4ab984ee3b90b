import { followable } from "../../../src/bot/notice-message.ts";
import { statusKeyboard } from "../../../src/bot/status-keyboard.ts";
import { plain } from "../../../src/bot/html.ts";
import { statusWords } from "../../../src/bot/words/words.ts";
import type { Launch } from "../../../src/domain/launch.ts";
import { beginLife } from "./life.ts";
import type { NoticeRow } from "./database.ts";
import type { Rows } from "./judge.ts";
import type { Messages } from "./messages.ts";
import type { Message } from "./telegram.ts";
import { createProviders } from "./providers.ts";
import type { Scene } from "./scene.ts";

/** An end that is this late rings; the edge itself may fall on either side. */
const RINGS_MS = 16_000;
const NEVER_RINGS_MS = 14_000;
const ENDS: ReadonlySet<string> = new Set(["live", "failed", "unclear", "expired"]);

/** I4: what stands in the chats is what the rows say, and nobody was told too often or not at all. */
export function judgeChats(scene: Scene, rows: Rows, messages: Messages): void {
  for (const launch of rows.launches) {
    const own = rows.notices.filter(({ launchId }) => launchId === launch.id);
    for (const notice of own) judgeNotice(scene, launch, notice, messages);
    judgeMessages(scene, rows, launch, own, messages);
  }
}

function judgeNotice(scene: Scene, launch: Launch, notice: NoticeRow, messages: Messages): void {
  const { telegram, story } = scene;
  const stale = (what: string) =>
    scene.breach("stale card", `${notice.kind} of #${launch.id} (${launch.status}): ${what}`);
  story.count(`notice: ${notice.kind} ${notice.state}`);
  const chat = telegram.chat(notice.chatId);
  if (notice.state === "parked" && !chat.closed) stale("parked, though the chat is open");
  if (notice.state === "dead" && !messages.wasRefused(launch.id)) {
    stale("given up, though nobody refused it");
  }
  if (notice.state !== "live") return;
  if (notice.kind === "reminder") return;
  if (notice.haveVersion !== notice.wantVersion) stale("never delivered");
  else if (notice.haveVersion === launch.version) judgeMessage(scene, launch, notice, messages);
  else if (notice.kind === "card") stale("of old");
}

/** What stands in the chat, beside what the row says. */
function judgeMessage(scene: Scene, launch: Launch, notice: NoticeRow, messages: Messages): void {
  const { telegram } = scene;
  const stale = (what: string) =>
    scene.breach("stale card", `${notice.kind} of #${launch.id} (${launch.status}): ${what}`);
  const { html, keyboard } = shownFor(scene, launch, notice.chatId);
  const isRight = (message: Message) =>
    (message.html === html && message.keyboard === keyboard) ||
    // What Telegram refused for its markup is told without any.
    (message.html === plain({ html }) && messages.wasRefused(launch.id));
  const message = telegram.chat(notice.chatId).messages.get(notice.messageId ?? 0);
  if (message) {
    if (!isRight(message)) stale(`says ${message.html}, not ${html}`);
    return;
  }
  // A message that was deleted is missed with the next change; what a group showed it still shows.
  const left = [...(telegram.before(notice.chatId)?.messages.values() ?? [])];
  if (!left.some(isRight) && !scene.deleted.has(launch.id)) stale("not in its chat");
}

/** What somebody reads in a group, they can follow. */
function shownFor(
  scene: Scene,
  launch: Launch,
  chatId: number,
): { readonly html: string; readonly keyboard: string } {
  const providers = createProviders(
    { ...scene, calm: () => true, onPost: () => undefined },
    beginLife({ ...scene, lastPoint: Infinity, died: () => undefined }),
  );
  const buttons = statusKeyboard(launch, providers[launch.provider]);
  return {
    html: statusWords(launch, scene.time.now()).html,
    keyboard: JSON.stringify(chatId < 0 ? followable(buttons, launch) : buttons),
  };
}

function judgeMessages(
  scene: Scene,
  rows: Rows,
  launch: Launch,
  notices: readonly NoticeRow[],
  messages: Messages,
): void {
  const history = rows.history.filter(({ launchId }) => launchId === launch.id);
  const moved = launch.resolvedBy === "owner" ? history.slice(0, -1) : history;
  const ends = moved.filter(
    ({ status }, at) => ENDS.has(status) && moved[at - 1]?.status !== status,
  );
  const since = (ms: number) => ends.filter(({ at }) => at - launch.confirmedAt > ms).length;
  const told = notices.filter(({ kind }) => kind === "told").length;
  const hasFinal = notices.some(({ kind }) => kind === "final");
  const say = (what: string) => scene.breach("messages", `#${launch.id}: ${what}`);
  if (since(RINGS_MS) > 0 && !hasFinal) say("its end never rang");
  const reminders = notices.filter(({ kind }) => kind === "reminder").length;
  const cardless = rows.drafts.find(({ id }) => id === launch.draftId)?.card === null ? 1 : 0;
  const { sent, wished } = messages.of(launch.id);
  const isAway = notices.some(({ kind, chatId }) => kind === "card" && chatId !== launch.ownerId);
  const isOver = !["queued", "sending", "accepted"].includes(launch.status);
  if (isAway && isOver && told === 0) say("its owner was never told of its end in private");
  const most = since(NEVER_RINGS_MS) + wished + cardless + reminders + told;
  if (sent > most) say(`${sent} messages, ${most} at the most`);
}
