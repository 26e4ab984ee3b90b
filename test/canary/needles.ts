/** A secret that was planted, in every form in which the program may hold it. */
export interface Planted {
  readonly name: string;
  readonly forms: readonly (string | Buffer)[];
}

/** The ways in which one form of a secret may be written: in clear, JSON-escaped, URL-encoded, in hex, in base64. */
function spellings(form: string | Buffer): readonly Buffer[] {
  const bytes = Buffer.from(form);
  const hex = bytes.toString("hex");
  const encoded = [hex, hex.toUpperCase(), ...base64(bytes)];
  const escaped = typeof form === "string" ? [quote(form), quote(quote(form)), url(form)] : [];
  return [bytes, ...[...encoded, ...escaped].map((text) => Buffer.from(text))];
}

/** Whether any of it stands in these bytes, be it cut at both ends. */
export function holds(place: Buffer, { forms }: Planted): boolean {
  return forms.some((form) => spellings(middle(form)).some((needle) => place.includes(needle)));
}

/** The middle half of a long form: nobody else's is the same, and text is often cut before it is kept. */
function middle(form: string | Buffer): string | Buffer {
  if (form.length < 32) return form;
  return form.slice(form.length >> 2, -(form.length >> 2));
}

const quote = (text: string): string => JSON.stringify(text).slice(1, -1);
const url = (text: string): string => encodeURIComponent(text);

/**
 * What stays the same of the base64 of these bytes whatever stands before and after them: three alignments, in both
 * alphabets.
 */
function base64(bytes: Buffer): string[] {
  const texts = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)];
    return whole.slice(from, to);
  });
  return texts.flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")]);
}
