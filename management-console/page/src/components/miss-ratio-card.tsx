import type { CacheMissRatio } from '../api/types';
import { cachePath } from '../api/client';
import { formatBytes, formatCount, formatShare } from '../model/format';
import { useResource } from '../state/resource';
import { Card } from './card';
import { MissRatioChart } from './miss-ratio-chart';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

type OnMember = CacheMissRatio['members'][number];

/** What another bound would bring: the grid's curve to read off, and what each member's own rests on. */
export function MissRatioCard({ cache }: { cache: string }) {
  const answer = useResource<CacheMissRatio>(cachePath(cache, '/miss-ratio'), 5_000);
  return (
    <Card title="What another bound would bring" testid="miss-ratio">
      <Loaded resource={answer}>{(data) => <Curves answer={data} />}</Loaded>
    </Card>
  );
}

function Curves({ answer: { unit, grid, members } }: { answer: CacheMissRatio }) {
  if (grid === null || unit === null) {
    return <Empty text="No member keeps a miss-ratio curve of this cache: it has no bound, or miss-ratio-curve is false." />;
  }
  if (grid.requests === 0) {
    return <Empty text="No reads counted yet. The curve shows once there are some." />;
  }
  return (
    <>
      <MissRatioChart ratios={grid} unit={unit} />
      <Table label="Curves by member" columns={columns} rows={members} keyOf={({ member }) => member} testid="miss-ratio-members" />
    </>
  );
}

const columns: Column<OnMember>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  { title: 'Measured', number: true, cell: ({ missRatios: { measured } }) => formatShare(measured) },
  { title: 'LRU would have', number: true, cell: (row) => formatShare(at(row, 1)?.lru ?? null) },
  { title: 'Expected at ½\u00a0×', number: true, cell: (row) => formatShare(at(row, 0.5)?.expected ?? null) },
  { title: 'at 2\u00a0×', number: true, cell: (row) => formatShare(at(row, 2)?.expected ?? null) },
  { title: 'Reads counted', number: true, cell: ({ missRatios: { requests } }) => formatCount(requests) },
  { title: 'Keys sampled', number: true, cell: ({ missRatios: { sampledKeys } }) => formatCount(sampledKeys) },
  { title: 'Memory', number: true, cell: ({ missRatios: { memory } }) => formatBytes(memory) },
];

function at({ missRatios: { points } }: OnMember, scale: number) {
  return points.find((point) => point.scale === scale);
}
