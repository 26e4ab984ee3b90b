import { refuse } from "./refusal.ts";

export function fail(why: string): never {
  return refuse(`can't parse entities: ${why}`);
}

export type Reader = ReturnType<typeof readerOf>;

/** Walks through HTML source from left to right. */
export function readerOf(source: string) {
  let at = 0;
  return {
    atEnd: () => at >= source.length,
    peek: () => source.charAt(at),
    startsWith: (text: string) => source.startsWith(text, at),
    byteOffset: () => Buffer.byteLength(source.slice(0, at)),
    skip(count: number) {
      at += count;
    },
    /** Everything that matches from here on; the pattern is sticky. */
    run(pattern: RegExp): string {
      pattern.lastIndex = at;
      const found = pattern.exec(source)?.[0] ?? "";
      at += found.length;
      return found;
    },
    /** One character, or what a character reference like `&amp;` stands for. */
    character(): string {
      const reference = source.charAt(at) === "&" ? this.run(REFERENCE) : "";
      if (reference === "") return source.charAt(at++);
      const character = characterOf(reference);
      if (character === null) at -= reference.length - 1;
      return character ?? "&";
    },
  };
}

const REFERENCE = /&(?:#x[0-9a-f]{1,8}|#\d{1,10}|[a-z]+);?/iy;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

function characterOf(reference: string): string | null {
  const body = reference.slice(1).replace(";", "");
  if (!body.startsWith("#")) return NAMED[body] ?? null;
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
  if (code >= 0xd800 && code <= 0xdfff) {
    fail("Text contains invalid Unicode characters after decoding HTML entities");
  }
  return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : null;
}
