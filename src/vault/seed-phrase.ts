import { validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";

const WORDS = new Set(wordlist);
const LENGTHS = [12, 15, 18, 21, 24];
/** Checksums tried on one text, about 0.4 ms each: nobody may keep us busy with list words. */
const MOST_CHECKS = 64;

/**
 * Whether a text is a seed phrase and nothing else: 12, 15, 18, 21 or 24 words of BIP-39's English list, also numbered or
 * with commas between. The checksum may be wrong: Electrum's phrases have another one, and people mistype.
 */
export function isSeedPhrase(text: string): boolean {
  const words = wordsOf(text);
  return LENGTHS.includes(words.length) && words.every((word) => WORDS.has(word));
}

/**
 * Whether a seed phrase stands somewhere in a text, alone or among other words.
 *
 * Prose holds runs of list words too ("there", "will", "just"), so among other words the checksum has to fit.
 */
export function holdsSeedPhrase(text: string): boolean {
  if (isSeedPhrase(text)) return true;
  let checks = 0;
  for (const run of runsOf(wordsOf(text))) {
    for (const at of run.keys()) {
      for (const length of LENGTHS) {
        if (at + length > run.length) break;
        if (checks === MOST_CHECKS) return false;
        checks += 1;
        if (validateMnemonic(run.slice(at, at + length).join(" "), wordlist)) return true;
      }
    }
  }
  return false;
}

/** Whatever is no letter parts words: numbers, commas, line breaks. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");

/** Stretches of list words that are long enough to hold a phrase. */
function runsOf(words: readonly string[]): string[][] {
  const runs: string[][] = [[]];
  for (const word of words) {
    if (WORDS.has(word)) runs.at(-1)?.push(word);
    else runs.push([]);
  }
  return runs.filter((run) => run.length >= 12);
}
