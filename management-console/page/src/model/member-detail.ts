import type { MemberDetail } from '../api/types';
import { formatCount, withUnit } from './format';
import type { Tone } from './verdict';

const warnMillis = 250;
const badMillis = 500;

/** Whether a clock is off by more than the time of the question explains; versions bear 500 ms unless they are told otherwise. */
export function offsetTone(offsetMillis: number, roundTripMillis: number): Tone {
  const sure = Math.abs(offsetMillis) - roundTripMillis / 2;
  return sure >= badMillis ? 'bad' : sure >= warnMillis ? 'warn' : 'plain';
}

type Collectors = NonNullable<MemberDetail['runtime']>['collectors'];

/** How often memory was collected, and how long the last runs took. */
export function collections(collectors: Collectors): { value: string; more: string } {
  const runs = collectors.reduce((sum, { collections: count }) => sum + count, 0);
  const last = Math.max(-1, ...collectors.map(({ lastMillis }) => lastMillis));
  return { value: `${formatCount(runs)} runs`, more: last < 0 ? 'no last run known' : `last at most ${withUnit(formatCount(last), 'ms')}` };
}
