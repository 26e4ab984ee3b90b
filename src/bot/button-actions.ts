/**
 * Everything that a button can ask for, by the prefix of its data. What is not listed here is nobody's button: the readers
 * of `callback-data.ts` refuse it, and `test/bot/forgery/` holds every one of them against forgers.
 */
export const BUTTON_ACTIONS = {
  d: [
    ...["go", "cancel", "ask", "to", "clear", "opt", "key", "make", "limits"],
    ...["main", "edit", "options", "more", "targets", "anew", "size", "mine"],
  ],
  v: ["approve", "object", "back"],
  g: [
    ...["all", "launch", "approve", "need", "until", "cool", "uncap"],
    ...["list", "add", "drop", "announce"],
  ],
  l: [
    ...["stop", "not", "check", "live", "anyway", "sure", "leave"],
    ...["again", "ticker", "name", "key", "card", "show"],
  ],
  w: ["follow"],
  k: ["all", "cancel", "provider", "add", "make", "sample", "del", "sure", "test"],
  s: ["all", "show", "undo", "set"],
  n: [
    ...["all", "told", "follow", "digest", "quiet"],
    ...["pick", "from", "until", "hour", "clock"],
  ],
  p: ["use", "del"],
  i: ["open"],
  f: ["pick"],
  h: ["page"],
  r: ["pick"],
  security: ["page"],
  forget: ["ask", "yes", "no"],
  admin: [
    ...["home", "invite", "invites", "revoke", "people", "allow", "deny"],
    ...["pause", "resume", "stats", "health"],
  ],
} as const;

export type Prefix = keyof typeof BUTTON_ACTIONS;
export type ActionOf<Of extends Prefix> = (typeof BUTTON_ACTIONS)[Of][number];

/** The word as one of the actions behind this prefix; undefined when it is none. */
export function actionOf<Of extends Prefix>(prefix: Of, word: string): ActionOf<Of> | undefined {
  const actions: readonly ActionOf<Of>[] = BUTTON_ACTIONS[prefix];
  return actions.find((one) => one === word);
}
