import { cachePath } from '../api/client';
import type { CacheFilter, FilterProgress, Setting } from '../api/types';
import { askedOf, copyFigures, countAndShare, filterFigures, hasNegativeLookup, progressText } from '../model/filter';
import { formatCount, formatFineShare, formatShare } from '../model/format';
import { useResource } from '../state/resource';
import { Card } from './card';
import { Figures } from './figures';
import { Meter } from './meter';
import { Pair } from './pair';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

type OnMember = CacheFilter['members'][number];

/** What the filters of a cache's keys hold and save; nothing for a cache without negative lookup. */
export function FilterCard({ cache, settings }: { cache: string; settings: readonly Setting[] }) {
  return hasNegativeLookup(settings) ? <Filters cache={cache} /> : null;
}

function Filters({ cache }: { cache: string }) {
  const answer = useResource<CacheFilter>(cachePath(cache, '/filter'), 3_000);
  return (
    <Card title="Negative lookup" testid="filter">
      <Loaded resource={answer}>{(data) => <Shown answer={data} />}</Loaded>
    </Card>
  );
}

function Shown({ answer: { grid, members } }: { answer: CacheFilter }) {
  if (grid === null) {
    return <Empty text="No member that answered keeps filters of this cache." />;
  }
  const { progress } = grid.report;
  return (
    <div class="filter">
      <Figures figures={filterFigures(grid)} />
      {grid.report.copies && <Figures figures={copyFigures(grid.report)} />}
      {progress && <Rebuild progress={progress} />}
      {askedOf(grid.report) === 0 && (
        <Empty text="No filter was asked yet: a member asks its own before it reads its store for a key it has not in memory." />
      )}
      <Table label="Filters by member" columns={columns} rows={members} keyOf={({ member }) => member} testid="filter-members" />
    </div>
  );
}

function Rebuild({ progress }: { progress: FilterProgress }) {
  const { keysRead, keysExpected } = progress;
  return (
    <div data-testid="filter-rebuild">
      Rebuilding {progressText(progress)}
      {keysExpected > 0 && (
        <Meter label="Keys read for the rebuild" value={keysRead} max={keysExpected} text={formatShare(Math.min(1, keysRead / keysExpected))} />
      )}
    </div>
  );
}

const columns: Column<OnMember>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  {
    title: 'Keys',
    number: true,
    cell: ({ filter: { report } }) => <Pair value={formatCount(report.keys)} more={`${formatCount(report.departed)} departed`} />,
  },
  { title: 'Load', number: true, cell: ({ filter: { load } }) => formatShare(load) },
  { title: 'Absent', number: true, cell: ({ filter: { report } }) => countAndShare(report.absent, askedOf(report)) },
  {
    title: 'Maybe',
    number: true,
    cell: ({ filter: { report } }) => <Pair value={formatCount(report.maybe)} more={`${formatCount(report.inVain)} in vain`} />,
  },
  { title: 'Bypassed', number: true, cell: ({ filter: { report } }) => formatCount(report.bypassed) },
  { title: 'False positives', number: true, cell: ({ filter: { measured } }) => formatFineShare(measured) },
  {
    title: 'Checked',
    number: true,
    cell: ({ filter: { report } }) => <Pair value={formatCount(report.audits)} more={`${formatCount(report.auditFailures)} wrong`} />,
  },
  {
    title: 'Rebuilt',
    number: true,
    cell: ({ filter: { report } }) => <Pair value={formatCount(report.rebuilds)} more={`${formatCount(report.kicks)} kicks`} />,
  },
];
