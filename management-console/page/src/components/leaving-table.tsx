import type { Ring } from '../api/types';
import { formatCount } from '../model/format';
import { type Leaving, leaving } from '../model/ring';
import { Badge } from './badge';
import { type Column, Table } from './table';

/** For each member, what its sudden end would mean for the cache. */
export function LeavingTable({ ring }: { ring: Ring }) {
  const rows = ring.shares.filter(({ ownedSegments }) => ownedSegments > 0).map(({ member }) => leaving(ring, member));
  return (
    <Table
      label="What if a member ends now"
      columns={columns}
      rows={rows}
      keyOf={({ member }) => member}
      bounded
      testid="ring-leaving"
    />
  );
}

const columns: Column<Leaving>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  {
    title: 'Segments lost',
    number: true,
    cell: ({ lost }) => (lost > 0 ? <Badge tone="bad">{formatCount(lost)}</Badge> : '0'),
  },
  { title: 'Left with one copy', number: true, cell: ({ single }) => formatCount(single) },
  { title: 'Left with fewer than wanted', number: true, cell: ({ below }) => formatCount(below) },
  { title: 'New primary', number: true, cell: ({ primaries }) => formatCount(primaries) },
  {
    title: 'Afterwards',
    cell: ({ lost, recovers }) =>
      lost > 0 ? (
        <Badge tone="bad">loses what no store has</Badge>
      ) : recovers ? (
        <Badge tone="good">copies are made anew</Badge>
      ) : (
        <Badge tone="warn">too few members for all copies</Badge>
      ),
  },
];
