import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { STATUSES, type Launch } from "../../src/domain/launch.ts";
import { usesOfOwner } from "../../src/storage/credentials.ts";
import { draftsTouchedSince, openDraftsOf, staleDrafts } from "../../src/storage/drafts.ts";
import { confirmedInGroup, latestOfGroup, openOfGroup } from "../../src/storage/group-rows.ts";
import { dropBoxes } from "../../src/storage/conversations.ts";
import { nextImages } from "../../src/storage/images.ts";
import * as query from "../../src/storage/launch-queries.ts";
import { launchRow } from "../../src/storage/launch-row.ts";
import { dueNotices, nextDueNotice } from "../../src/storage/notices.ts";
import { dropOffers } from "../../src/storage/offers.ts";
import { pathOf } from "../../src/storage/sqlite-file.ts";
import { tables } from "../../src/storage/tables.ts";
import { dropUpdates } from "../../src/storage/updates.ts";
import type { Tx } from "../../src/storage/unit-of-work.ts";
import { launchOf } from "../contracts/launch-store.ts";
import { aDraft, aLaunch } from "../support/a-launch.ts";
import { aDatabaseUrl, aStorage, type TestStorage } from "../support/a-storage.ts";

interface Raw {
  readonly storage: TestStorage;
  readonly client: Database.Database;
  readonly db: Tx["q"];
}

/** The storage, and a connection past it. */
async function aRawDatabase(): Promise<Raw> {
  const url = await aDatabaseUrl();
  const storage = aStorage(url);
  const client = new Database(pathOf(url));
  onTestFinished(() => void client.close());
  return { storage, client, db: drizzle(client) };
}

describe("the launches table", () => {
  it.each(STATUSES)("takes a %s launch as the state machine makes it", async (status) => {
    const { db } = await aRawDatabase();

    const insert = () =>
      db
        .insert(tables.launches)
        .values(launchRow(aLaunch({ status })))
        .run();

    expect(insert).not.toThrow();
  });

  it.each<[string, Partial<Launch>]>([
    ["a status that is none of ours", { status: "lost" as Launch["status"], nextAt: 1 }],
    ["version 0", { version: 0 }],
    ["a negative count of tries", { tries: -1 }],
    ["queued without a next time", { status: "queued", nextAt: null }],
    ["sending without an attempt", { status: "sending", attempt: null }],
    ["sending without the time it was sent", { status: "sending", sentAt: null }],
    ["sending without a lease", { status: "sending", nextAt: null }],
    ["accepted without a ticket", { status: "accepted", eventId: null }],
    ["accepted without the time", { status: "accepted", acceptedAt: null }],
    ["accepted without a next poll", { status: "accepted", nextAt: null }],
    ["unclear without a next look", { status: "unclear", nextAt: null }],
    ["unclear without an attempt", { status: "unclear", attempt: null }],
    ["live without anything to find it by", { status: "live", mint: null }],
    ["live with its mint and still a timer", { status: "live", nextAt: 1 }],
    ["failed without a reason", { status: "failed", reason: null }],
    ["failed with a timer", { status: "failed", nextAt: 1 }],
    ["cancelled with a timer", { status: "cancelled", nextAt: 1 }],
    ["expired without an end", { status: "expired", endedAt: null }],
    ["sending with an end", { status: "sending", endedAt: 1 }],
    ["resolved by nobody we know", { resolvedBy: "bot" as "owner" }],
  ])("refuses %s", async (_what, part) => {
    const { db } = await aRawDatabase();

    const insert = () =>
      db
        .insert(tables.launches)
        .values(launchRow(aLaunch(part)))
        .run();

    expect(insert).toThrow(/CHECK constraint failed: launches_/);
  });

  it("refuses a second launch of one draft", async () => {
    const { db } = await aRawDatabase();
    const insert = (launch: Launch) => db.insert(tables.launches).values(launchRow(launch)).run();
    const first = aLaunch();
    insert(first);

    expect(() => insert(aLaunch({ draftId: first.draftId }))).toThrow(
      "UNIQUE constraint failed: launches.draft_id",
    );
  });

  it.each<[string, string]>([
    [
      "a second card",
      "insert into notices select null, launch_id, kind, 1, 1, 0, 1, 0, 1, 0, state, null, null from notices",
    ],
    ["a notice that has more than it wants", "update notices set have_version = want_version + 1"],
    ["a notice in no state of ours", "update notices set state = 'lost'"],
    ["a notice of no launch", "update notices set launch_id = 'nowhere'"],
    [
      "a second line of history for a version",
      "insert into launch_history select * from launch_history",
    ],
    ["history of no launch", "update launch_history set launch_id = 'nowhere'"],
    ["a launch that takes its history with it", "delete from launches"],
    ["a draft with half a card", "update drafts set card_chat_id = 1"],
    ["a draft in no state of ours", "update drafts set state = 'lost'"],
  ])("refuses %s", async (_what, statement) => {
    const { storage, client } = await aRawDatabase();
    const draft = aDraft();
    await storage.drafts.add(draft);
    await storage.launches.confirm(draft.id, 1, launchOf());

    expect(() => client.exec(statement)).toThrow(/constraint failed/);
  });
});

describe("a damaged row", () => {
  it.each([
    ["request", "{"],
    ["request", '{"target":"moon"}'],
    ["reason", '{"code":"because"}'],
  ])("is not taken for a launch: %s is %s", async (column, value) => {
    const { storage, client } = await aRawDatabase();
    const draft = aDraft();
    await storage.drafts.add(draft);
    await storage.launches.confirm(draft.id, 1, launchOf({ id: "launch-1" }));

    client.prepare(`update launches set ${column} = ?`).run(value);

    await expect(storage.launches.get("launch-1")).rejects.toThrow(/^a stored .* cannot be read$/);
  });
});

type Buildable = (tx: Tx) => { toSQL(): { sql: string; params: unknown[] } };

function planOf({ client, db }: Raw, build: Buildable): readonly string[] {
  const tx: Tx = {
    q: db,
    t: tables,
    forUpdate: (rows) => rows,
    compile: () => undefined,
    ready: () => {
      throw new Error("not run here");
    },
  };
  const { sql, params } = build(tx).toSQL();
  return client
    .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
    .all(params.map(() => 1))
    .map(({ detail }) => detail);
}

describe("the query plan", () => {
  it.each<[string, Buildable, string]>([
    ["due launches", query.dueLaunches, "launches_due"],
    ["the next due launch", query.nextDueLaunch, "launches_due"],
    ["what a crash left sending", query.sendingLaunches, "launches_sending"],
    ["the launch of a draft", query.launchOfDraft, "launches_of_draft"],
    ["a page of an owner's launches", query.pageOfOwner, "launches_by_owner"],
    ["a page of those of one status", query.pageOfStatus, "launches_by_status"],
    ["what an owner confirmed lately", query.confirmedSince, "launches_by_owner"],
    ["what an owner has open", query.openOfOwner, "launches_open_by_owner"],
    ["what a group confirmed lately", confirmedInGroup, "launches_by_group"],
    ["what a group has open", openOfGroup, "launches_open_by_group"],
    ["when a group launched last", latestOfGroup, "launches_by_group"],
    ["tokens that nobody has named yet", query.mintlessLaunches, "launches_mintless"],
    ["when an owner launched last", query.latestConfirmations, "launches_by_owner"],
    ["an owner's mints", query.mintsOfOwner, "launches_minted"],
    ["an owner's ticker", query.launchesWithTicker, "launches_by_ticker"],
    ["due notices", dueNotices, "notices_due"],
    ["the next due notice", nextDueNotice, "notices_due"],
    ["stale drafts", staleDrafts, "drafts_open"],
    ["drafts touched lately", draftsTouchedSince, "drafts_open"],
    ["an owner's latest draft", openDraftsOf, "drafts_open_by_owner"],
    ["uses of an owner's secrets", usesOfOwner, "credential_uses_by_owner"],
    ["pictures that may be swept", nextImages, "images_kept_here"],
  ])("of %s is its index alone: no scan, no sorting", async (_what, build, index) => {
    const plan = planOf(await aRawDatabase(), build);

    expect(plan[0]).toMatch(new RegExp(`INDEX ${index}( |$)`));
    expect(plan.join("\n")).not.toMatch(/TEMP B-TREE|^SCAN launches$/m);
  });

  it.each(["launches", "drafts"])(
    "of a sweep of pictures looks each one up in the %s that may name it, by each of its forms",
    async (table) => {
      const plan = planOf(await aRawDatabase(), nextImages);

      for (const form of ["picture", "light", "moving"]) {
        expect(plan).toContain(
          `SEARCH ${table} USING COVERING INDEX ${table}_by_${form} (<expr>=?)`,
        );
      }
    },
  );

  it.each<[string, Buildable, string]>([
    ["updates", dropUpdates, "handled_updates_by_age"],
    ["flows", dropBoxes, "conversations_by_age"],
    ["offers", dropOffers, "inline_offers_by_age"],
  ])("of a sweep of %s finds the old ones by their age", async (_what, build, index) => {
    const plan = planOf(await aRawDatabase(), build);

    expect(plan.join("\n")).toMatch(new RegExp(`INDEX ${index} \\(at<\\?\\)`));
    expect(plan.join("\n")).not.toMatch(/TEMP B-TREE|SCAN/);
  });
});
