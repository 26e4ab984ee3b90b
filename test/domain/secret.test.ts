import { format, inspect } from "node:util";
import { serialize } from "node:v8";
import { expect, it } from "vitest";
import { Secret } from "../../src/domain/secret.ts";

const WORD = "correct-horse-battery";
const aSecret = () => new Secret(Buffer.from(WORD));

const HEX = Buffer.from(WORD).toString("hex");
const BYTES = [...Buffer.from(WORD)].join(",");

/** Whether the word is in there, in any of the spellings a dump might use. */
function shows(text: string): boolean {
  return [WORD, HEX, HEX.match(/../g)?.join(" ") ?? "", BYTES, BYTES.replaceAll(",", ", ")].some(
    (spelling) => text.includes(spelling),
  );
}

it.each<[string, (secret: Secret) => string]>([
  ["String()", (secret) => String(secret)],
  // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- what must not print it
  ["a template", (secret) => `${secret}`],
  ["adding text", (secret) => "a " + (secret as unknown as string)],
  ["toString", (secret) => secret.toString()],
  ["toLocaleString", (secret) => secret.toLocaleString()],
  ["join", (secret) => [secret, secret].join()],
  ["JSON", (secret) => JSON.stringify({ secret, list: [secret] })],
  ["inspect", (secret) => inspect({ secret }, { depth: null, showHidden: true })],
  ["inspect, bare", (secret) => inspect(secret, { customInspect: false, showHidden: true })],
  ["format", (secret) => format("%s %o %O %j %d %i", ...Array<Secret>(6).fill(secret))],
  ["its keys", (secret) => JSON.stringify(Reflect.ownKeys(secret).map(String))],
  ["spreading", (secret) => inspect({ ...(secret as object) })],
  ["entries", (secret) => inspect(Object.entries(secret))],
  ["descriptors", (secret) => inspect(Object.getOwnPropertyDescriptors(secret))],
  ["cloning", (secret) => inspect(structuredClone(secret))],
  ["v8's serializer", (secret) => serialize(secret).toString("latin1")],
  ["an error's cause", (secret) => inspect(new Error("failed", { cause: secret }))],
  ["an error's message", (secret) => new Error(secret as unknown as string).message],
])("is not shown by %s", (_way, show) => {
  const shown = show(aSecret());

  expect(shows(shown)).toBe(false);
});

it("would be noticed, was it shown", () => {
  const bytes = Buffer.from(WORD);

  const shown = [WORD, inspect(bytes), JSON.stringify(bytes), bytes.toString("hex")].map(shows);

  expect(shown).toEqual([true, true, true, true]);
});

it("gives its bytes to whoever asks by name", () => {
  expect(aSecret().expose().toString()).toBe(WORD);
});

it("is zeroed in place, so that every holder of the bytes sees zeros", () => {
  const bytes = Buffer.from(WORD);
  const secret = new Secret(bytes);

  secret.wipe();

  expect(bytes.every((byte) => byte === 0)).toBe(true);
  expect(secret.expose()).toBe(bytes);
});
