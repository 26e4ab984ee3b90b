import { expect, it } from "vitest";
import type { Launch } from "../../src/domain/launch.ts";
import { lose } from "../../src/launches/decide.ts";
import { listen } from "../../src/launches/listen.ts";
import { START } from "../support/a-clock.ts";
import { aDraft, aLaunch } from "../support/a-launch.ts";
import { aStorage } from "../support/a-storage.ts";
import { theWorks } from "./a-works.ts";

it("tells of a confirmed launch once, not of the taps after it", async () => {
  const { launches, drafts } = aStorage();
  const told: Launch[] = [];
  const store = listen(launches, (launch) => told.push(launch));
  const draft = aDraft();
  await drafts.add(draft);
  const launch = aLaunch({ draftId: draft.id });

  await store.confirm(draft.id, 41, () => ({ rejected: "stale-button" }));
  await store.confirm(draft.id, 42, () => ({ launch, ring: false }));
  await store.confirm(draft.id, 43, () => ({ launch, ring: false }));

  expect(told).toEqual([launch]);
});

it("tells of a move when it is already stored, and not of a rejection", async () => {
  const { launches, add } = theWorks();
  const launch = await add({ status: "sending" });
  const stored: Promise<Launch | null>[] = [];
  const store = listen(launches, ({ id }) => stored.push(launches.get(id)));

  const moved = await store.apply(launch.id, (one) => lose(one, { ownerDied: true, now: START }));
  await store.apply(launch.id, (one) => lose(one, { ownerDied: true, now: START }));
  await store.apply("no-such", (one) => lose(one, { ownerDied: true, now: START }));

  expect(moved).toMatchObject({ kind: "moved", launch: { status: "unclear" } });
  expect(await Promise.all(stored)).toEqual([moved.launch]);
});

it("tells of nothing that was undone", async () => {
  const { launches, add } = theWorks();
  const launch = await add();
  const told: Launch[] = [];
  const store = listen(launches, (one) => told.push(one));

  const applied = store.apply(launch.id, () => {
    throw new Error("a bug");
  });

  await expect(applied).rejects.toThrow("a bug");
  expect(told).toEqual([]);
});

it("reads through", async () => {
  const { launches, add } = theWorks();
  const launch = await add();

  const store = listen(launches, () => undefined);

  expect(await store.get(launch.id)).toEqual(launch);
  expect(await store.due(START, 10)).toEqual([launch]);
});
