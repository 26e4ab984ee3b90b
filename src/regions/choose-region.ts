/** What the choice looks at. */
export interface Candidate {
  readonly id: string;
  readonly p50Ms: number | null;
  readonly healthy: boolean;
}

/** How much nearer another region must be to be worth a change: both. Less is noise, and a change costs warm paths. */
const NEARER_SHARE = 0.15;
const NEARER_MS = 5;

/**
 * The region to use from now on, given the one in use. Stays while the one in use answers and no other is clearly
 * nearer. A measured region beats one that never answered; when none is healthy the choice stays, since there is none.
 */
export function chooseRegion(current: string, regions: readonly Candidate[]): string {
  const usable = regions.filter((region) => region.healthy);
  const inUse = usable.find(({ id }) => id === current);
  const nearest = usable
    .filter(isMeasured)
    .reduce<Measured | null>((best, one) => (best && best.p50Ms <= one.p50Ms ? best : one), null);
  if (nearest === null) return (inUse ?? usable[0])?.id ?? current;
  if (!inUse || !isMeasured(inUse)) return nearest.id;
  const gainMs = inUse.p50Ms - nearest.p50Ms;
  return gainMs >= NEARER_MS && gainMs >= inUse.p50Ms * NEARER_SHARE ? nearest.id : current;
}

type Measured = Candidate & { readonly p50Ms: number };

function isMeasured(region: Candidate): region is Measured {
  return region.p50Ms !== null;
}
