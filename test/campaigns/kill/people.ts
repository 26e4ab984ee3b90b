import { faultOf } from "./behaviours.ts";
import type { Deed } from "./judge.ts";
import type { Act, Plan } from "./plan.ts";
import type { Card, Scene } from "./scene.ts";
import { tap } from "./tap.ts";

/** The people of one run: they prepare their cards, and then do as planned. */
export interface People {
  /** Walks to every planned card. The program must be running, and Telegram well. */
  prepare(): Promise<void>;
  act(what: Act): Promise<void>;
  /** Counts a death of the program against every card that was tapped. */
  mourn(): void;
  /** Who blocked the bot lets it in again. */
  unblock(): void;
  /** Everybody says `/start`. */
  greet(): void;
  deeds(): readonly Deed[];
}

export function createPeople(plan: Plan, scene: Scene, tell: (what: string) => void): People {
  const { telegram, providers } = scene.world.sandbox;
  const cards: Card[] = [];
  const taps = new Map<Card, { readonly updateIds: number[]; killsSince: number }>();
  const blocked = new Set<number>();
  let mallory = { id: 0, messageId: 0 };

  function cardOf(number: number): Card {
    const card = cards[number];
    if (!card) throw new RangeError("the plan names a card that it does not have");
    return card;
  }

  async function tapAsOwner(number: number): Promise<void> {
    const card = cardOf(number);
    const tapped = taps.get(card) ?? { updateIds: [], killsSince: 0 };
    if (!taps.has(card)) prepareFault(number, card);
    taps.set(card, tapped);
    tapped.updateIds.push(await tap(scene, card));
    tell(`the owner taps ${card.name}`);
  }

  function prepareFault(number: number, { provider, name }: Card): void {
    const { behaviour = "ok", worked = false } = plan.cards[number] ?? {};
    const fault = faultOf(behaviour, provider, worked);
    if (fault) providers[provider].faults.add(fault);
    tell(`${provider} is to answer ${name} with: ${behaviour}`);
  }

  async function act(what: Act): Promise<void> {
    switch (what.kind) {
      case "tap":
        return tapAsOwner(what.card);
      case "redeliver": {
        const card = cardOf(what.card);
        for (const updateId of taps.get(card)?.updateIds ?? []) telegram.redeliver(updateId);
        tell(`Telegram delivers the taps on ${card.name} again`);
        return;
      }
      case "stranger": {
        const { name, data } = cardOf(what.card);
        await telegram.press(mallory.id, mallory.id, mallory.messageId, data, { forged: true });
        tell(`a stranger taps ${name}`);
        return;
      }
      case "block": {
        const { name, owner } = cardOf(what.card);
        if (!blocked.has(owner.person.id)) telegram.blockBot(owner.person.id);
        blocked.add(owner.person.id);
        tell(`the owner of ${name} blocks the bot`);
        return;
      }
      case "telegram":
        telegram.faults.add(what.fault);
        tell(`Telegram is to meet ${JSON.stringify(what.fault)}`);
        return;
    }
  }

  return {
    async prepare() {
      for (const [at, { provider }] of plan.cards.entries()) {
        cards.push(await scene.card(provider, `Coin ${at + 1}`, `C${at + 1}`));
      }
      mallory = await scene.stranger();
    },
    act,
    mourn() {
      for (const tapped of taps.values()) tapped.killsSince += 1;
    },
    unblock() {
      for (const id of blocked) telegram.unblockBot(id);
      blocked.clear();
    },
    greet() {
      for (const owner of new Set(cards.map((card) => card.owner))) owner.say("/start");
    },
    deeds: () =>
      cards.map((card) => ({
        card,
        tappedByOwner: taps.has(card),
        killsSince: taps.get(card)?.killsSince ?? 0,
      })),
  };
}
