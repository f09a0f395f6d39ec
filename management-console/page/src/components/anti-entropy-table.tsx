import type { AntiEntropyReport, CacheAntiEntropy, Session } from '../api/types';
import { differences, intensity, lastComplete, nextRun, obstacles, progress, schedule, worstState } from '../model/anti-entropy';
import { formatBytes, formatCount, formatDue, none, plural } from '../model/format';
import { type Row, rowsOf, sumOf } from '../model/reports';
import { may } from '../model/roles';
import { clock } from '../state/clock';
import { useStore } from '../state/store';
import { Ago } from './ago';
import { Badge } from './badge';
import { ComparisonActions } from './comparison-actions';
import { Meter } from './meter';
import { Pair } from './pair';
import { RowName } from './row-name';
import { type Column, Table } from './table';

type AntiEntropyRow = Row<AntiEntropyReport>;

/** How owners are compared: by cache, with what can be done about it, or by member of one. */
export function AntiEntropyTable(props: { session: Session; caches: readonly CacheAntiEntropy[]; cache: string; onDone: () => void }) {
  const { session, caches, cache, onDone } = props;
  const actions: Column<AntiEntropyRow> = {
    title: 'On all members',
    cell: ({ name, members }) => <ComparisonActions cache={name} members={members} onDone={onDone} />,
  };
  const columns: Column<AntiEntropyRow>[] = [
    { title: cache === '' ? 'Cache' : 'Member', heading: true, cell: ({ name }) => <RowName page="anti-entropy" cache={cache} name={name} /> },
    ...told,
    ...(cache === '' && may(session.roles, 'compare') ? [actions] : []),
  ];
  return (
    <Table
      label={cache === '' ? 'Comparisons by cache' : 'Comparisons by member'}
      columns={columns}
      rows={rowsOf(caches, cache)}
      keyOf={({ name }) => name}
      testid="anti-entropy-rows"
    />
  );
}

const told: Column<AntiEntropyRow>[] = [
  {
    title: 'State',
    cell: ({ members }) => {
      const { tone, text } = worstState(members);
      return <Pair value={<Badge tone={tone}>{text}</Badge>} more={obstacles(members)} />;
    },
  },
  { title: 'Last', cell: ({ members }) => <Pair value={<Last members={members} />} more={<Next members={members} />} /> },
  { title: 'Segments', cell: ({ members }) => <Meter label="Segments compared" {...progress(members)} /> },
  {
    title: 'Compared',
    number: true,
    cell: ({ members }) => (
      <Pair
        value={plural(sumOf(members, ({ keys }) => keys), 'key')}
        more={`${plural(sumOf(members, ({ runs }) => runs), 'run')}, ${formatBytes(sumOf(members, ({ bytes }) => bytes))}`}
      />
    ),
  },
  {
    title: 'Differences',
    cell: ({ members }) => {
      const { count, causes } = differences(members);
      return <Pair value={formatCount(count)} more={causes || none} />;
    },
  },
  {
    title: 'Repaired',
    number: true,
    cell: ({ members }) => (
      <Pair
        value={formatCount(sumOf(members, ({ repaired }) => repaired))}
        more={`${formatCount(sumOf(members, ({ notRepaired }) => notRepaired))} not`}
      />
    ),
  },
  {
    title: 'Schedule',
    cell: ({ members }) => {
      const { rate, mode } = intensity(members);
      return <Pair value={schedule(members)} more={`${mode}, ${rate}`} />;
    },
  },
];

/** By the member for which it is longest. */
function Last({ members }: { members: AntiEntropyRow['members'] }) {
  const last = lastComplete(members);
  return last === null ? <>not yet</> : <Ago at={last} />;
}

function Next({ members }: { members: AntiEntropyRow['members'] }) {
  const now = useStore(clock);
  const next = nextRun(members);
  return next === null ? null : <>next {formatDue(next, now)}</>;
}
