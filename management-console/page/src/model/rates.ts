import type { Counters, Sample } from '../api/types';

/** What happened per second between one sample and the next, column by column as charts want it. */
export interface Rates {
  /** Times of the later sample, seconds. */
  at: number[];
  reads: Rate[];
  hits: Rate[];
  writes: Rate[];
  removes: Rate[];
  evictions: Rate[];
  hitRatio: Rate[];
}

/** Null where it cannot be known. */
export type Rate = number | null;

/** Current values are means over this long, seconds: steady enough to read, fresh enough to trust. */
const currentSeconds = 5;

/**
 * Rates of one cache, or of all caches together.
 *
 * Counters are sums over the members that answered, so that a difference is a rate only between samples that the same
 * members answered; a member that leaves would look like a reset, one that comes back like a burst. A counter that
 * fell was reset. Both leave a gap.
 */
export function ratesOf(samples: readonly Sample[], cache?: string): Rates {
  const rates: Rates = { at: [], reads: [], hits: [], writes: [], removes: [], evictions: [], hitRatio: [] };
  for (let i = 1; i < samples.length; i++) {
    append(rates, samples[i - 1]!, samples[i]!, cache);
  }
  return rates;
}

function append(rates: Rates, before: Sample, after: Sample, cache?: string): void {
  const seconds = (Date.parse(after.at) - Date.parse(before.at)) / 1_000;
  if (seconds <= 0) {
    return;
  }
  const change = sameMembers(before, after) ? difference(before, after, cache) : null;
  const perSecond = (count: number | undefined): Rate => (count === undefined ? null : count / seconds);
  const reads = change === null ? undefined : change.hits + change.misses;
  rates.at.push(Date.parse(after.at) / 1_000);
  rates.reads.push(perSecond(reads));
  rates.hits.push(perSecond(change?.hits));
  rates.writes.push(perSecond(change?.stores));
  rates.removes.push(perSecond(change?.removes));
  rates.evictions.push(perSecond(change?.evictions));
  rates.hitRatio.push(change === null || !reads ? null : change.hits / reads);
}

/** The mean of the last seconds; null if none of them is known. */
export function currentOf(at: readonly number[], values: readonly Rate[]): Rate {
  const recent = recentOf(at, values);
  return recent.length === 0 ? null : recent.reduce((sum, value) => sum + value, 0) / recent.length;
}

/** Hits over reads of the last seconds, each read weighing the same. */
export function currentHitRatio(rates: Rates): Rate {
  const reads = currentOf(rates.at, rates.reads);
  const hits = currentOf(rates.at, rates.hits);
  return reads === null || hits === null || reads === 0 ? null : hits / reads;
}

function recentOf(at: readonly number[], values: readonly Rate[]): number[] {
  const since = (at.at(-1) ?? 0) - currentSeconds;
  return values.filter((value, i): value is number => value !== null && at[i]! > since);
}

function sameMembers(before: Sample, after: Sample): boolean {
  const answered = (sample: Sample) =>
    sample.members
      .filter((member) => member.answered)
      .map((member) => member.name)
      .sort()
      .join('\n');
  return answered(before) === answered(after);
}

function difference(before: Sample, after: Sample, cache?: string): Counters | null {
  const names = cache === undefined ? Object.keys(after.caches) : [cache];
  const sum: Counters = { hits: 0, misses: 0, stores: 0, removes: 0, evictions: 0, entries: 0 };
  let known = false;
  for (const name of names) {
    const from = before.caches[name];
    const to = after.caches[name];
    if (from === undefined || to === undefined) {
      continue;
    }
    known = true;
    for (const counter of ['hits', 'misses', 'stores', 'removes', 'evictions'] as const) {
      if (to[counter] < from[counter]) {
        return null;
      }
      sum[counter] += to[counter] - from[counter];
    }
  }
  return known ? sum : null;
}
