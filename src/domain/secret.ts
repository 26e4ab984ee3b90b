const HIDDEN = "[secret]";

/**
 * Bytes that no log line, template string, JSON text or inspection can print.
 *
 * `expose()` is the one way in, easy to search for; the bytes are zeroed by {@link Secret.wipe}. Held as a Buffer, since
 * a string cannot be wiped.
 */
export class Secret {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  expose(): Buffer {
    return this.#bytes;
  }

  wipe(): void {
    this.#bytes.fill(0);
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return HIDDEN;
  }
}
