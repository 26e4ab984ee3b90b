/** Doubling pauses: `first`, twice that, and so on up to `most`. `tries` counts from 0. All in ms. */
export function backoff(tries: number, first: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(tries, 30));
}
