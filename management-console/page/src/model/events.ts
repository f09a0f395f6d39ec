import type { GridEvent } from '../api/types';

/** Every view brings many of these for every cache; the verdict and the page Ring tell what they come to. */
const details = ['TOPOLOGY', 'REBALANCE'];

/** The last events that tell an operator something new, newest first. */
export function newest(events: readonly GridEvent[], count: number): GridEvent[] {
  return events.filter(({ kind }) => !details.includes(kind)).slice(-count).reverse();
}
