/**
 * Loaded before the program (`node --import`), counts what it does between hearing of a tap on Launch and writing its
 * request, and says so on standard output: a line that begins with `between tap and request`.
 */
import { Socket } from "node:net";
import Database from "better-sqlite3";
import sharp from "sharp";

/** What is done to a few words costs nothing; a body with a picture has thousands of them. */
const MUCH = 2_000;

export interface Work {
  /** Queries that were compiled. */
  readonly compiled: readonly string[];
  /** JSON that was written out, base64 that was made: how long each was. */
  readonly stringified: readonly number[];
  readonly encoded: readonly number[];
  /** How many pictures were drawn anew. */
  readonly drawn: number;
}

interface Counted {
  readonly compiled: string[];
  readonly stringified: number[];
  readonly encoded: number[];
  drawn: number;
}
let work: Counted | null = null;

const { parse, stringify } = JSON;
JSON.parse = (text: string, ...others) => {
  const parsed: unknown = parse(text, ...others);
  if (text.includes('"callback_query"') && /"data":"d:[^"]*:go"/.test(text)) {
    work = { compiled: [], stringified: [], encoded: [], drawn: 0 };
  }
  return parsed;
};

JSON.stringify = (...given: unknown[]) => {
  const text = Reflect.apply(stringify, JSON, given) as string;
  if (text && text.length >= MUCH) work?.stringified.push(text.length);
  return text;
};

const toText: unknown = Reflect.get(Buffer.prototype, "toString");
Reflect.set(Buffer.prototype, "toString", function counted(this: Buffer, ...given: unknown[]) {
  const text = Reflect.apply(toText as () => void, this, given) as unknown as string;
  const isBase64 = typeof given[0] === "string" && given[0].startsWith("base64");
  if (isBase64 && text.length >= MUCH) work?.encoded.push(text.length);
  return text;
});

const compile: unknown = Reflect.get(Database.prototype, "prepare");
Reflect.set(Database.prototype, "prepare", function counted(this: object, source: string) {
  work?.compiled.push(source);
  return Reflect.apply(compile as () => void, this, [source]) as unknown;
});

const draw: unknown = Reflect.get(sharp.prototype as object, "toBuffer");
Reflect.set(
  sharp.prototype as object,
  "toBuffer",
  function counted(this: object, ...given: unknown[]) {
    if (work) work.drawn += 1;
    return Reflect.apply(draw as () => void, this, given) as unknown;
  },
);

const write: unknown = Reflect.get(Socket.prototype, "write");
Reflect.set(Socket.prototype, "write", function seen(this: Socket, ...given: unknown[]) {
  const [first] = given;
  if (work && typeof first === "string" && /^POST \S*\/submit /.test(first)) {
    const done = work satisfies Work;
    work = null;
    process.stdout.write(`between tap and request ${stringify(done)}\n`);
  }
  return Reflect.apply(write as () => void, this, given) as unknown;
});
