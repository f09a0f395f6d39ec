import type { AntiEntropyReport, CacheAntiEntropy, CacheTombstones, OnMember, TombstonesReport } from '../api/types';
import { formatCount, formatSpan, none, plural } from '../model/format';
import { maxOf, room, type Row, rowsOf, sumOf } from '../model/reports';
import { blockers, repairAge, roomOf } from '../model/tombstones';
import { clock } from '../state/clock';
import { useStore } from '../state/store';
import { Ago } from './ago';
import { Meter } from './meter';
import { Pair } from './pair';
import { RowName } from './row-name';
import { type Column, Table } from './table';

type TombstonesRow = Row<TombstonesReport>;

/** What is remembered of deletes: by cache, or by member of one. */
export function TombstonesTable(props: { caches: readonly CacheTombstones[]; compared: readonly CacheAntiEntropy[]; cache: string }) {
  const { caches, compared, cache } = props;
  const comparisons = (name: string) =>
    cache === ''
      ? (compared.find((one) => one.cache === name)?.members ?? [])
      : compared.flatMap(({ members }) => members.filter(({ member }) => member === name));
  const columns: Column<TombstonesRow>[] = [
    { title: cache === '' ? 'Cache' : 'Member', heading: true, cell: ({ name }) => <RowName page="tombstones" cache={cache} name={name} /> },
    ...told,
    { title: 'Last repair', cell: (row) => <Repair row={row} comparisons={comparisons(row.name)} /> },
  ];
  return (
    <Table
      label={cache === '' ? 'Deletes by cache' : 'Deletes by member'}
      columns={columns}
      rows={rowsOf(caches, cache)}
      keyOf={({ name }) => name}
      testid="tombstones-rows"
    />
  );
}

const told: Column<TombstonesRow>[] = [
  {
    title: 'Remembered',
    number: true,
    cell: ({ members }) => (
      <Pair value={formatCount(sumOf(members, ({ live }) => live))} more={`${formatCount(sumOf(members, ({ purged }) => purged))} purged`} />
    ),
  },
  {
    title: 'Memory',
    cell: ({ members }) => {
      const { bytes, bytesMax, tone } = roomOf(members);
      return <Meter label="Memory of deletes" value={bytes} max={bytesMax} text={room({ bytes, bytesMax })} tone={tone} />;
    },
  },
  { title: 'Oldest', number: true, cell: ({ members }) => formatSpan(maxOf(members, ({ oldestMillis }) => oldestMillis)) },
  {
    title: 'Blocked',
    number: true,
    cell: ({ members }) => (
      <Pair value={formatCount(sumOf(members, ({ blocked }) => blocked))} more={blockers(members).join(', ') || 'nobody missing'} />
    ),
  },
  {
    title: 'Not remembered',
    number: true,
    cell: ({ members }) => (
      <Pair
        value={formatCount(sumOf(members, ({ forgotten }) => forgotten))}
        more={`${plural(sumOf(members, ({ needFullCompare }) => needFullCompare), 'segment')} to compare`}
      />
    ),
  },
  {
    title: 'Resurrections blocked',
    number: true,
    cell: ({ members }) => formatCount(sumOf(members, ({ resurrectionsBlocked }) => resurrectionsBlocked)),
  },
  { title: 'Cleared', cell: ({ members }) => <Cleared members={members} /> },
];

function Cleared({ members }: { members: readonly OnMember<TombstonesReport>[] }) {
  const last = members.flatMap(({ report: { clearedAt } }) => clearedAt ?? []).sort((one, other) => Date.parse(other) - Date.parse(one))[0];
  return last === undefined ? <>never</> : <Ago at={last} />;
}

function Repair({ row, comparisons }: { row: TombstonesRow; comparisons: readonly OnMember<AntiEntropyReport>[] }) {
  const now = useStore(clock);
  const age = repairAge(row.members, comparisons, now);
  if (age === null) {
    return comparisons.length === 0 ? <>{none}</> : <>not yet</>;
  }
  const text = `${formatSpan(age.ageMillis)} of ${formatSpan(age.graceMillis)}`;
  return <Meter label="Time since the last repair, of grace" value={age.ageMillis} max={age.graceMillis} text={text} tone={age.tone} />;
}
