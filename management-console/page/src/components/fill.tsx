import type { Eviction } from '../api/types';
import { formatBytes, formatCount, formatShare } from '../model/format';
import { Meter } from './meter';

/** An amount in the unit of a bound. */
export function amount(value: number, unit: Eviction['unit']): string {
  return unit === 'BYTES' ? formatBytes(value) : formatCount(value);
}

/** How much of a bound is used. */
export function Fill({ eviction }: { eviction: Eviction }) {
  const { policy, size, bound, unit } = eviction;
  const share = formatShare(bound > 0 ? size / bound : null);
  const text = `${policy} · ${share} of ${amount(bound, unit)}`;
  return <Meter label="Bound" value={size} max={bound} text={text} />;
}
