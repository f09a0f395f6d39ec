import type { CacheHandoff, HandoffReport } from '../api/types';
import { formatBytes, formatCount, formatSpan, none } from '../model/format';
import { fullest, maxOf, room, type Row, rowsOf, sumOf } from '../model/reports';
import { Meter } from './meter';
import { RowName } from './row-name';
import { type Column, Table } from './table';

/** What became of hints: by cache, or by member of one. */
export function HandoffTable({ caches, cache }: { caches: readonly CacheHandoff[]; cache: string }) {
  return (
    <Table
      label={cache === '' ? 'Hints by cache' : 'Hints by member'}
      columns={[{ title: cache === '' ? 'Cache' : 'Member', heading: true, cell: ({ name }) => <RowName page="handoff" cache={cache} name={name} /> }, ...columns]}
      rows={rowsOf(caches, cache)}
      keyOf={({ name }) => name}
      testid="handoff-rows"
    />
  );
}

const count = (title: string, of: (report: HandoffReport) => number): Column<Row<HandoffReport>> => ({
  title,
  number: true,
  cell: ({ members }) => formatCount(sumOf(members, of)),
});

const columns: Column<Row<HandoffReport>>[] = [
  count('Kept', ({ pending }) => pending),
  { title: 'Memory', cell: ({ members }) => <Memory members={members} /> },
  { title: 'Oldest', number: true, cell: ({ members }) => formatSpan(maxOf(members, ({ oldestMillis }) => oldestMillis)) },
  { title: 'At most', number: true, cell: ({ members }) => `${formatBytes(maxOf(members, ({ throttle }) => throttle))}/s` },
  count('Made', ({ created }) => created),
  count('Paid', ({ succeeded }) => succeeded),
  count('Failed', ({ failed }) => failed),
  count('Expired', ({ expired }) => expired),
  count('Dropped', ({ dropped }) => dropped),
];

/** Of the member that has used most of its room. */
function Memory({ members }: { members: Row<HandoffReport>['members'] }) {
  const most = fullest(members);
  return most === null ? (
    <>{none}</>
  ) : (
    <Meter label={`Hints on ${most.member}`} value={most.report.bytes} max={most.report.bytesMax} text={room(most.report)} />
  );
}
