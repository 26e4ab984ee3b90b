/** What goes on right now, for who waits; it is no part of the result. */
export function progress(words: string): void {
  process.stderr.write(`  ... ${words}\n`);
}
