import type { MemberShare } from '../api/types';
import { formatCount, formatShare, none } from '../model/format';
import { loadOf } from '../model/ring';
import { Meter } from './meter';
import { type Column, Table } from './table';

/** How much of the cache each member holds, and how fair that is. */
export function ShareTable({ shares }: { shares: readonly MemberShare[] }) {
  const most = Math.max(...shares.map(({ share }) => share));
  const columns: Column<MemberShare>[] = [
    { title: 'Member', heading: true, cell: ({ member }) => member },
    { title: 'Primary of', number: true, cell: ({ primarySegments }) => formatCount(primarySegments) },
    { title: 'Owns', number: true, cell: ({ ownedSegments }) => formatCount(ownedSegments) },
    {
      title: 'Share of all copies',
      cell: ({ member, share }) => (
        <Meter label={`Share of ${member}`} value={share} max={most} text={formatShare(share)} />
      ),
    },
    { title: 'Load', number: true, cell: (share) => times(loadOf(share, shares)) },
    { title: 'Capacity', number: true, cell: ({ capacityFactor }) => String(capacityFactor) },
  ];
  return (
    <Table label="Shares" columns={columns} rows={shares} keyOf={({ member }) => member} bounded testid="ring-shares" />
  );
}

/** A load as a multiple of the fair part. */
export function times(load: number | null): string {
  return load === null ? none : `${load.toFixed(2)} × fair`;
}
