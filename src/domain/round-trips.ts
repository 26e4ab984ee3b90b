/** What a connection that rested sends before it waits for word from the other side: ten segments. */
const FIRST_FLIGHT_BYTES = 14_480;
/** Headers, credentials and all that a request says beside its picture, about. */
const REST_BYTES = 2_000;

/**
 * How many round trips a request takes that carries so many bytes of picture, as they stand in it. About: each flight is
 * taken to be twice the one before, so that n of them hold 2^n - 1 times the first.
 */
export function roundTripsOf(carriedBytes: number): number {
  return Math.ceil(Math.log2((REST_BYTES + carriedBytes) / FIRST_FLIGHT_BYTES + 1));
}
