import { cachePath } from '../api/client';
import type { CacheTombstones, Setting } from '../api/types';
import { formatCount } from '../model/format';
import { blockers, remembersDeletes, room, tombstonesFigures } from '../model/tombstones';
import { useResource } from '../state/resource';
import { Ago } from './ago';
import { Card } from './card';
import { Figures } from './figures';
import { Pair } from './pair';
import { Empty, Loaded } from './states';
import { type Column, Table } from './table';

type OnMember = CacheTombstones['members'][number];

/** What members remember of deletes, and what keeps them from forgetting it; nothing for a cache without versions. */
export function TombstonesCard({ cache, settings }: { cache: string; settings: readonly Setting[] }) {
  return remembersDeletes(settings) ? <Tombstones cache={cache} /> : null;
}

function Tombstones({ cache }: { cache: string }) {
  const answer = useResource<CacheTombstones>(cachePath(cache, '/tombstones'), 3_000);
  return (
    <Card title="Tombstones" testid="tombstones">
      <Loaded resource={answer}>{(data) => <Shown answer={data} />}</Loaded>
    </Card>
  );
}

function Shown({ answer }: { answer: CacheTombstones }) {
  if (answer.members.length === 0) {
    return <Empty text="No member that answered remembers deletes of this cache." />;
  }
  return (
    <div class="filter">
      <Figures figures={tombstonesFigures(answer)} />
      <Table label="Deletes by member" columns={columns} rows={answer.members} keyOf={({ member }) => member} testid="tombstones-members" />
    </div>
  );
}

const columns: Column<OnMember>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  {
    title: 'Remembered',
    number: true,
    cell: ({ tombstones }) => <Pair value={formatCount(tombstones.live)} more={`${formatCount(tombstones.purged)} purged`} />,
  },
  {
    title: 'Memory',
    number: true,
    cell: ({ tombstones }) => <Pair value={room(tombstones).used} more={room(tombstones).share} />,
  },
  {
    title: 'Blocked',
    number: true,
    cell: ({ tombstones }) => <Pair value={formatCount(tombstones.blocked)} more={blockers([tombstones]).join(', ') || 'nobody missing'} />,
  },
  {
    title: 'Not remembered',
    number: true,
    cell: ({ tombstones }) => <Pair value={formatCount(tombstones.forgotten)} more={`${formatCount(tombstones.needFullCompare)} segments`} />,
  },
  { title: 'Resurrections blocked', number: true, cell: ({ tombstones }) => formatCount(tombstones.resurrectionsBlocked) },
  { title: 'Cleared', cell: ({ tombstones }) => (tombstones.clearedAt === null ? 'never' : <Ago at={tombstones.clearedAt} />) },
];
