// @ts-check
import { byId, h } from "./dom.js";
import { openChat } from "./live.js";
import { groupShown, on, roomKey, state } from "./state.js";

/** The topics of a forum, its General first; other chats have no such row. */
export function mountTopics() {
  on("groups", draw);
  on("chat", draw);
}

function draw() {
  const topics = groupShown()?.topics ?? [];
  const row = byId("topics");
  row.hidden = topics.length === 0;
  row.replaceChildren(
    topicButton(null, "General", false),
    ...topics.map(({ threadId, name, isClosed }) => topicButton(threadId, name, isClosed)),
  );
}

/** @param {number | null} topic @param {string} name @param {boolean} isClosed */
function topicButton(topic, name, isClosed) {
  const unread = state.unread.get(roomKey(state.chat, topic)) ?? 0;
  const about = `${isClosed ? ", closed" : ""}${unread ? `, ${unread} unread` : ""}`;
  return h(
    "button",
    {
      type: "button",
      class: "chat-tab",
      "aria-pressed": String(topic === state.topic),
      "aria-label": `Topic ${name}${about}`,
      data: { testid: "topic", topic: name },
      onclick: () => state.chat !== null && void openChat(state.chat, topic),
    },
    h("span", { class: "topic-sign", "aria-hidden": "true" }, isClosed ? "🔒" : "#"),
    name,
    unread > 0 && h("span", { class: "badge", "aria-hidden": "true" }, String(unread)),
  );
}
