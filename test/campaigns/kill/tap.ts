import type { Card, Scene } from "./scene.ts";

/** Taps Launch without waiting for an answer: who is killed gives none. @returns The update's id. */
export async function tap({ world }: Scene, card: Card): Promise<number> {
  const { owner, messageId, data } = card;
  const { id } = owner.person;
  // By then the card may have lost the button; a client that is slow shows it all the same.
  const pressed = await world.sandbox.telegram.press(id, id, messageId, data, { forged: true });
  return pressed.updateId;
}
