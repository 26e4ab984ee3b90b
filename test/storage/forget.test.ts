import Database from "better-sqlite3";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { SOL } from "../../src/domain/money.ts";
import { cancel } from "../../src/launches/decide.ts";
import type { Launch, Status } from "../../src/domain/launch.ts";
import type { Picture } from "../../src/domain/picture.ts";
import { pathOf } from "../../src/storage/sqlite-file.ts";
import { launchOf } from "../contracts/launch-store.ts";
import { START } from "../support/a-clock.ts";
import { aContent, aDraft, aLaunch, aRequest, OWNER } from "../support/a-launch.ts";
import { aMigratedUrl, aStorage, type TestStorage } from "../support/a-storage.ts";

const STRANGER = OWNER + 1;
/** What stays of somebody who was forgotten: what an admin said of them, their launches, and where those cards stand. */
const KEPT = ["admissions", "launches", "limits", "notices", "pauses"];

type Stored = Extract<Picture, { kind: "stored" }>;

const aPicture = (digit: string): Stored => ({
  kind: "stored",
  hash: digit.repeat(64),
  mime: "image/webp",
  bytes: 3,
  width: 1,
  height: 1,
});

describe("forgetting a person", () => {
  let url: string;
  let storage: TestStorage;
  beforeEach(async () => {
    url = await aMigratedUrl();
    storage = aStorage(url);
  });

  const forget = (pictures: readonly string[] = []) =>
    storage.forgetting.forget(OWNER, pictures, (launch: Launch) =>
      cancel(launch, { ownerId: OWNER, now: START }),
    );

  async function keeps(picture: Stored): Promise<void> {
    const { hash, mime, width, height } = picture;
    await storage.images.put({ hash, mime, width, height, bytes: Buffer.of(1), createdAt: START });
  }

  async function drafted(ownerId: number, picture: Picture): Promise<void> {
    await storage.drafts.add(aDraft({ ownerId, content: aContent({ picture }) }));
  }

  async function launched(ownerId: number, status: Status, picture: Picture): Promise<Launch> {
    const request = aRequest({ picture });
    const queued = aLaunch({ ownerId, request });
    const { id, draftId } = queued;
    const launch = aLaunch({ id, draftId, ownerId, request, status, version: 2 });
    await storage.drafts.add(aDraft({ id: draftId, ownerId }));
    await storage.launches.confirm(draftId, 1, launchOf(queued));
    if (status !== "queued") await storage.launches.apply(id, () => ({ launch, ring: false }));
    return launch;
  }

  it("leaves their number in no table but the record of launches", async () => {
    const { credentials, bot, conversations } = storage;
    const slot = { ownerId: OWNER, provider: "swarms", kind: "api-key" } as const;
    await credentials.addCanary("k1", Buffer.of(1));
    await credentials.addDataKey({ ownerId: OWNER, keyId: "k1", box: Buffer.of(1) });
    await credentials.put({
      ...slot,
      ...{ fingerprint: "0a1b2c3d", address: null, expiresAt: null, version: 1 },
      ...{ createdAt: START, lastUsedAt: null, refusedAt: null, box: Buffer.of(1) },
    });
    await credentials.recordUse({ ...slot, version: 1, launchId: null, at: START });
    await bot.setRegion(OWNER, "europe");
    await storage.presets.put(OWNER, { name: "quick", target: "pump", buy: null, options: {} }, 1);
    await bot.expectSecret({ ...slot, userId: OWNER, expiresAt: START, promptMessageId: 1 });
    await storage.admissions.admit({ userId: OWNER, state: "allowed", by: OWNER, at: START });
    await storage.intakeLinks.open({
      ...{ hash: "a".repeat(64), userId: OWNER, expiresAt: START + 1 },
      ...{ provider: "swarms", kind: "api-key" },
    });
    await conversations.write(`-5:${OWNER}`, Buffer.of(1), START, 1);
    await conversations.write(`${OWNER}:${STRANGER}`, Buffer.of(1), START, 2);
    await storage.limits.change(OWNER, SOL, (kept) => ({ ...kept, perDay: 1n }));
    await storage.pauses.pause(OWNER, OWNER, () => ({ rejected: "settled" }));
    await drafted(OWNER, aPicture("a"));
    await launched(OWNER, "failed", aPicture("b"));

    expect(await forget()).toMatchObject({
      kind: "forgotten",
      wiped: { secrets: 1, uses: 1, drafts: 2, conversations: 1, cancelled: 0 },
      kept: { launches: 1, unclear: 0 },
    });

    expect(tablesThatName(OWNER)).toEqual(["conversations", ...KEPT].toSorted());
    expect(await conversations.read(`${OWNER}:${STRANGER}`), "somebody else's").not.toBeNull();
    const { limits, pausedBy } = await storage.limits.standing(OWNER);
    expect({ limits, pausedBy }).toMatchObject({ limits: [{ perDay: 1n }], pausedBy: "owner" });
  });

  it("is the same twice as once", async () => {
    await drafted(OWNER, aPicture("a"));
    await forget();

    expect(await forget()).toMatchObject({ kind: "forgotten", wiped: { drafts: 0, pictures: 0 } });
  });

  it.each(["sending", "accepted"] as const)("changes nothing while one is %s", async (status) => {
    await drafted(OWNER, aPicture("a"));
    const launch = await launched(OWNER, status, aPicture("b"));

    expect(await forget()).toMatchObject({ kind: "under-way", launches: [{ id: launch.id }] });

    expect(await storage.drafts.latestOpen(OWNER)).not.toBeNull();
  });

  it("wipes pictures that nobody else needs", async () => {
    const [draft, failed, flow] = ["a", "b", "c"].map(aPicture);
    if (!draft || !failed || !flow) throw new Error("three were made");
    for (const picture of [draft, failed, flow]) await keeps(picture);
    await drafted(OWNER, draft);
    await launched(OWNER, "failed", failed);

    expect(await forget([flow.hash])).toMatchObject({ wiped: { pictures: 3 } });

    for (const { hash } of [draft, failed, flow]) expect(await storage.images.get(hash)).toBeNull();
  });

  it("keeps pictures that others use, and those of tokens that are or may be live", async () => {
    const [shared, theirs, live, unclear] = ["a", "b", "c", "d"].map(aPicture);
    if (!shared || !theirs || !live || !unclear) throw new Error("four were made");
    const all = [shared, theirs, live, unclear];
    for (const picture of all) await keeps(picture);
    for (const ownerId of [OWNER, STRANGER]) await drafted(ownerId, shared);
    await drafted(OWNER, theirs);
    await launched(STRANGER, "failed", theirs);
    await launched(OWNER, "live", live);
    await launched(OWNER, "unclear", unclear);

    expect(await forget()).toMatchObject({ wiped: { pictures: 0 }, kept: { unclear: 1 } });

    for (const { hash } of all) expect(await storage.images.get(hash)).not.toBeNull();
  });

  it("undoes all of it when it dies in the middle", async () => {
    await drafted(OWNER, aPicture("a"));
    await launched(OWNER, "queued", aPicture("b"));

    const dying = storage.forgetting.forget(OWNER, [], () => {
      throw new Error("the plug was pulled");
    });

    await expect(dying).rejects.toThrow("the plug was pulled");
    expect(await storage.drafts.latestOpen(OWNER)).not.toBeNull();
  });

  /** Any column of any table, so that a table which comes later is not forgotten here. */
  function tablesThatName(id: number): readonly string[] {
    const database = new Database(pathOf(url), { readonly: true });
    onTestFinished(() => void database.close());
    const names = database.prepare("select name from sqlite_master where type = 'table'").pluck();
    return (names.all() as string[])
      .filter((table) => {
        const rows = database.prepare(`select * from "${table}"`).all();
        return JSON.stringify(rows).includes(String(id));
      })
      .toSorted();
  }
});
