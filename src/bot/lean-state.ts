import type { ConversationData } from "@grammyjs/conversations";

type State = ConversationData[string][number];
type Received = State["replay"]["receive"][number];

/**
 * A conversation's state without what its replay has no use for. Of a message that a flow sent it may only ask where it is:
 * Telegram sends every word back, and kept with each answer they are half of the state.
 */
export function leanState(data: ConversationData): ConversationData {
  const lean = Object.entries(data).map(([id, states]) => [id, states.map(leanOne)] as const);
  return Object.fromEntries(lean);
}

const leanOne = (state: State): State => ({
  ...state,
  replay: { ...state.replay, receive: state.replay.receive.map(leanAnswer) },
});

function leanAnswer(received: Received): Received {
  const { returnValue } = received;
  if (!isSent(returnValue)) return received;
  const { message_id, chat } = returnValue.res.result;
  const result = { message_id, chat: { id: chat.id, type: chat.type } };
  return { ...received, returnValue: { ok: true, res: { ok: true, result } } };
}

/** What the plugin keeps of a call of the Bot API that came to a message. */
interface Sent {
  readonly res: {
    readonly result: {
      readonly message_id: number;
      readonly chat: { readonly id: number; readonly type: string };
    };
  };
}

function isSent(value: unknown): value is Sent {
  const call = value as { readonly res?: { readonly result?: unknown } } | null | undefined;
  const result = call?.res?.result as Partial<Sent["res"]["result"]> | undefined;
  return typeof result?.message_id === "number" && typeof result.chat === "object";
}
