import type { CacheTombstones, Setting, TombstonesReport } from '../api/types';
import { formatBytes, formatCount, formatShare, plural } from './format';
import type { Tone } from './verdict';

/** From this share of its room on, a member's next deletes may not be remembered. */
const nearlyFull = 0.9;

/** Whether a cache's settings hold the element that remembers deletes. */
export function remembersDeletes(settings: readonly Setting[]): boolean {
  return settings.some(({ element }) => element === 'tombstones');
}

/** One number of all members, with what completes it. */
export interface TombstonesFigure {
  id: string;
  label: string;
  value: string;
  note: string;
  tone?: Tone;
}

/** What all members together come to. */
export function tombstonesFigures({ members }: CacheTombstones): TombstonesFigure[] {
  const sum = (key: 'live' | 'purged' | 'blocked' | 'needFullCompare' | 'resurrectionsBlocked' | 'forgotten') =>
    members.reduce((total, { tombstones }) => total + tombstones[key], 0);
  const owners = blockers(members.map(({ tombstones }) => tombstones));
  const compare = sum('needFullCompare');
  return [
    { id: 'tombstones-live', label: 'Deletes remembered', value: formatCount(sum('live')), note: `${formatCount(sum('purged'))} purged`, ...full(members) },
    {
      id: 'tombstones-blocked',
      label: 'Blocked',
      value: formatCount(sum('blocked')),
      note: owners.length === 0 ? 'no owner is missing' : `waiting for ${owners.join(', ')}`,
      ...(owners.length > 0 && { tone: 'warn' as const }),
    },
    {
      id: 'tombstones-compare',
      label: 'Need full comparison',
      value: plural(compare, 'segment'),
      note: sum('forgotten') === 0 ? 'every delete was remembered' : `${plural(sum('forgotten'), 'delete')} not remembered`,
      ...(compare > 0 && { tone: 'bad' as const }),
    },
    {
      id: 'tombstones-resurrections',
      label: 'Resurrections blocked',
      value: formatCount(sum('resurrectionsBlocked')),
      note: 'late writes that would have undone a delete',
    },
  ];
}

function full(members: CacheTombstones['members']): { tone?: Tone; note?: string } {
  const fullest = members.filter(({ tombstones }) => tombstones.bytes >= nearlyFull * tombstones.bytesMax).map(({ member }) => member);
  return fullest.length === 0 ? {} : { tone: 'warn', note: `little room left on ${fullest.join(', ')}` };
}

/** The owners that deletes wait for, by name. */
export function blockers(reports: readonly TombstonesReport[]): string[] {
  return [...new Set(reports.flatMap(({ blockedBy }) => Object.keys(blockedBy)))].sort();
}

/** Bytes in use, and their share of what there is room for. */
export function room({ bytes, bytesMax }: TombstonesReport): { used: string; share: string } {
  return { used: formatBytes(bytes), share: `${formatShare(bytes / bytesMax)} of ${formatBytes(bytesMax)}` };
}
