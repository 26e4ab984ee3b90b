import type { Rows } from "./rows.ts";
import type { Scene } from "./scene.ts";

/** Every update is handled: Telegram holds none back. */
export async function allHandled({ world }: Scene): Promise<boolean> {
  const answer = await world.sandbox.telegram.call("getWebhookInfo");
  if (!answer.ok) return false;
  return (answer.result as { pending_update_count: number }).pending_update_count === 0;
}

/** Nothing is under way: no update, no launch, and no card that says less than its row. */
export async function allAtRest(scene: Scene): Promise<boolean> {
  return !scene.rows().isBusy() && (await allHandled(scene));
}

/** A `parked` card belongs to somebody who has blocked the bot. */
export function parked(rows: Rows) {
  return rows.notices().filter(({ state }) => state === "parked");
}
