import type { ProviderName } from "../domain/credential.ts";
import type { LaunchRequest } from "../domain/launch.ts";
import { TARGETS } from "../domain/targets.ts";
import type { LaunchOrder, Providers, WirePicture, Written } from "../providers/provider.ts";

/** What the world gives to a launch before it leaves. */
export interface PrepareDeps {
  readonly providers: Providers;
  /** The picture in the form the target takes. @throws {InputError} when it is gone or cannot travel. */
  readonly pictureFor: (request: LaunchRequest) => Promise<WirePicture | null>;
  /** The region this person's launches go to right now; null for providers without regions. */
  readonly preferredRegion: (ownerId: number, provider: ProviderName) => Promise<string | null>;
}

/** The two halves of preparing a launch: what it says, which may be done long before, and where it goes. */
export interface Preparer {
  /** @throws {InputError} */
  write(request: LaunchRequest): Promise<Written>;
  /** To be asked when it leaves: another region may be the nearest by then. @throws {InputError} `region-missing`. */
  address(ownerId: number, written: Written): Promise<LaunchOrder>;
}

export function createPreparer(deps: PrepareDeps): Preparer {
  const providerOf = ({ target }: LaunchRequest) => deps.providers[TARGETS[target].provider];
  return {
    write: async (request) => providerOf(request).write(request, await deps.pictureFor(request)),
    async address(ownerId, written) {
      const provider = providerOf(written.request);
      const preferred = await deps.preferredRegion(ownerId, provider.name);
      const routed = preferred === null ? null : provider.route?.(written.request, preferred);
      return { written, region: routed ?? preferred };
    },
  };
}
