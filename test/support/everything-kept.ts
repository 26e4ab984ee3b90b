import type { World } from "./a-world.ts";

/** Everything that is kept about a person's flow or was said anywhere, as text. */
export async function everythingKept(world: World, personId: number): Promise<string> {
  const key = `${personId}:${personId}`;
  const state = await world.storage.conversations.read(key);
  const opened = state && (await world.vault.openState(personId, key, state));
  return [
    ...world.logged,
    JSON.stringify(world.telegram.calls()),
    JSON.stringify(await world.storage.drafts.latestOpen(personId)),
    state?.toString("latin1") ?? "",
    opened?.toString("utf8") ?? "",
  ].join("\n");
}
