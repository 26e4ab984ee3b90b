import Database from "better-sqlite3";

/** What the database holds, seen through a connection of our own. */
export interface Rows {
  /** Everything that is this person's alone, as one text to compare. */
  belongings(personId: number): string;
  /** Launches with the draft they came from. */
  launches(): readonly {
    readonly id: string;
    readonly draftId: string;
    readonly ownerId: number;
  }[];
  /** Of a draft or a launch; null: there is no such thing. */
  ownerOf(id: string): number | null;
  /** People of whom anything is kept. */
  owners(): ReadonlySet<number>;
  /** `ok`, or what SQLite finds broken. */
  integrity(): string;
  close(): void;
}

const BELONGINGS = [
  "select * from drafts where owner_id = @id order by id",
  // Not how it is going: a launch that is under way moves by itself.
  "select id, draft_id, resolved_by = 'owner', status = 'cancelled' from launches where owner_id = @id order by id",
  "select * from credentials where owner_id = @id order by provider, kind",
  "select * from pending_intakes where user_id = @id",
  "select * from people where id = @id",
  "select * from conversations where key like @id || ':%' or key like '%:' || @id",
];

const OWNERS = `
  select owner_id as id from drafts union select owner_id from launches union
  select owner_id from credentials union select user_id from pending_intakes union
  select id from people union select cast(substr(key, instr(key, ':') + 1) as integer) from conversations
`;

const OWNER = `
  select owner_id as id from drafts where id = ? union select owner_id from launches where id = ?
`;

export function theRowsOf(file: string): Rows {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  const belongings = BELONGINGS.map((text) => database.prepare<{ id: string }>(text));
  const owners = database.prepare<[], { id: number }>(OWNERS);
  const owner = database.prepare<[string, string], { id: number }>(OWNER);
  const launches = database.prepare<[], ReturnType<Rows["launches"]>[number]>(
    "select id, draft_id as draftId, owner_id as ownerId from launches",
  );
  return {
    belongings: (id) => JSON.stringify(belongings.map((one) => one.all({ id: String(id) }))),
    launches: () => launches.all(),
    ownerOf: (id) => owner.get(id, id)?.id ?? null,
    owners: () => new Set(owners.all().map(({ id }) => id)),
    integrity: () => String(database.pragma("integrity_check", { simple: true })),
    close: () => void database.close(),
  };
}
