import { fitDraft, type Surroundings } from "../domain/draft.ts";
import { sizeOf } from "../providers/open-body.ts";
import type { Written } from "../providers/provider.ts";
import type { Draft } from "./draft-store.ts";
import type { Preparer } from "./prepare.ts";

/** Launches that were written out when their cards were drawn, so that a tap has nothing to write. */
export interface Shelf {
  /**
   * Writes what this card would launch, if it is ready to be launched. Fails without a word: who taps it is told why.
   * @returns When that is done.
   */
  put(draft: Draft): Promise<void>;
  /** What this version of the draft launches; null when it is not there (any more, or yet). */
  find(draftId: string, version: number): Written | null;
  drop(draftId: string): void;
  /** How much is there, in bytes of bodies. */
  bytes(): number;
}

interface Kept {
  readonly version: number;
  written: Written | null;
}

export interface ShelfDeps {
  readonly write: Preparer["write"];
  readonly around: Surroundings;
  readonly most?: number;
  readonly mostBytes?: number;
}

/**
 * In memory, and never with a secret in it. The oldest go when there is too much; what is not there is written after the
 * tap, by the same hand.
 */
export function createShelf(deps: ShelfDeps): Shelf {
  const { write, around, most = 1_000, mostBytes = 32 * 1024 * 1024 } = deps;
  const kept = new Map<string, Kept>();
  let bytes = 0;

  function drop(id: string): void {
    const written = kept.get(id)?.written;
    if (written) bytes -= sizeOf(written.body);
    kept.delete(id);
  }

  function makeRoom(): void {
    for (const id of kept.keys()) {
      if (kept.size <= most && bytes <= mostBytes) return;
      drop(id);
    }
  }

  return {
    async put({ id, version, content }) {
      if (kept.get(id)?.version === version) return;
      drop(id);
      const fit = fitDraft(content, content.target, around);
      if (!fit.ok) return;
      const place: Kept = { version, written: null };
      kept.set(id, place);
      const written = await write(fit.request).catch(() => null);
      // Meanwhile the place may be another version's, or nobody's.
      if (kept.get(id) !== place) return;
      if (written === null) {
        kept.delete(id);
        return;
      }
      place.written = written;
      bytes += sizeOf(written.body);
      makeRoom();
    },
    find(id, version) {
      const place = kept.get(id);
      return place?.version === version ? place.written : null;
    },
    drop,
    bytes: () => bytes,
  };
}
