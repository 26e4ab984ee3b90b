import { sign, validate } from "@telegram-apps/init-data-node";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { signInitData } from "../../src/sandbox/telegram/init-data.ts";
import { createInitDataReader } from "../../src/vault/init-data.ts";
import { aClock, START } from "../support/a-clock.ts";

const TOKEN = "1234567890:AAexample-of-a-token-that-is-none0";
const USER = { id: 8123456789, first_name: "Ada", last_name: "Å & =", language_code: "en" };
const read = createInitDataReader(TOKEN, aClock());

/** The library's opinion: it throws at what it does not take. */
function libraryTakes(initData: string): boolean {
  try {
    validate(initData, TOKEN, { expiresIn: 300 });
    return true;
  } catch {
    return false;
  }
}

describe("our check of what Telegram signs, beside a library's", () => {
  // The library asks the system for the time.
  beforeEach(() => void vi.useFakeTimers({ now: START }));
  afterEach(() => void vi.useRealTimers());

  const byLibrary = (at = START) => sign({ user: USER, query_id: "AAH" }, TOKEN, new Date(at));

  it("takes what the library signs", () => {
    expect(read(byLibrary())).toBe(USER.id);
  });

  it("and the library takes what the sandbox signs", async () => {
    const auth_date = String(START / 1000);

    const ours = await signInitData(TOKEN, { user: JSON.stringify(USER), auth_date });

    expect(libraryTakes(ours)).toBe(true);
    expect(read(ours)).toBe(USER.id);
  });

  it("agrees on every change of one letter", () => {
    const signed = byLibrary();
    const changed = Array.from(
      signed,

      (letter, at) => signed.slice(0, at) + (letter === "1" ? "2" : "1") + signed.slice(at + 1),
    );

    const differing = changed.filter((text) => libraryTakes(text) !== (read(text) !== null));

    expect(changed.length).toBeGreaterThan(200);
    expect(differing).toEqual([]);
  });

  it.each([0, -299_000, -301_000, -86_400_000])("agrees on its age: %i ms", (ms) => {
    const signed = byLibrary(START + ms);

    expect(read(signed) !== null).toBe(libraryTakes(signed));
  });
});
