/** Runs work, but never more than so many pieces at once; the rest waits in order of arrival. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export function createGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;

  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A place is handed on rather than freed, so that a newcomer cannot overtake those who wait.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
