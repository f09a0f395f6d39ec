import type { Segment } from '../api/types';
import { none } from '../model/format';
import { Name, Names } from './name';
import { type Column, Table } from './table';

/** The owners of the selected segments. */
export function SegmentDetail({ segments, marked }: { segments: readonly Segment[]; marked: number | null }) {
  return (
    <Table
      label="Selected segments"
      columns={columnsFor(marked)}
      rows={segments}
      keyOf={({ id }) => String(id)}
      slim
      testid="segment-detail"
    />
  );
}

function columnsFor(marked: number | null): Column<Segment>[] {
  return [
    {
      title: 'Segment',
      heading: true,
      cell: ({ id }) => (
        <span class="number">
          {id} {id === marked && <span class="badge good">the key’s</span>}
        </span>
      ),
    },
    { title: 'Primary', cell: ({ primary }) => <Name text={primary || none} /> },
    { title: 'Backups', cell: ({ backups }) => namesOf(backups) },
    {
      title: 'Moving to',
      cell: ({ inTransfer, pendingOwners }) => namesOf(inTransfer ? pendingOwners : []),
    },
  ];
}

function namesOf(members: readonly string[]) {
  return members.length > 0 ? <Names of={members} /> : none;
}
