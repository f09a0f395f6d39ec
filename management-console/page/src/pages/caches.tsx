import { useState } from 'preact/hooks';
import type { CacheSummary, Session } from '../api/types';
import { CacheStates } from '../components/cache-states';
import { Card } from '../components/card';
import { Fill } from '../components/fill';
import { NewCache } from '../components/new-cache';
import { PageHead } from '../components/page-head';
import { Pair } from '../components/pair';
import { RowName } from '../components/row-name';
import { Empty, Loaded } from '../components/states';
import { type Column, Table } from '../components/table';
import { formatCount, formatShare, none, plural } from '../model/format';
import { may } from '../model/roles';
import { hitRatioOf } from '../model/sums';
import { useResource } from '../state/resource';

/** Every cache that runs on the answering member, with figures summed over all members. */
export function CachesPage({ session }: { session: Session }) {
  const [creating, setCreating] = useState(false);
  const caches = useResource<CacheSummary[]>('caches', 3_000);
  return (
    <>
      <PageHead
        title="Caches"
        aside={
          may(session.roles, 'create') && (
            <button class="button main-button" type="button" onClick={() => setCreating(true)} data-testid="action-create">
              New cache…
            </button>
          )
        }
      />
      {creating && <NewCache onClose={() => setCreating(false)} />}
      <Card title={caches.data ? plural(caches.data.length, 'cache') : 'Caches'}>
        <Loaded resource={caches}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty text="No cache runs on this member." />
            ) : (
              <Table label="Caches" columns={columns} rows={rows} keyOf={({ name }) => name} testid="caches-table" />
            )
          }
        </Loaded>
      </Card>
    </>
  );
}

const columns: Column<CacheSummary>[] = [
  { title: 'Cache', heading: true, cell: ({ name }) => <RowName page="caches" cache="" name={name} /> },
  { title: 'Mode', cell: ({ mode, owners }) => <Pair value={mode} more={plural(owners, 'owner')} /> },
  { title: 'State', cell: (cache) => <CacheStates cache={cache} brief /> },
  { title: 'Entries', number: true, cell: ({ statistics }) => counted(statistics.enabled, statistics.entries) },
  { title: 'Hit ratio', number: true, cell: ({ statistics }) => formatShare(hitRatioOf(statistics)) },
  { title: 'Reads', number: true, cell: ({ statistics: s }) => counted(s.enabled, s.hits + s.misses) },
  { title: 'Writes', number: true, cell: ({ statistics: s }) => counted(s.enabled, s.stores) },
  { title: 'Eviction', cell: ({ eviction }) => (eviction ? <Fill eviction={eviction} /> : 'unbounded') },
];

function counted(enabled: boolean, count: number): string {
  return enabled ? formatCount(count) : none;
}
