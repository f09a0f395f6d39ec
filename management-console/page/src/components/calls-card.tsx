import { cachePath } from '../api/client';
import type { CacheCalls } from '../api/types';
import { formatCount } from '../model/format';
import { gridCalls, type CallsRow, memberCalls, timeOf } from '../model/calls';
import { useResource } from '../state/resource';
import { Card } from './card';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

/** How long calls take, on all members together and on each. */
export function CallsCard({ cache }: { cache: string }) {
  const answer = useResource<CacheCalls>(cachePath(cache, '/calls'), 5_000);
  return (
    <Card title="How long calls take" testid="calls">
      <Loaded resource={answer}>{(data) => <Shown answer={data} />}</Loaded>
    </Card>
  );
}

function Shown({ answer }: { answer: CacheCalls }) {
  if (answer.grid === null) {
    return <Empty text="No member times calls of this cache: that needs statistics, and an element of grid, such as <grid:eviction>." />;
  }
  const members = memberCalls(answer);
  return (
    <div class="filter">
      <Table label="All members" columns={ofGrid} rows={gridCalls(answer)} keyOf={({ operation }) => operation} testid="calls-grid" />
      {answer.members.length > 1 && members.length > 0 && (
        <Table label="Each member" columns={ofMembers} rows={members} keyOf={({ member, operation }) => `${operation} ${member}`} bounded testid="calls-members" />
      )}
    </div>
  );
}

const times: Column<CallsRow>[] = [
  { title: 'Calls since start', number: true, cell: (row) => formatCount(row.times.count) },
  { title: 'Half within', number: true, cell: (row) => timeOf(row.times, 'p50Nanos') },
  { title: '99 %', number: true, cell: (row) => timeOf(row.times, 'p99Nanos') },
  { title: '99.9 %', number: true, cell: (row) => timeOf(row.times, 'p999Nanos') },
  { title: 'Longest', number: true, cell: (row) => timeOf(row.times, 'maxNanos') },
];

const ofGrid: Column<CallsRow>[] = [{ title: 'All members', heading: true, cell: ({ operation }) => operation }, ...times];

const ofMembers: Column<CallsRow>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  { title: 'Call', cell: ({ operation }) => operation },
  ...times,
];
