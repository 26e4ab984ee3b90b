import {
  adminData,
  boundsData,
  draftData,
  followData,
  launchData,
  groupData,
  limitData,
  offerData,
  voteData,
} from "../../../src/bot/callback-data.ts";
import type { ActionOf, Prefix } from "../../../src/bot/button-actions.ts";
import { START } from "../../support/a-clock.ts";
import { INVITE, type Belongings, type Where } from "./scene.ts";

/** A button, as it is drawn for the person it belongs to. */
export interface Row {
  readonly data: (of: Belongings) => string;
  /** The same from before something changed; absent where a button does not grow old. */
  readonly old?: readonly ((of: Belongings) => string)[];
  /** What means the same, so that altering one into the other is no forgery. */
  readonly alsoGood?: readonly ((of: Belongings) => string)[];
  /** From here on (what follows this text) it holds the presser's own choice, which any client may change. */
  readonly choiceAfter?: string;
  /** Where the button stands; in the private chat when absent. */
  readonly home?: Where;
}

const SOMEBODY = 123_456_789;
const sinceForget = (ms: number) => `forget:yes:${(START - ms).toString(36)}`;

const draft = (action: ActionOf<"d">, argument = ""): Row => ({
  data: (of) => draftData(of.draft, action, argument),
  old: [-1, 1].map(
    (by) => (of: Belongings) =>
      draftData({ ...of.draft, version: of.draft.version + by }, action, argument),
  ),
});
/** Adding a key says nothing about the content, so an old card's button does it too. */
const ageless = ({ data, old = [] }: Row): Row => ({ data, alsoGood: old });
const failed = (action: ActionOf<"l">): Row => ({ data: (of) => launchData(of.failed.id, action) });
const unclear = (action: ActionOf<"l">): Row => ({
  data: (of) => launchData(of.unclear.id, action),
});
/** About somebody else's draft, on its card in the group. */
const vote = (action: ActionOf<"v">): Row => ({
  data: (of) => voteData(of.others, action),
  old: [-1, 1].map(
    (by) => (of: Belongings) => voteData({ ...of.others, version: of.others.version + by }, action),
  ),
  home: "group",
});
const group = (action: ActionOf<"g">, value?: string | number): Row => ({
  data: () => groupData(action, value),
  home: "group",
  ...(typeof value === "number" || action === "uncap" ? { choiceAfter: `g:${action}:` } : {}),
});
const fixed = (data: string, more: Omit<Row, "data"> = {}): Row => ({ data: () => data, ...more });
const admin = (
  action: ActionOf<"admin">,
  args: readonly (string | number)[] = [],
  more: Omit<Row, "data"> = {},
): Row => fixed(adminData(action, ...args), more);

/** Every button that there is. One that is added to `BUTTON_ACTIONS` and not here does not compile. */
export const ROWS: { readonly [Of in Prefix]: Readonly<Record<ActionOf<Of>, Row>> } = {
  d: {
    go: draft("go"),
    cancel: draft("cancel"),
    ask: draft("ask", "name"),
    to: draft("to", "pump"),
    clear: draft("clear", "website"),
    opt: draft("opt", "feeSelection"),
    key: ageless(draft("key", "api-key")),
    make: ageless(draft("make", "api-key")),
    main: draft("main"),
    edit: draft("edit"),
    options: draft("options"),
    more: draft("more"),
    targets: draft("targets"),
    anew: draft("anew"),
    size: draft("size"),
    mine: draft("mine"),
    limits: draft("limits", "SOL"),
  },
  v: { approve: vote("approve"), object: vote("object"), back: vote("back") },
  g: {
    all: group("all"),
    launch: group("launch", "everybody"),
    approve: group("approve", "everybody"),
    need: group("need", 2),
    until: group("until", 10),
    cool: group("cool", 10),
    uncap: group("uncap", "SOL"),
    list: group("list"),
    add: group("add", SOMEBODY),
    drop: group("drop", SOMEBODY),
    announce: group("announce", "on"),
  },
  l: {
    stop: failed("stop"),
    not: unclear("not"),
    check: unclear("check"),
    live: unclear("live"),
    anyway: unclear("anyway"),
    sure: unclear("sure"),
    leave: unclear("leave"),
    again: failed("again"),
    ticker: failed("ticker"),
    name: failed("name"),
    key: failed("key"),
    card: failed("card"),
    show: failed("show"),
  },
  w: { follow: { data: (of) => followData(of.followed.id), home: "group" } },
  k: {
    all: fixed("k:all"),
    cancel: fixed("k:cancel"),
    provider: fixed("k:swarms"),
    add: fixed("k:swarms:api-key:add"),
    make: fixed("k:blowfish:sign-in-wallet:make"),
    sample: fixed("k:swarms:api-key:sample"),
    del: fixed("k:swarms:api-key:del"),
    sure: fixed("k:swarms:api-key:sure:1", {
      old: ["0", "2"].map((version) => () => `k:swarms:api-key:sure:${version}`),
    }),
    test: fixed("k:swarms:all:test"),
  },
  s: {
    all: fixed("s:all"),
    show: fixed(limitData("show", "SOL")),
    undo: fixed(limitData("undo", "SOL")),
    set: fixed(boundsData("SOL", { perLaunch: 1_000n, perDay: 2_000n }), {
      choiceAfter: "s:set:SOL:",
    }),
  },
  n: {
    all: fixed("n:all"),
    told: fixed("n:told:off"),
    follow: fixed("n:follow:off"),
    digest: fixed("n:digest:off"),
    quiet: fixed("n:quiet:on"),
    pick: fixed("n:pick:from"),
    from: fixed("n:from:9", { choiceAfter: "n:from:" }),
    until: fixed("n:until:9", { choiceAfter: "n:until:" }),
    hour: fixed("n:hour:9", { choiceAfter: "n:hour:" }),
    clock: fixed("n:clock:60", { choiceAfter: "n:clock:" }),
  },
  p: { use: fixed("p:use:quick"), del: fixed("p:del:quick") },
  i: { open: { data: (of) => offerData(of.offer.id, "swarms"), home: "inline" } },
  f: { pick: fixed("f:pick:pump") },
  h: { page: fixed(`h:all:${START.toString(36)}:b2c3d4f5g6h7`) },
  r: { pick: fixed("r:europe") },
  security: { page: fixed(`security:${START.toString(36)}:1`) },
  forget: {
    ask: fixed("forget:ask"),
    yes: fixed(sinceForget(0), {
      old: [6 * 60_000, -60 * 60_000].map((ms) => () => sinceForget(ms)),
      choiceAfter: "forget:yes:",
    }),
    no: fixed("forget:no"),
  },
  admin: {
    home: admin("home"),
    invite: admin("invite", [1, 24], { choiceAfter: "admin:invite:" }),
    invites: admin("invites"),
    revoke: admin("revoke", [INVITE], {
      old: [() => adminData("revoke", INVITE.split("").toReversed().join(""))],
    }),
    people: admin("people"),
    allow: admin("allow", [SOMEBODY], { choiceAfter: "admin:allow:" }),
    deny: admin("deny", [SOMEBODY], { choiceAfter: "admin:deny:" }),
    pause: admin("pause"),
    resume: admin("resume"),
    stats: admin("stats"),
    health: admin("health"),
  },
};

export interface Named extends Row {
  readonly prefix: Prefix;
  readonly action: string;
}

export const ALL_ROWS: readonly Named[] = Object.entries(ROWS).flatMap(([prefix, actions]) =>
  Object.entries(actions).map(([action, row]) => ({ ...row, prefix: prefix as Prefix, action })),
);
