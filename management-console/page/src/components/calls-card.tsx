import { cachePath } from '../api/client';
import type { CacheCalls } from '../api/types';
import { type CallsRow, gridCalls, memberCalls, type PathShare, pathShares, timeOf } from '../model/calls';
import { formatCount, formatShare } from '../model/format';
import { useResource } from '../state/resource';
import { Card } from './card';
import { Pair } from './pair';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

type OnMember = CacheCalls['members'][number];

/** What answers reads, and how long calls take: on all members together and on each. */
export function CallsCard({ cache }: { cache: string }) {
  const answer = useResource<CacheCalls>(cachePath(cache, '/calls'), 5_000);
  return (
    <Card title="Calls" testid="calls">
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
      <Table label="What answered reads" columns={pathColumns(pathShares(answer.grid))} rows={pathRows(answer, answer.grid)} keyOf={({ member }) => member} testid="calls-paths" />
    </div>
  );
}

/** All members together, then each, if there are several. */
function pathRows({ members }: CacheCalls, grid: OnMember['report']): OnMember[] {
  return [{ member: 'All members', report: grid }, ...(members.length > 1 ? members : [])];
}

function pathColumns(shown: PathShare[]): Column<OnMember>[] {
  return [
    { title: 'Reads answered by', heading: true, cell: ({ member }) => member },
    ...shown.map(({ path, name }) => ({ title: name, number: true, cell: ({ report }: OnMember) => <OfPath of={pathShares(report).find((own) => own.path === path)} /> })),
  ];
}

function OfPath({ of }: { of: PathShare | undefined }) {
  return <Pair value={formatShare(of?.share ?? null)} more={formatCount(of?.count ?? 0)} />;
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
