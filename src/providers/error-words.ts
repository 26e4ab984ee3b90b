/**
 * Words in a provider's error that leave open whether the token exists: a transaction was sent and nobody saw how it
 * ended. Reviewed by hand, since no provider publishes its error texts; better one too many than one too few.
 */
const AMBIGUOUS: readonly RegExp[] = [
  /time[ds]?[ -]?out/i,
  /not (yet )?(been )?confirmed/i,
  /(un|never )confirmed/i,
  /confirmation/i,
  /could(n't| not) confirm/i,
  /block ?hash/i,
  /block ?height exceeded/i,
  /\b(may|might|could) have\b/i,
  /\bunknown (if|whether|status|state|result|outcome)\b/i,
  /\bstill (pending|processing)\b/i,
  /\b(transaction|tx|bundle|signature)\b.*\b(expired|dropped|failed|land(ed)?|not found|missing)\b/i,
  /\b(fetch|send|submit|broadcast)(ing|ed)?\b.*\b(failed|error)\b|\bfailed to (fetch|send|submit|broadcast)\b/i,
  /\bdeadline\b/i,
  /\b(network|connection|gateway|rpc|upstream|socket)\b/i,
  /\b5\d\d\b/,
  /\b(partial(ly)?|some of|\d+ of \d+|\d+\/\d+)\b/i,
  /\b(econnreset|socket hang up|connection (was )?(reset|closed|lost))\b/i,
];

/** Words that clearly say that the wallet cannot pay. */
const FUNDS: readonly RegExp[] = [
  /insufficient (\w+ )?(balance|funds?|lamports|gas)/i,
  /insufficient (sol|bnb|eth|mon)\b/i,
  /not enough (\w+ )?(balance|funds?|sol|bnb|eth|mon|lamports|gas)\b/i,
];

const speaksOf = (words: readonly RegExp[]) => (text: string) =>
  words.some((word) => word.test(text));

/** Whether an error text leaves open how it ended; then it is no refusal, whatever it is called. */
export const leavesItOpen = speaksOf(AMBIGUOUS);
export const lacksFunds = speaksOf(FUNDS);
