import { expect, it } from "vitest";
import { silentLog } from "../../src/kit/log.ts";
import { createShelf } from "../../src/launches/shelf.ts";
import { createSignInAhead } from "../../src/launches/sign-in-ahead.ts";
import { createStandby } from "../../src/launches/standby.ts";
import { aCredential } from "../support/a-credential.ts";
import { aContent, aDraft } from "../support/a-launch.ts";
import { theWorks } from "./a-works.ts";

const MINUTE_MS = 60_000;

/** What stands by in a process that has just started. */
function theStandby() {
  const works = theWorks({
    preferredRegion: async (_owner, name) => (name === "j7tracker" ? "europe" : null),
  });
  const { clock, storage, preparer, providers } = works;
  const places = new Map<string, string>();
  const warmed: number[] = [];
  const shelf = createShelf({
    write: (request) => preparer.write(request),
    around: { hostedLinkLength: null },
  });
  const standby = createStandby({
    ...{ shelf, drafts: storage.drafts, preparer, providers, clock, log: silentLog },
    signIn: createSignInAhead({ credentialOf: () => aCredential(), clock, log: silentLog }),
    warmKeys: async (ownerId) => void warmed.push(ownerId),
    ways: {
      drawn: (id, place) => void places.set(id, place),
      gone: (id) => void places.delete(id),
    },
  });
  const add = async (part: Parameters<typeof aDraft>[0] = {}) => {
    const draft = aDraft({ updatedAt: clock.now(), ...part });
    await storage.drafts.add(draft);
    return draft;
  };
  return { ...works, standby, shelf, places, warmed, add };
}

const onBlowfish = { content: aContent({ target: "blowfish" }) };

it("has everything ready for cards that were open before the start, each at its place", async () => {
  const { standby, shelf, places, warmed, add } = theStandby();
  const [onPump, onMeteora] = [await add({ version: 3 }), await add(onBlowfish)];

  await standby.resume();

  expect(shelf.find(onPump.id, 3)?.request).toMatchObject({ ticker: "MOSS" });
  expect(shelf.find(onMeteora.id, 1)).not.toBeNull();
  expect(Object.fromEntries(places)).toEqual({ [onPump.id]: "europe", [onMeteora.id]: "blowfish" });
  expect(warmed).toEqual([onPump.ownerId, onMeteora.ownerId]);
});

it("leaves out cards that cannot be tapped any more, or not yet", async () => {
  const { standby, shelf, places, add, clock } = theStandby();
  const old = await add();
  await clock.advance(31 * MINUTE_MS);
  const launched = await add({ state: "launched" });
  const unready = await add({ content: aContent({ name: null }) });

  await standby.resume();

  expect([old, launched, unready].map(({ id }) => shelf.find(id, 1))).toEqual([null, null, null]);
  expect(places.size).toBe(0);
});

it("takes a card as it is when its turn comes, not as it was at the start", async () => {
  const { standby, shelf, storage, add, clock } = theStandby();
  const draft = await add();
  const resuming = standby.resume();
  const change = () => aContent({ name: "Fern Coin" });
  await storage.drafts.change(draft.id, draft.ownerId, 1, change, clock.now());

  await resuming;

  expect(shelf.find(draft.id, 2)?.request).toMatchObject({ name: "Fern Coin" });
});

it("stops when the program does", async () => {
  const { standby, shelf, add } = theStandby();
  const draft = await add();

  standby.stop();
  await standby.resume();

  expect(shelf.find(draft.id, 1)).toBeNull();
});

it("signs in when a card is drawn, and again for as long as it can be tapped", async () => {
  const { standby, add, providers, clock } = theStandby();
  const draft = await add(onBlowfish);

  standby.drawn(draft, "blowfish");
  await clock.advance(12 * MINUTE_MS);

  expect(providers.blowfish.madeReady).toBe(3);
  await clock.advance(60 * MINUTE_MS);
  expect(providers.blowfish.madeReady).toBe(6);
  expect(clock.waiting()).toBe(0);
});

it("signs in no more for a card that is gone, nor for one that could not be launched", async () => {
  const { standby, add, providers, clock } = theStandby();
  const draft = await add(onBlowfish);
  const unready = await add({ content: aContent({ target: "blowfish", ticker: null }) });
  standby.drawn(draft, "blowfish");
  standby.drawn(unready, "blowfish");
  await clock.advance(MINUTE_MS);

  standby.gone(draft.id);
  await clock.advance(60 * MINUTE_MS);

  expect(providers.blowfish.madeReady).toBe(1);
});
