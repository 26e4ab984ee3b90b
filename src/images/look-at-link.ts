import { refuse } from "../domain/errors.ts";
import type { Picture } from "../domain/picture.ts";
import { FetchError, type GuardedFetch } from "../http/guarded-fetch.ts";
import { MAX_PICTURE_BYTES, type Images } from "./images.ts";

/** Nobody sends more links at a time by hand. */
const AT_ONCE = 2;

/** Takes in the picture behind a link that a person sent. */
export type LookAtLink = (url: string, ownerId: number) => Promise<Picture>;

/**
 * Where the link cannot be looked at (an inner address, no answer, too slow, too many at once, or fetching is off), it is
 * kept as a link to be handed on, and the preview says so.
 *
 * @param deps.fetch Null: nothing is fetched.
 * @throws {InputError} `picture-*` when something came and it is no picture that can be taken.
 */
export function createLookAtLink(deps: {
  readonly fetch: GuardedFetch | null;
  readonly takeIn: Images["takeIn"];
}): LookAtLink {
  const { fetch, takeIn } = deps;
  const looking = new Map<number, number>();

  return async (url, ownerId) => {
    const under = looking.get(ownerId) ?? 0;
    if (fetch === null || under >= AT_ONCE) return { kind: "link", url };
    looking.set(ownerId, under + 1);
    try {
      return { ...(await takeIn(await fetch(url))), source: url };
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      if (error.why === "too-large") {
        refuse({ code: "picture-too-large", maxMb: MAX_PICTURE_BYTES / 1024 / 1024 });
      }
      return { kind: "link", url };
    } finally {
      const left = (looking.get(ownerId) ?? 1) - 1;
      if (left === 0) looking.delete(ownerId);
      else looking.set(ownerId, left);
    }
  };
}
