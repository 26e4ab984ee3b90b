const works = new Set<() => void>();
let listens = false;

/**
 * Does this when the process ends, also by ^C or when its parent ends it. Synchronous work only.
 *
 * @returns Calls it off.
 */
export function atExit(work: () => void): () => void {
  if (!listens) {
    listens = true;
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
    process.once("exit", () => works.forEach((one) => one()));
  }
  works.add(work);
  return () => void works.delete(work);
}
