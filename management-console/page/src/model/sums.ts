import type { CacheMember, CacheStatistics, Eviction } from '../api/types';

const nothing: CacheStatistics = {
  enabled: false,
  hits: 0,
  misses: 0,
  stores: 0,
  removes: 0,
  evictions: 0,
  entries: 0,
  averageReadNanos: 0,
  averageWriteNanos: 0,
};

/** Counters of all members together. Means of durations are not summed and stay 0. */
export function sumStatistics(members: readonly CacheMember[]): CacheStatistics {
  return members.reduce(
    (sum, { statistics }) => ({
      ...sum,
      enabled: sum.enabled || statistics.enabled,
      hits: sum.hits + statistics.hits,
      misses: sum.misses + statistics.misses,
      stores: sum.stores + statistics.stores,
      removes: sum.removes + statistics.removes,
      evictions: sum.evictions + statistics.evictions,
      entries: sum.entries + statistics.entries,
    }),
    nothing,
  );
}

/** Bounds and fill of all members together; null if none has a bound. */
export function sumEviction(members: readonly CacheMember[]): Eviction | null {
  const bounded = members.map(({ eviction }) => eviction).filter((eviction): eviction is Eviction => Boolean(eviction));
  return bounded.reduce<Eviction | null>(
    (sum, one) =>
      sum === null
        ? one
        : {
            ...sum,
            bound: sum.bound + one.bound,
            size: sum.size + one.size,
            entries: sum.entries + one.entries,
            evictions: sum.evictions + one.evictions,
            prematureEvictions: sum.prematureEvictions + one.prematureEvictions,
            policyFailures: sum.policyFailures + one.policyFailures,
          },
    null,
  );
}

/** Premature ones among the evictions since the start; null before the first eviction. */
export function prematureShareOf({ evictions, prematureEvictions }: Eviction): number | null {
  return evictions > 0 ? prematureEvictions / evictions : null;
}

/** Hits over reads since the start; null before the first read. */
export function hitRatioOf({ hits, misses }: { hits: number; misses: number }): number | null {
  return hits + misses > 0 ? hits / (hits + misses) : null;
}
