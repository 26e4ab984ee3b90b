import Database from "better-sqlite3";

/** Looks into the program's database while it runs, and can hold the program at a statement of its own. */
export interface Hand {
  /** The newest launch of this ticker. */
  launch(ticker: string): { readonly id: string; readonly status: string } | null;
  /** Whether some card does not show what the rows say yet. */
  owesACard(): boolean;
  /**
   * From now on the program runs into this statement and not out of it: only killing it ends that.
   *
   * @param event For instance `insert on launches`.
   * @param when SQL about the new row.
   */
  hold(event: string, when: string): void;
  /** Whether it is in there now, with its transaction open. */
  isHeld(): boolean;
  /** Takes all holds away; for a program that is dead. */
  release(): void;
  /** Makes a launch's confirmation older, as an outage does. */
  age(ticker: string, ms: number): void;
  /**
   * Hides an open draft, or shows it again. Whoever starts in between makes nothing ready for its card, so that a tap on it is
   * queued first, as where more cards are open than are made ready.
   */
  hideDraft(ticker: string): void;
  showDraft(ticker: string): void;
}

/** Longer than any transaction takes that is not held. */
const HELD_MS = 400;

/**
 * How it holds: a trigger counts without end, so the statement never returns, its transaction stays open and nothing of
 * it is ever seen. What the program committed before is there, what it wanted to do after has not begun.
 */
export function aHandOn(file: string): Hand {
  let holds: readonly string[] = [];

  function open<T>(work: (database: Database.Database) => T, timeout = 5_000): T {
    const database = new Database(file, { fileMustExist: true, timeout });
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  function moveDraft(ticker: string, from: string, to: string): void {
    const sql = "update drafts set state = ? where state = ? and content ->> 'ticker' = ?";
    const { changes } = open((database) => database.prepare(sql).run(to, from, ticker));
    if (changes !== 1) throw new Error(`there is no ${from} draft of ${ticker}`);
  }

  const newest = "where ticker = ? order by confirmed_at desc limit 1";
  return {
    launch: (ticker) =>
      open(
        (database) =>
          database.prepare(`select id, status from launches ${newest}`).get(ticker) ?? null,
      ) as ReturnType<Hand["launch"]>,
    owesACard: () =>
      open(
        (database) =>
          database.prepare("select 1 from notices where have_version < want_version").get() !==
          undefined,
      ),
    hold(event, when) {
      const name = `hold_${holds.length}`;
      open((database) =>
        database.exec(`
          create view if not exists endless as
            with recursive count(n) as (select 1 union all select n + 1 from count)
            select max(n) from count;
          create trigger ${name} before ${event} when ${when} begin select * from endless; end;
        `),
      );
      holds = [...holds, name];
    },
    isHeld() {
      try {
        open((database) => database.exec("begin immediate; rollback"), HELD_MS);
        return false;
      } catch (error) {
        if (error instanceof Database.SqliteError && error.code === "SQLITE_BUSY") return true;
        throw error;
      }
    },
    release() {
      if (holds.length === 0) return;
      open((database) => {
        for (const name of holds) database.exec(`drop trigger ${name}`);
      });
      holds = [];
    },
    age(ticker, ms) {
      open((database) =>
        database
          .prepare(
            `update launches set confirmed_at = confirmed_at - ? where id = (select id from launches ${newest})`,
          )
          .run(ms, ticker),
      );
    },
    hideDraft: (ticker) => moveDraft(ticker, "open", "expired"),
    showDraft: (ticker) => moveDraft(ticker, "expired", "open"),
  };
}
