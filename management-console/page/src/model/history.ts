import type { GridEvent, Sample } from '../api/types';

/** How far back the charts look, ms. */
export const windowMillis = 5 * 60_000;

/** Most events kept in the page. */
export const eventsMax = 1_000;

/** Samples of both lists by time, each once, no older than the window before the newest. */
export function mergeSamples(kept: readonly Sample[], added: readonly Sample[]): Sample[] {
  const merged = inOrder(kept, added, (sample) => sample.at, (a, b) => Date.parse(a.at) - Date.parse(b.at));
  const newest = merged.at(-1);
  if (newest === undefined) {
    return merged;
  }
  const oldest = Date.parse(newest.at) - windowMillis;
  return merged.filter((sample) => Date.parse(sample.at) >= oldest);
}

/** Events of both lists in the order they were seen, each once, the newest {@link eventsMax} of them. */
export function mergeEvents(kept: readonly GridEvent[], added: readonly GridEvent[]): GridEvent[] {
  /* A restarted member counts from the start again, so that its sequence alone does not tell events apart. */
  const identity = (event: GridEvent) => `${event.sequence}@${event.at}`;
  const order = (a: GridEvent, b: GridEvent) => Date.parse(a.at) - Date.parse(b.at) || a.sequence - b.sequence;
  return inOrder(kept, added, identity, order).slice(-eventsMax);
}

function inOrder<T>(
  kept: readonly T[],
  added: readonly T[],
  identity: (one: T) => string,
  order: (a: T, b: T) => number,
): T[] {
  const known = new Set(kept.map(identity));
  const fresh = added.filter((one) => !known.has(identity(one)));
  return [...kept, ...fresh].sort(order);
}
