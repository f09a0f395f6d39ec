import { cachePath } from '../api/client';
import type { CacheConsistency, Setting } from '../api/types';
import { consistencyFigures, hasVersions, repaired } from '../model/consistency';
import { formatCount, withUnit } from '../model/format';
import { useResource } from '../state/resource';
import { Badge } from './badge';
import { Card } from './card';
import { Figures } from './figures';
import { Pair } from './pair';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

type OnMember = CacheConsistency['members'][number];

/** How versioned writes and reads fare; nothing for a cache without versions. */
export function ConsistencyCard({ cache, settings }: { cache: string; settings: readonly Setting[] }) {
  return hasVersions(settings) ? <Consistency cache={cache} /> : null;
}

function Consistency({ cache }: { cache: string }) {
  const answer = useResource<CacheConsistency>(cachePath(cache, '/consistency'), 3_000);
  return (
    <Card title="Consistency" testid="consistency">
      <Loaded resource={answer}>{(data) => <Shown answer={data} />}</Loaded>
    </Card>
  );
}

function Shown({ answer }: { answer: CacheConsistency }) {
  if (answer.members.length === 0) {
    return <Empty text="No member that answered keeps versions of this cache." />;
  }
  return (
    <div class="filter">
      <Figures figures={consistencyFigures(answer)} />
      <Table label="Writes by member" columns={writes} rows={answer.members} keyOf={nameOf} testid="consistency-writes" />
      <Table label="Reads by member" columns={reads} rows={answer.members} keyOf={nameOf} testid="consistency-reads" />
    </div>
  );
}

const nameOf = (row: OnMember) => row.member;

const member: Column<OnMember> = { title: 'Member', heading: true, cell: (row) => row.member };

const writes: Column<OnMember>[] = [
  member,
  {
    title: 'Writes done',
    number: true,
    cell: ({ report: { writes: of } }) => <Pair value={formatCount(of.done)} more={`${formatCount(of.notDone)} not, ${formatCount(of.unknown)} unknown`} />,
  },
  {
    title: 'Too few owners',
    number: true,
    cell: ({ report: { writes: of } }) => <Pair value={formatCount(of.unavailable)} more={`${formatCount(of.belowLevel)} below level`} />,
  },
  {
    title: 'Owners left behind',
    number: true,
    cell: ({ report: { writes: of } }) => <Pair value={formatCount(of.ownersLeftBehind)} more={`${formatCount(of.rewritten)} rewritten, ${formatCount(of.redirected)} redirected`} />,
  },
  {
    title: 'Came too late',
    number: true,
    cell: ({ report: { writes: of } }) => formatCount(of.late),
  },
  {
    title: 'Conditions',
    number: true,
    cell: ({ report: { writes: of } }) => <Pair value={formatCount(of.conditions)} more={`${formatCount(of.conditionsUnsettled)} settled first`} />,
  },
  {
    title: 'Older not applied',
    number: true,
    cell: ({ report }) => <Pair value={formatCount(report.olderNotApplied)} more={`${formatCount(report.formerPrimariesRefused)} refused`} />,
  },
  {
    title: 'Clock ahead',
    number: true,
    cell: ({ report }) => <Pair value={withUnit(formatCount(report.clockAheadMillis), 'ms')} more={`${formatCount(report.clockRefused)} refused`} />,
  },
  {
    title: 'Clock jumps',
    number: true,
    cell: ({ report: { clockJumps } }) => (clockJumps > 0 ? <Badge tone="warn">{formatCount(clockJumps)}</Badge> : '0'),
  },
];

const reads: Column<OnMember>[] = [
  member,
  {
    title: 'Read above ONE',
    number: true,
    cell: ({ report: { reads: of } }) => <Pair value={formatCount(of.keys)} more={`${formatCount(of.unavailable)} unavailable`} />,
  },
  { title: 'Asked besides', number: true, cell: ({ report: { reads: of } }) => formatCount(of.speculative) },
  { title: 'Asked again who counts', number: true, cell: ({ report }) => formatCount(report.inquiriesRepeated) },
  { title: 'Mismatches', number: true, cell: ({ report: { reads: of } }) => formatCount(of.mismatches) },
  {
    title: 'Repaired',
    number: true,
    cell: ({ report }) => <Pair value={formatCount(repaired(report))} more={`${formatCount(report.reads.repairedBlocking)} before the answer`} />,
  },
  {
    title: 'Not repaired',
    number: true,
    cell: ({ report: { reads: of } }) => <Pair value={formatCount(of.repairsFailed)} more={`${formatCount(of.repairsDropped)} for want of room`} />,
  },
];
