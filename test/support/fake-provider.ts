import type { Credential, ProviderName } from "../../src/domain/credential.ts";
import { CallError, type Fate, type Reason } from "../../src/domain/errors.ts";
import type { LaunchRequest, Minted } from "../../src/domain/launch.ts";
import type {
  Progress,
  Provider,
  Providers,
  Receipt,
  Trace,
  WirePicture,
  Written,
} from "../../src/providers/provider.ts";
import type { Wish } from "./launch-by.ts";

export const MINT = "Fern1111111111111111111111111111111111111111";
export const EVENT = "event-1";

/** A provider that does as it is told. Untold, it takes every launch, has nothing new to say and finds nothing. */
export interface FakeProvider extends Provider {
  /** Launch calls, in order. */
  readonly received: readonly Wish[];
  /** Polls and look-ups, in order. */
  readonly asked: readonly ({ readonly way: "poll" | "find" } & Trace)[];
  answerNext(receipt: Receipt): void;
  /** The next launch call fails: with a fate's usual reason, or with exactly this error. */
  failNext(how: Fate | Error): void;
  /** Runs in the middle of every launch call; the answer waits for it. */
  whileSending(work: (credential: Credential) => Promise<void>): void;
  /** What the next poll says. */
  sayNext(progress: Progress | Error): void;
  /** What the next look-up finds. */
  showNext(found: Minted | Error): void;
  /** Owners it was told to forget, in order. */
  readonly forgotten: readonly number[];
  /** How often it was to be ready for a launch. */
  readonly madeReady: number;
  /** Says from now on that this mint is not the owner's, as every other is. */
  disown(mint: string): void;
}

const REASONS: Readonly<Record<Fate, Reason>> = {
  refused: { code: "ticker-taken", said: "taken" },
  unsent: { code: "unreachable", said: null },
  unclear: { code: "no-answer", said: null },
};

export const liveWith = (mint: string | null): { readonly kind: "live" } & Minted => ({
  kind: "live",
  mint,
  pool: null,
  listingUrl: mint === null ? "https://example.com/moss" : null,
});

export interface FakeProviderShape {
  readonly name: ProviderName;
  readonly can?: readonly ("poll" | "find" | "tell whose" | "sign in")[];
  readonly route?: (request: LaunchRequest, preferred: string) => string;
}

export function aProvider({ name, can = [], route }: FakeProviderShape): FakeProvider {
  const received: Wish[] = [];
  const pictures = new WeakMap<Written, WirePicture | null>();
  const asked: ({ readonly way: "poll" | "find" } & Trace)[] = [];
  const answers: (Receipt | Error)[] = [];
  const words: (Progress | Error)[] = [];
  const finds: (Minted | Error)[] = [];
  const foreign = new Set<string>();
  const forgotten: number[] = [];
  let madeReady = 0;
  let meanwhile: (credential: Credential) => Promise<void> = async () => undefined;

  return {
    name,
    slots: [],
    received,
    asked,
    forgotten,
    get madeReady() {
      return madeReady;
    },
    forget: (ownerId) => void forgotten.push(ownerId),
    answerNext: (receipt) => void answers.push(receipt),
    failNext: (how) =>
      void answers.push(typeof how === "string" ? new CallError(how, REASONS[how]) : how),
    whileSending: (work) => void (meanwhile = work),
    sayNext: (progress) => void words.push(progress),
    showNext: (found) => void finds.push(found),
    disown: (mint) => void foreign.add(mint),

    write(request, picture) {
      const written = { request, contentType: "", body: [], needs: [] };
      pictures.set(written, picture);
      return written;
    },
    async launch({ written, region }, credential, sent) {
      const { request } = written;
      received.push({ request, picture: pictures.get(written) ?? null, region });
      if (!staysHere(answers[0])) sent?.();
      await meanwhile(credential);
      return given(answers) ?? liveWith(MINT);
    },
    ...(can.includes("poll") && {
      async poll(trace: Trace & { readonly eventId: string }) {
        asked.push({ way: "poll", ...trace });
        return given(words) ?? { kind: "pending" };
      },
    }),
    ...(can.includes("sign in") && {
      async ready() {
        madeReady += 1;
      },
    }),
    ...(can.includes("find") && {
      async find(trace: Trace) {
        asked.push({ way: "find", ...trace });
        return given(finds);
      },
    }),
    ...(can.includes("tell whose") && {
      owns: async (mint: string) => !foreign.has(mint),
    }),
    ...(route && { route }),
  };
}

/** Like ours: one answers at once, one hands out tickets to poll with, one lists what it has. */
export interface FakeProviders extends Providers {
  readonly j7tracker: FakeProvider;
  readonly blowfish: FakeProvider;
  readonly swarms: FakeProvider;
}

export function theProviders(): FakeProviders {
  return {
    j7tracker: aProvider({
      name: "j7tracker",
      route: ({ options }, preferred) => (options.sniper ? "na-east" : preferred),
    }),
    blowfish: aProvider({ name: "blowfish", can: ["poll", "find", "tell whose", "sign in"] }),
    swarms: aProvider({ name: "swarms", can: ["find"] }),
  };
}

/** Whether nothing of the request leaves. */
function staysHere(answer: Receipt | Error | undefined): boolean {
  return answer instanceof Error && !(answer instanceof CallError && answer.fate !== "unsent");
}

function given<T>(prepared: (T | Error)[]): T | null {
  const next = prepared.shift() ?? null;
  if (next instanceof Error) throw next;
  return next;
}
