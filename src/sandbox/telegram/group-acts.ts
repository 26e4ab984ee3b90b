import type { Chat, ChatMember, Update } from "@grammyjs/types";
import type { GroupSim, SimGroup } from "./group-world.ts";
import { botAs } from "./group-methods.ts";
import { personOf, unixTime, userOf, type SimChat, type State, type Topic } from "./state.ts";
import { SimError } from "./world.ts";

/** Making groups and moving people about in them. */
export function createGroupActs(state: State): GroupSim {
  const add = (chat: SimChat) => {
    state.chats.set(chat.chat.id, chat);
    return groupOf(chat);
  };
  const newId = (kind: SimGroup["kind"]) =>
    -Number((kind === "supergroup" ? "100" : "") + state.digits(10));

  return {
    addGroup({ title, members, kind = "supergroup", topics = [], bot = "member" }) {
      if (topics.length > 0 && kind === "group") throw new SimError("a small group has no topics");
      const roles = Object.entries(members).map(([id, role]) => [Number(id), role] as const);
      for (const [id] of roles) personOf(state, id);
      const id = newId(kind);
      const nextMessageId = kind === "supergroup" ? ownRow() : () => state.nextMessageId();
      return add({
        chat:
          kind === "group"
            ? { id, type: kind, title }
            : { id, type: kind, title, ...(topics.length > 0 ? { is_forum: true as const } : {}) },
        members: new Map(roles),
        messages: new Map(),
        topics: new Map(
          topics.map((name) => {
            const threadId = nextMessageId();
            return [
              threadId,
              topicOf(state, {
                chat: { id, type: "supergroup", title },
                by: roles[0]?.[0],
                threadId,
                name,
              }),
            ] as const;
          }),
        ),
        movedTo: null,
        bot: bot ?? "stranger",
        draft: null,
        nextMessageId,
      });
    },

    groups: () =>
      [...state.chats.values()].flatMap((chat) =>
        chat.chat.type === "private" || chat.movedTo !== null ? [] : [groupOf(chat)],
      ),

    setEphemeral: (mode) => void (state.ephemeral.mode = mode),

    setRole(chatId, personId, role) {
      const { members } = groupAt(state, chatId);
      personOf(state, personId);
      if (role === null) members.delete(personId);
      else members.set(personId, role);
      state.emit({ type: "chats" });
    },

    setBot(chatId, by, standing) {
      const chat = groupAt(state, chatId);
      const from = userOf(personOf(state, by));
      const before = botAs(state, chat);
      chat.bot = standing ?? "kicked";
      state.emit({ type: "chats" });
      return { updateId: state.queue.push(memberUpdate(state, chat, from, before)) };
    },

    setTopic(chatId, threadId, to) {
      const { topics, messages } = groupAt(state, chatId);
      const topic = topics.get(threadId);
      if (!topic) throw new SimError("there is no such topic");
      if (to !== "deleted") topics.set(threadId, { ...topic, isClosed: to === "closed" });
      else {
        topics.delete(threadId);
        for (const [id, { message }] of messages) {
          if (message.message_thread_id === threadId) messages.delete(id);
        }
      }
      state.emit({ type: "chats" });
    },

    upgradeGroup(chatId) {
      const old = groupAt(state, chatId);
      if (old.chat.type !== "group") throw new SimError("it is a supergroup already");
      const { title } = old.chat;
      const id = newId("supergroup");
      const chat: SimChat = {
        ...old,
        chat: { id, type: "supergroup", title },
        messages: new Map(),
        nextMessageId: ownRow(),
      };
      const date = unixTime(state);
      const from = userOf(personOf(state, [...old.members.keys()][0] ?? 0));
      old.movedTo = id;
      const group = add(chat);
      if (groupOf(chat).bot !== null) {
        const there = { message_id: old.nextMessageId(), date, from, chat: old.chat };
        const here = { message_id: chat.nextMessageId(), date, from, chat: chat.chat };
        state.queue.push({ message: { ...there, migrate_to_chat_id: id } });
        state.queue.push({ message: { ...here, migrate_from_chat_id: chatId } });
      }
      state.emit({ type: "chats" });
      return group;
    },
  };
}

function topicOf(
  state: State,
  {
    chat,
    by,
    threadId,
    name,
  }: {
    readonly chat: Chat.SupergroupChat;
    readonly by: number | undefined;
    readonly threadId: number;
    readonly name: string;
  },
): Topic {
  const opening = {
    ...{ message_id: threadId, date: unixTime(state), chat, message_thread_id: threadId },
    ...(by === undefined ? {} : { from: userOf(personOf(state, by)) }),
    ...{ is_topic_message: true, forum_topic_created: { name, icon_color: 7_322_096 } },
  } as Topic["opening"];
  return { name, isClosed: false, opening };
}

function ownRow(): () => number {
  let last = 0;
  return () => ++last;
}

function memberUpdate(
  state: State,
  chat: SimChat,
  from: ReturnType<typeof userOf>,
  before: ChatMember,
): Pick<Update, "my_chat_member"> {
  return {
    my_chat_member: {
      chat: chat.chat,
      from,
      date: unixTime(state),
      old_chat_member: before,
      new_chat_member: botAs(state, chat),
    },
  };
}

function groupAt(state: State, chatId: number): SimChat {
  const chat = state.chats.get(chatId);
  if (!chat || chat.chat.type === "private") throw new SimError(`there is no group ${chatId}`);
  if (chat.movedTo !== null) throw new SimError(`chat ${chatId} became ${chat.movedTo}`);
  return chat;
}

function groupOf({ chat, members, topics, bot }: SimChat): SimGroup {
  if (chat.type === "private") throw new SimError(`chat ${chat.id} is no group`);
  return {
    chatId: chat.id,
    title: chat.title,
    kind: chat.type,
    members: [...members].map(([personId, role]) => ({ personId, role })),
    topics: [...topics].map(([threadId, { name, isClosed }]) => ({ threadId, name, isClosed })),
    bot: bot === "stranger" || bot === "kicked" ? null : bot,
  };
}
