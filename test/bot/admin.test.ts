import type { Message, Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { aWorld, type World, type WorldOptions } from "../support/a-world.ts";
import { textOf, type TestActor } from "../support/an-actor.ts";
import { atTheCard, launches, launchesUnclear, launchesUnsent } from "../support/at-the-card.ts";

/** The first person of a world. */
const ADMIN = 700_000_001;

async function withAdmin(options: WorldOptions = {}): Promise<{ world: World; ada: TestActor }> {
  const world = await aWorld({ allowed: [], about: { adminIds: [ADMIN] }, ...options });
  return { world, ada: world.person("Ada") };
}

let lastUpdate = 600_000_000;

/** A message of the admin's that the played chat has no way to write. */
function fromAdmin(part: Partial<Message>): Update {
  lastUpdate += 1;
  const message = {
    message_id: lastUpdate,
    date: 1_750_000_000,
    chat: { id: ADMIN, type: "private", first_name: "Ada" },
    from: { id: ADMIN, is_bot: false, first_name: "Ada" },
    ...part,
  };
  return { update_id: lastUpdate, message: message as Message & Update.NonChannel };
}

const command = (text: string) => ({
  text,
  entities: [{ type: "bot_command" as const, offset: 0, length: "/admin".length }],
});

const forwardOf = (id: number): Partial<Message> => ({
  text: "let me in",
  forward_origin: {
    type: "user",
    date: 1_750_000_000,
    sender_user: { id, is_bot: false, first_name: "Ben" },
  },
});

const HIDDEN: Partial<Message> = {
  text: "let me in",
  forward_origin: { type: "hidden_user", date: 1_750_000_000, sender_user_name: "B" },
};

describe("/admin for others", () => {
  it.each(["/admin", "/admin allow 5", "/admin invite"])("is no command: %s", async (text) => {
    const { world } = await withAdmin({ allowed: ["Ben"] });
    const ben = world.person("Ben");

    ben.say(text);

    await ben.sees("I did not understand that.");
    expect(await world.storage.admissions.latest(5)).toHaveLength(1);
  });

  it("is no answer to a question either", async () => {
    const { world } = await withAdmin({ allowed: ["Ben"] });
    const ben = world.person("Ben");
    ben.say("/launch pump");
    await ben.sees("What is it called?");

    ben.say("/admin");

    expect(textOf(await ben.sees("What is it called?"))).not.toContain("Operator");
  });

  it.each([
    "home",
    "people",
    "invites",
    "stats",
    "health",
    "pause",
    "allow:5",
    "deny:5",
    "invite:1:24",
  ])("has no button: admin:%s", async (action) => {
    const { world } = await withAdmin({ allowed: ["Ben"] });
    const ben = world.person("Ben");
    ben.say("/start");
    const message = await ben.sees("Hello Ben");

    const toast = await ben.forge(`admin:${action}`, message);

    expect(toast).toBe("That button is no longer in use.");
    expect(await world.storage.admissions.latest(5)).toHaveLength(1);
    expect(await world.storage.admissions.openInvites(world.clock.now(), 5)).toEqual([]);
  });

  it("does nothing in a group, also for an admin", async () => {
    const { world } = await withAdmin();
    const chat = { id: -1_001, type: "supergroup", title: "Moss" } as const;

    expect(await world.handle(fromAdmin({ ...command("/admin allow 5"), chat }))).toEqual([]);
  });
});

describe("/admin", () => {
  it("counts people, whom it let in or shut out, and launches", async () => {
    const { world, ada } = await withAdmin({ allowed: ["Ben", "Cleo"] });
    const [ben, cleo] = [world.person("Ben"), world.person("Cleo")];
    for (const one of [ben, cleo]) {
      one.say("/start");
      await one.sees("Hello");
    }
    await launches(world, ben);
    await launchesUnclear(world, cleo, "bonk");
    world.providers.blowfish.answerNext({ kind: "accepted", eventId: "event-1" });
    await launches(world, cleo, "blowfish", "Accepted");
    ada.say("/admin deny 5");
    await ada.sees("shut out");

    ada.say("/admin");

    const page = textOf(await ada.sees("Operator's page"));
    expect(page).toContain("People: 2, allowed: 2, denied: 1");
    expect(page).toContain("Launches under way: 1, unclear: 1");
  });

  it("says how to ask for what it does not know", async () => {
    const { ada } = await withAdmin();

    ada.say("/admin launch everything");

    await ada.sees("/admin allow 12345");
  });

  it("shows launches by status, health with versions, and the way back", async () => {
    const { world, ada } = await withAdmin();
    await launches(world, ada);
    ada.say("/admin");
    await ada.sees("Operator's page");

    await ada.tap("📊 Launches");
    await ada.sees("Live: 1");
    await ada.tap("◀️ Back");
    await ada.sees("Operator's page");
    await ada.tap("🩺 Health");

    const health = textOf(await ada.sees("Health"));
    expect(health).toContain("✅ Database: writes in");
    // The tap itself, which is not confirmed yet.
    expect(health).toContain("updates by polling, 1 waiting");
    expect(health).toContain("✅ Region na-east: 12 ms");
    expect(health).toContain(`Launchgram 1.2.3, Node ${process.versions.node}`);
  });
});

describe("stopping everybody's launches", () => {
  it("stops them, also the admin's own, until an admin lets them go on", async () => {
    const { world, ada } = await withAdmin({ allowed: ["Ben"] });
    const ben = world.person("Ben");
    await launchesUnsent(world, ben);
    const sent = world.providers.j7tracker.received.length;
    await atTheCard(world, ada);

    ada.say("/admin pause");
    const said = textOf(await ada.sees("Stopped."));
    ada.say("/admin");
    await ada.sees("Everybody's launches are stopped.");
    await world.restart();
    await ada.tap("🚀 Launch");
    await world.pass(5_000);
    await world.settled();
    const meanwhile = world.providers.j7tracker.received.length;
    ada.say("/admin");
    await ada.sees("Everybody's launches are stopped.");
    await ada.tap("▶️ Let launches go on");
    await ada.sees("Launching goes on.");
    await launches(world, ada, "swarms");

    expect(said).toContain("now cancelled: 1");
    expect(meanwhile).toBe(sent);
  });

  it("is no word that somebody else can take back", async () => {
    const { world, ada } = await withAdmin({ allowed: ["Ben"] });
    const ben = world.person("Ben");
    ada.say("/admin");
    await ada.sees("Operator's page");
    await ada.tap("⏸ Stop all launches");
    await ada.sees("Stopped.");

    ben.say("/resume");

    await ben.sees("The operator has paused launching");
    expect(await world.storage.pauses.pausedBy(ben.id)).toBe("operator");
  });

  it("says so when there was nothing to take back", async () => {
    const { ada } = await withAdmin();

    ada.say("/admin resume");

    await ada.sees("Nobody had stopped everybody's launches.");
  });
});

describe("letting in and shutting out", () => {
  it("lets a stranger in by their number, and tells them", async () => {
    const { world, ada } = await withAdmin();
    const ben = world.person("Ben");
    ben.say("hello");
    await ben.sees(String(ben.id));

    ada.say(`/admin allow ${ben.id}`);

    await ben.sees("The operator lets you use this bot.");
    expect(textOf(await ada.sees("is let in"))).toContain("They were told.");
    ben.say("/launch pump");
    await ben.sees("What is it called?");
    expect(await world.storage.admissions.admissionOf(ben.id)).toMatchObject({ by: ada.id });
  });

  it("says so when Telegram does not let it tell them", async () => {
    const { ada } = await withAdmin();

    ada.say("/admin allow 123456789");

    expect(textOf(await ada.sees("is let in"))).toContain("I could not tell them");
  });

  it("shuts a person out, cancels what waits to be sent, and tells both", async () => {
    const { world, ada } = await withAdmin({ allowed: ["Ben"] });
    const ben = world.person("Ben");
    await launchesUnsent(world, ben);
    const sent = world.providers.j7tracker.received.length;

    ada.say(`/admin deny ${ben.id}`);
    const said = textOf(await ada.sees("is shut out"));
    await ben.sees("no longer lets you use this bot");
    await world.pass(5_000);
    await world.settled();

    expect(said).toContain("will not be sent: 1");
    expect(world.providers.j7tracker.received).toHaveLength(sent);
    expect((await world.storage.launches.list({ ownerId: ben.id, limit: 1 }))[0]?.status).toBe(
      "cancelled",
    );
  });

  it("tells nobody anything when nothing changes", async () => {
    const { world, ada } = await withAdmin({ allowed: ["Ben"] });
    const ben = world.person("Ben");
    ben.say("/start");
    await ben.sees("Hello");

    ada.say(`/admin allow ${ben.id}`);
    await ada.sees("was allowed already");
    await world.settled();

    expect(ben.heard()).toBe(1);
  });

  it.each(["allow", "deny"])("never touches an admin: %s", async (word) => {
    const { world, ada } = await withAdmin({ about: { adminIds: [ADMIN, 4_242] } });

    ada.say(`/admin ${word} 4242`);
    await ada.sees("That is an admin");
    ada.say(`/admin ${word} ${ada.id}`);

    await ada.sees("That is an admin");
    expect(await world.storage.admissions.latest(1)).toEqual([]);
  });

  it.each([
    ["an anonymous group admin", "1087968824"],
    ["a group", "0"],
    ["a number beyond all ids", "9007199254740993"],
  ])("gives no rights to %s", async (_what, id) => {
    const { world, ada } = await withAdmin();

    ada.say(`/admin allow ${id}`);

    await ada.sees("no person's");
    expect(await world.storage.admissions.latest(1)).toEqual([]);
  });

  it.each(["@ben", "-100123", "5 6", "5x", ""])("asks whom “%s” means", async (typed) => {
    const { world, ada } = await withAdmin();

    ada.say(`/admin allow ${typed}`);

    await ada.sees("Whom do you mean?");
    expect(await world.storage.admissions.latest(1)).toEqual([]);
  });

  it("takes a reply to a forwarded message, or to a contact", async () => {
    const { world, ada } = await withAdmin();
    ada.say("/admin");
    await ada.sees("Operator's page");
    const replied = (part: Partial<Message>) => fromAdmin(part).message;
    const contact = { contact: { phone_number: "1", first_name: "Cleo", user_id: 32 } };

    await world.take(
      fromAdmin({ ...command("/admin allow"), reply_to_message: replied(forwardOf(31)) } as never),
    );
    await world.take(
      fromAdmin({ ...command("/admin deny"), reply_to_message: replied(contact) } as never),
    );

    expect(await world.storage.admissions.admissionOf(31)).toMatchObject({ state: "allowed" });
    expect(await world.storage.admissions.admissionOf(32)).toMatchObject({ state: "denied" });
  });

  it("never takes the sender of a plain message that is replied to for the one who is meant", async () => {
    const { world } = await withAdmin();

    await world.handle(
      fromAdmin({
        ...command("/admin allow"),
        reply_to_message: { ...fromAdmin({ text: "5" }).message, from: { id: 5 } },
      } as never),
    );

    expect(await world.storage.admissions.latest(1)).toEqual([]);
  });

  it("offers both for a message that is forwarded, with what was said so far", async () => {
    const { world, ada } = await withAdmin();
    const ben = world.person("Ben");
    ben.say("hello");
    await ben.sees(String(ben.id));
    ada.say("/admin");
    await ada.sees("Operator's page");

    await world.take(fromAdmin(forwardOf(ben.id)));
    await ada.sees("Nothing was said of them yet.");
    await ada.tap("✅ Allow");
    await ada.sees("is let in");
    await ada.tap("⛔ Deny");

    await ada.sees("is shut out");
    expect(await world.storage.admissions.admissionOf(ben.id)).toMatchObject({ state: "denied" });
  });

  it("says so when a forwarded message hides its sender", async () => {
    const { world, ada } = await withAdmin();
    ada.say("/admin");
    await ada.sees("Operator's page");

    await world.take(fromAdmin(HIDDEN));

    await ada.sees("hides who they are");
  });

  it("takes an admin's forwarded message for an answer while a question waits for one", async () => {
    const { world, ada } = await withAdmin();
    ada.say("/launch pump");
    await ada.sees("What is it called?");

    await world.take(fromAdmin({ ...forwardOf(31), text: "Moss Coin" }));

    await ada.sees("Which ticker?");
  });
});

describe("invitations", () => {
  const linkIn = (text: string) => /https:\/\/t\.me\/\w+\?start=(invite_\w+)/.exec(text)?.[1] ?? "";

  it("are made for so many people and hours, and let them in", async () => {
    const { world, ada } = await withAdmin();
    const ben = world.person("Ben");

    ada.say("/admin invite 2 48");
    const made = textOf(await ada.sees("Invitation"));
    ben.say(`/start ${linkIn(made)}`);

    await ben.sees("You are in");
    const [open] = await world.storage.admissions.openInvites(world.clock.now(), 5);
    expect(made).toContain("for 2 people, until 2");
    expect(open).toMatchObject({ uses: 2, used: 1, by: ada.id });
    expect((open?.expiresAt ?? 0) - (open?.createdAt ?? 0)).toBe(48 * 3_600_000);
  });

  it("are for one person and a day unless told otherwise, each with a code of its own", async () => {
    const { world, ada } = await withAdmin();

    ada.say("/admin invite");
    const first = linkIn(textOf(await ada.sees("for 1 person")));
    ada.say("/admin invite");
    const second = linkIn(textOf(await ada.sees("for 1 person")));

    const [open] = await world.storage.admissions.openInvites(world.clock.now(), 5);
    expect((open?.expiresAt ?? 0) - (open?.createdAt ?? 0)).toBe(24 * 3_600_000);
    expect(first).toMatch(/^invite_[2-9a-z]{24}$/);
    expect(second).not.toBe(first);
  });

  it.each(["0", "101", "1 0", "1 721", "x", "-1", "1.5", "1 2 3", "1e1"])(
    "are not made of “%s”",
    async (typed) => {
      const { world, ada } = await withAdmin();

      ada.say(`/admin invite ${typed}`);

      await ada.sees("at most 100 people and 720 hours");
      expect(await world.storage.admissions.openInvites(world.clock.now(), 5)).toEqual([]);
    },
  );

  it("are listed and revoked by buttons; who came stays in", async () => {
    const { world, ada } = await withAdmin();
    const [ben, cleo] = [world.person("Ben"), world.person("Cleo")];
    ada.say("/admin");
    await ada.sees("Operator's page");
    await ada.tap("➕ Invite ten");
    const link = linkIn(textOf(await ada.sees("for 10 people")));
    ben.say(`/start ${link}`);
    await ben.sees("You are in");

    await ada.tap("🔗 Invitations");
    await ada.sees("1 of 10 people came");
    const toast = await ada.tap("✖️ Revoke 1");
    await ada.sees("None.");
    cleo.say(`/start ${link}`);

    await cleo.sees("no longer in use");
    ben.say("/launch pump");
    await ben.sees("What is it called?");
    expect(toast).toBe("Revoked. Who came by it stays in.");
  });

  it("show who came in, and how", async () => {
    const { world, ada } = await withAdmin();
    const ben = world.person("Ben");
    ada.say("/admin invite");
    ben.say(`/start ${linkIn(textOf(await ada.sees("for 1 person")))}`);
    await ben.sees("You are in");
    ada.say("/admin deny 5");
    await ada.sees("shut out");

    ada.say("/admin people");

    const page = textOf(await ada.sees("Let in and shut out"));
    expect(page).toContain(`${ben.id} ✅ allowed through an invitation of ${ada.id}`);
    expect(page).toContain(`5 ⛔ denied by ${ada.id}`);
  });
});
