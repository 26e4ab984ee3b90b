import { botMethods } from "./bot-methods.ts";
import { chatMethods } from "./chat-methods.ts";
import { checkCall, methodNamed } from "./check-call.ts";
import { editMethods } from "./edit-methods.ts";
import { ephemeralMethods } from "./ephemeral.ts";
import { createFaults, type Faults } from "./faults.ts";
import { refuseUnplayed, type Handlers } from "./handlers.ts";
import { groupMethods } from "./group-methods.ts";
import { inlineMethods } from "./inline-methods.ts";
import { notPlayed, Refusal } from "./refusal.ts";
import { sendMethods } from "./send-methods.ts";
import type { State } from "./state.ts";
import type { ApiResponse, SimCall } from "./world.ts";

type Payload = Readonly<Record<string, unknown>>;
type Handler = (payload: Payload, signal?: AbortSignal) => unknown;

/** So that a sandbox left running does not grow for ever. */
const MOST_CALLS = 10_000;

/** The Bot API of one bot, without its wire. */
export interface Api {
  /**
   * Answers one call; a refusal is an answer too. `read` gives the payload and may refuse.
   *
   * @throws {BrokenConnection} when a fault says so, and an AbortError when `signal` ends a waiting poll.
   */
  call(name: string, read: (method: string) => Payload, signal?: AbortSignal): Promise<ApiResponse>;
  calls(): readonly SimCall[];
  readonly faults: Faults;
}

export function createApi(state: State): Api {
  const handlers: Handlers = {
    ...botMethods(state),
    ...sendMethods(state),
    ...editMethods(state),
    ...chatMethods(state),
    ...ephemeralMethods(state),
    ...groupMethods(state),
    ...inlineMethods(state),
  };
  const faults = createFaults();
  const calls: SimCall[] = [];
  const note = (call: SimCall) => {
    calls.push(call);
    if (calls.length > MOST_CALLS) calls.shift();
  };

  const play = (method: string, payload: Payload, signal?: AbortSignal) =>
    faults.around(method, async () => {
      checkCall(method, payload);
      refuseUnplayed(method, payload);
      // The schema has just proved that the payload is this method's.
      const handler = (handlers as Readonly<Record<string, Handler>>)[method];
      return handler ? handler(payload, signal) : notPlayed(method);
    });

  return {
    faults,
    calls: () => calls,
    async call(name, read, signal) {
      const at = state.clock.now();
      const entry = { at, method: name, payload: {} as Payload };
      try {
        entry.method = methodNamed(name);
        entry.payload = withoutNothing(read(entry.method));
        const result = await play(entry.method, entry.payload, signal);
        note({ ...entry, ok: true });
        return { ok: true, result };
      } catch (error) {
        if (!(error instanceof Refusal)) {
          note({ ...entry, ok: false });
          throw error;
        }
        note({ ...entry, ok: false, description: error.message });
        return answerTo(error);
      }
    },
  };
}

/** A field that is null or undefined was not given. */
function withoutNothing(payload: Payload): Payload {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value != null));
}

export function answerTo({ code, message, parameters }: Refusal): ApiResponse {
  const told = parameters === null ? {} : { parameters };
  return { ok: false, error_code: code, description: message, ...told };
}
