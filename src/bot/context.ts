import type { ConversationFlavor, Conversation } from "@grammyjs/conversations";
import type { Context } from "grammy";
import type { Moment } from "../kit/clock.ts";
import type { OptionKey } from "../domain/options.ts";
import type { Field } from "../domain/problem.ts";
import type { DraftPlace } from "./draft-opener.ts";
import type { LaunchStart } from "./launch-conversation.ts";
import type { Said } from "./launch-message.ts";

/** A flow to enter once the update has passed the conversations; they can be entered only below where they are mounted. */
export type FlowStart =
  | { readonly flow: "launch"; readonly said: Said; readonly place: DraftPlace }
  | {
      readonly flow: "edit";
      readonly draftId: string;
      readonly field: Field;
      readonly option?: OptionKey;
    }
  | { readonly flow: "mint"; readonly launchId: string };

export interface Extra {
  /** The group and topic that the message was taken from, which counts as one of the private chat from there on. */
  takenFrom?: DraftPlace;
  /** In a group: messages with which the flow of this person asked, the newest last. Kept with the flow. */
  asked?: readonly number[];
  /** Set by a handler above the conversations. */
  flowStart?: FlowStart;
  /** Set by the launch flow when an answer leads to another question: where it goes on. */
  flowNext?: LaunchStart;
  /** The update came to nothing: what the flows made of it is not kept. */
  flowsStay?: boolean;
  /** Marked as handled, together with what the flows made of it. */
  marked?: boolean;
  /** What a task outside of a flow threw, as it was thrown. */
  fault?: unknown;
  /** The tap has its answer: another one would not be seen. */
  answered?: boolean;
}

interface Arrived {
  /** When we heard of the update. */
  arrived: Moment;
}

export type Ctx = ConversationFlavor<Context> & Extra & Arrived;
/** Inside a conversation: the plain context, whose calls are recorded and replayed. */
export type FlowCtx = Context;
export type Flow = Conversation<Ctx>;
