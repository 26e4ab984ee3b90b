import { Composer, InlineKeyboard } from "grammy";
import {
  PROVIDER_NAMES,
  type CredentialInfo,
  type CredentialSlot,
  type ProviderName,
} from "../domain/credential.ts";
import { CallError, InputError, VaultError } from "../domain/errors.ts";
import { readKeyData, type KeyPress } from "./callback-data.ts";
import type { Ctx } from "./context.ts";
import type { CredentialDesk } from "./credential-desk.ts";
import type { BotDeps } from "./deps.ts";
import { lines } from "./html.ts";
import { reply, show } from "./reply.ts";
import { toast } from "./toast.ts";
import { generalWords, keysWords, problemWords, providerNames, slotNames } from "./words/words.ts";

type Deps = Pick<BotDeps, "cabinet" | "providers" | "store" | "intakeLinks" | "clock" | "log"> & {
  readonly credentials: CredentialDesk;
};

/** `/keys`: what is stored, and adding, making, testing and deleting it. Shows fingerprints and addresses, never a key. */
export function keysPage(deps: Deps): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  const pages = composer.chatType("private");
  pages.command("keys", (ctx) => overview(deps, ctx));
  pages.callbackQuery(/^k:/, async (ctx) => {
    const press = readKeyData(ctx.callbackQuery.data);
    if (!press) return toast(ctx, generalWords.oldButton);
    if (press.action === "cancel") {
      await deps.store.dropExpectedSecret(ctx.from.id);
      await deps.intakeLinks.close(ctx.from.id);
      await toast(ctx);
      return show(ctx, keysWords.intakeCancelled);
    }
    const { provider } = press;
    if (provider === null) {
      await toast(ctx);
      return overview(deps, ctx);
    }
    if (press.action === "provider") {
      await toast(ctx);
      return providerPage(deps, ctx, provider);
    }
    return act(deps, ctx, provider, press);
  });
  return composer;
}

async function overview(deps: Deps, ctx: Ctx): Promise<void> {
  const stored = await deps.cabinet.list(ctx.from?.id ?? 0);
  const now = deps.clock.now();
  const keyboard = new InlineKeyboard();
  for (const name of PROVIDER_NAMES) keyboard.text(providerNames[name], `k:${name}`).row();
  const blocks = PROVIDER_NAMES.flatMap((name) => [
    "",
    keysWords.provider(name),
    ...shownSlots(deps, name, stored).map((slot) =>
      keysWords.row(slot, find(stored, name, slot), now),
    ),
  ]);
  await show(ctx, lines(keysWords.title, ...blocks), keyboard);
}

/** Slots that options use are shown only once they hold something; the provider's own page shows all. */
function shownSlots(
  deps: Deps,
  name: ProviderName,
  stored: readonly CredentialInfo[],
): readonly CredentialSlot[] {
  return deps.providers[name].slots.filter(
    (slot) => slot.need !== "option" || find(stored, name, slot) !== undefined,
  );
}

function find(
  stored: readonly CredentialInfo[],
  provider: ProviderName,
  slot: CredentialSlot,
): CredentialInfo | undefined {
  return stored.find((info) => info.provider === provider && info.kind === slot.kind);
}

async function providerPage(deps: Deps, ctx: Ctx, name: ProviderName): Promise<void> {
  const stored = await deps.cabinet.list(ctx.from?.id ?? 0);
  const provider = deps.providers[name];
  const now = deps.clock.now();
  const words = keysWords.buttons;
  const keyboard = new InlineKeyboard();
  for (const slot of provider.slots) {
    const label = slotNames[slot.kind];
    const info = find(stored, name, slot);
    // A wallet that the bot may have made is not simply replaced: it controls what it launched.
    if (!info || !slot.canBeMade) {
      const verb = info ? words.replace : words.add;
      keyboard.text(`${verb} ${label}`, `k:${name}:${slot.kind}:add`);
    }
    if (info) keyboard.text(`${words.remove} ${label}`, `k:${name}:${slot.kind}:del`);
    else if (slot.canBeMade) keyboard.text(words.make, `k:${name}:${slot.kind}:make`);
    keyboard.row();
  }
  if (provider.check !== undefined && stored.some((info) => info.provider === name)) {
    keyboard.text(words.test, `k:${name}:all:test`).row();
  }
  keyboard.text(words.back, "k:all");
  const rows = provider.slots.map((slot) => keysWords.row(slot, find(stored, name, slot), now));
  await show(ctx, keysWords.page(name, rows), keyboard);
}

async function act(
  deps: Deps,
  ctx: Ctx,
  provider: ProviderName,
  { kind, action, version }: KeyPress,
): Promise<void> {
  if (action === "test") return test(deps, ctx, provider);
  const slot = deps.credentials.slot(provider, kind);
  if (!slot) return toast(ctx, generalWords.oldButton);
  const ownerId = ctx.from?.id ?? 0;
  const info = find(await deps.cabinet.list(ownerId), provider, slot);
  switch (action) {
    case "add":
      await toast(ctx);
      return deps.credentials.expect(ctx, provider, kind);
    case "make":
      await toast(ctx);
      return deps.credentials.make(ctx, provider, kind);
    case "sample":
      return deps.credentials.takeSample(ctx, provider, kind);
    case "del": {
      if (!info) return toast(ctx, generalWords.oldButton);
      await toast(ctx);
      const { yes, back } = keysWords.buttons;
      const keyboard = new InlineKeyboard()
        .text(yes, `k:${provider}:${kind}:sure:${info.version}`)
        .danger()
        .text(back, `k:${provider}`);
      return show(ctx, keysWords.askDelete(provider, info), keyboard);
    }
    case "sure":
      // The question may be older than the key that lies there now.
      if (info?.version !== version) return toast(ctx, generalWords.oldButton);
      await deps.cabinet.remove({ ownerId, provider, kind: slot.kind });
      await toast(ctx, keysWords.deleted);
      return providerPage(deps, ctx, provider);
    default:
      return toast(ctx, generalWords.oldButton);
  }
}

async function test(deps: Deps, ctx: Ctx, name: ProviderName): Promise<void> {
  const provider = deps.providers[name];
  if (!provider.check) return toast(ctx, generalWords.oldButton);
  await toast(ctx, keysWords.testing);
  try {
    const refused = await provider.check(deps.cabinet.credentialOf(ctx.from?.id ?? 0, name, null));
    await reply(ctx, refused ? keysWords.testRefused(name, refused) : keysWords.works(name));
  } catch (error) {
    if (error instanceof InputError) return reply(ctx, problemWords(error.problem));
    if (!(error instanceof CallError) && !(error instanceof VaultError)) throw error;
    deps.log.info({ provider: name, error }, "a test of a key got no answer");
    await reply(ctx, keysWords.testFailed(name));
  }
}
