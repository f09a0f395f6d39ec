import { cachePath } from '../api/client';
import type { CacheTransfers, OnMember, TransferReport } from '../api/types';
import { formatCount, formatRate, none } from '../model/format';
import { arrived, remaining, transferSummary } from '../model/transfers';
import { useResource } from '../state/resource';
import { Card } from './card';
import { Meter } from './meter';
import { type Column, Table } from './table';

/** Segments that are on their way to members; nothing while there are none. */
export function TransfersCard({ cache }: { cache: string }) {
  const { data } = useResource<CacheTransfers>(cachePath(cache, '/transfers'), 2_000);
  return data && data.members.length > 0 ? (
    <Card title="Transfers" testid="transfers">
      <p class="quiet" role="status">
        {transferSummary(data)}
      </p>
      <Table label="Transfers" columns={columns} rows={data.members} keyOf={({ member }) => member} bounded testid="transfers-table" />
    </Card>
  ) : null;
}

const columns: Column<OnMember<TransferReport>>[] = [
  { title: 'To', heading: true, cell: ({ member }) => member },
  { title: 'Arrived', cell: ({ member, report }) => <Arrived member={member} report={report} /> },
  {
    title: 'Segments',
    number: true,
    cell: ({ report: { segmentsPerSecond } }) => (segmentsPerSecond > 0 ? formatRate(segmentsPerSecond) : none),
  },
  { title: 'Entries held in them', number: true, cell: ({ report }) => formatCount(report.entries) },
  { title: 'Time left', cell: ({ report }) => remaining(report) },
];

function Arrived({ member, report }: OnMember<TransferReport>) {
  return (
    <Meter
      label={`Segments arrived at ${member}`}
      value={arrived(report)}
      max={1}
      text={`${formatCount(report.segments - report.left)} of ${formatCount(report.segments)}`}
    />
  );
}
