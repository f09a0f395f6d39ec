import { cachePath } from '../api/client';
import type { CacheCalls, Calls, CallsReport } from '../api/types';
import {
  type CallsRow,
  type CallsWindow,
  gridCalls,
  memberCalls,
  type PathShare,
  pathShares,
  timeOf,
  windowNames,
  windowText,
} from '../model/calls';
import { formatCount, formatShare, none } from '../model/format';
import { callsWindow } from '../state/calls-window';
import { useResource } from '../state/resource';
import { useStore } from '../state/store';
import { Card } from './card';
import { Pair } from './pair';
import { Empty, Loaded } from './states';
import { Switch } from './switch';
import { type Column, Table } from './table';

/** What answers reads, and how long calls take: on all members together and on each, now or since the start. */
export function CallsCard({ cache }: { cache: string }) {
  const answer = useResource<CacheCalls>(cachePath(cache, '/calls'), 5_000);
  const chosen = useStore(callsWindow);
  const choose = (
    <Switch
      label="Calls of which time"
      choices={windowNames}
      chosen={chosen}
      onChoose={(window) => callsWindow.set(window)}
      testid="calls-window"
    />
  );
  return (
    <Card title="Calls" testid="calls" aside={answer.data?.grid && choose}>
      <Loaded resource={answer}>
        {(data) =>
          data.grid === null ? (
            <Empty text="No member times calls of this cache: that needs statistics, and an element of grid, such as <grid:eviction>." />
          ) : (
            <Shown answer={data} grid={data.grid} window={chosen} />
          )
        }
      </Loaded>
    </Card>
  );
}

function Shown({ answer, grid, window }: { answer: CacheCalls; grid: CallsReport; window: CallsWindow }) {
  const members = memberCalls(answer, window);
  return (
    <div class="filter">
      <p class="quiet" data-testid="calls-of">
        {windowText(grid, window)}
      </p>
      <Table label="All members" columns={ofGrid} rows={gridCalls(answer, window)} keyOf={({ operation }) => operation} testid="calls-grid" />
      {answer.members.length > 1 && members.length > 0 && (
        <Table label="Each member" columns={ofMembers} rows={members} keyOf={({ member, operation }) => `${operation} ${member}`} bounded testid="calls-members" />
      )}
      <Table label="What answered reads" columns={pathColumns(pathShares(grid.sinceStart))} rows={pathRows(answer, grid, window)} keyOf={({ member }) => member} testid="calls-paths" />
    </div>
  );
}

interface CallsOf {
  member: string;
  calls: Calls;
}

/** All members together, then each, if there are several. */
function pathRows({ members }: CacheCalls, grid: CallsReport, window: CallsWindow): CallsOf[] {
  const each = members.length > 1 ? members : [];
  return [{ member: 'All members', report: grid }, ...each].map(({ member, report }) => ({ member, calls: report[window] }));
}

function pathColumns(shown: PathShare[]): Column<CallsOf>[] {
  return [
    { title: 'Reads answered by', heading: true, cell: ({ member }) => member },
    ...shown.map(({ path, name }) => ({ title: name, number: true, cell: ({ calls }: CallsOf) => <OfPath of={pathShares(calls).find((own) => own.path === path)} /> })),
  ];
}

function OfPath({ of }: { of: PathShare | undefined }) {
  return of === undefined || of.share === null ? <>{none}</> : <Pair value={formatShare(of.share)} more={formatCount(of.count)} />;
}

const times: Column<CallsRow>[] = [
  { title: 'Calls', number: true, cell: (row) => formatCount(row.times.count) },
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
