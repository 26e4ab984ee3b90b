import type {
  ChatMember,
  ChatMemberAdministrator,
  ChatMemberRestricted,
  User,
} from "@grammyjs/types";
import type { SimRole } from "./group-world.ts";
import type { Handlers } from "./handlers.ts";
import { refuse } from "./refusal.ts";
import { botUser, chatOf, openChatOf, userOf, type SimChat, type State } from "./state.ts";

/** What a bot asks about the people of a chat. */
export function groupMethods(state: State): Handlers {
  const inGroup = (chatId: number | string): SimChat => {
    const chat = openChatOf(state, chatId);
    if (chat.chat.type === "private") refuse("there are no administrators in the private chat");
    return chat;
  };

  return {
    getChatMember(args) {
      const chat = chatOf(state, args.chat_id);
      if (args.user_id === state.bot.id) return botAs(state, chat);
      if (chat.chat.type !== "private") openChatOf(state, args.chat_id);
      const person = state.people.get(args.user_id);
      const role = chat.members.get(args.user_id);
      if (!person) refuse("member not found");
      if (role !== undefined) return memberAs(userOf(person), role);
      return chat.chat.type === "private"
        ? refuse("member not found")
        : { status: "left", user: userOf(person) };
    },

    getChatAdministrators(args) {
      const chat = inGroup(args.chat_id);
      const people = [...chat.members].flatMap(([id, role]) => {
        const person = state.people.get(id);
        return person && role !== "member" ? [memberAs(userOf(person), role)] : [];
      });
      const bot = botAs(state, chat);
      const all = args.return_bots && bot.status === "administrator" ? [...people, bot] : people;
      return all.filter((one) => one.status === "creator" || one.status === "administrator");
    },

    getChatMemberCount: (args) => inGroup(args.chat_id).members.size + 1,

    leaveChat(args) {
      inGroup(args.chat_id).bot = "stranger";
      state.emit({ type: "chats" });
      return true;
    },
  };
}

/** The bot as a member of a chat. */
export function botAs(state: State, { bot }: SimChat): ChatMember {
  const user = botUser(state);
  switch (bot) {
    case "stranger":
      return { status: "left", user };
    case "kicked":
      return { status: "kicked", user, until_date: 0 };
    case "restricted":
      return { ...MUTED, user };
    case "member":
    case "administrator":
      return memberAs(user, bot);
  }
}

function memberAs(user: User, role: SimRole): ChatMember {
  switch (role) {
    case "member":
      return { status: "member", user };
    case "creator":
      return { status: "creator", user, is_anonymous: false };
    case "administrator":
    case "anonymous":
      return { ...RIGHTS, user, is_anonymous: role === "anonymous" };
  }
}

const MUTED: Omit<ChatMemberRestricted, "user"> = {
  status: "restricted",
  is_member: true,
  can_send_messages: false,
  can_send_audios: false,
  can_send_documents: false,
  can_send_photos: false,
  can_send_videos: false,
  can_send_video_notes: false,
  can_send_voice_notes: false,
  can_send_polls: false,
  can_send_other_messages: false,
  can_add_web_page_previews: false,
  can_react_to_messages: false,
  can_edit_tag: false,
  can_change_info: false,
  can_invite_users: false,
  can_pin_messages: false,
  can_manage_topics: false,
  until_date: 0,
};

const RIGHTS: Omit<ChatMemberAdministrator, "user" | "is_anonymous"> = {
  status: "administrator",
  can_be_edited: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: false,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_pin_messages: true,
  can_send_welcome_messages: false,
};
