import type { CacheDetail, CacheMember, Eviction, Session } from '../api/types';
import { cachePath } from '../api/client';
import { CacheActions } from '../components/cache-actions';
import { CacheStates } from '../components/cache-states';
import { Card } from '../components/card';
import { ConflictsCard } from '../components/conflicts-card';
import { ConsistencyCard } from '../components/consistency-card';
import { CoordinationCard } from '../components/coordination-card';
import { amount, Fill } from '../components/fill';
import { type Figure, Figures } from '../components/figures';
import { FilterCard } from '../components/filter-card';
import { GridCharts } from '../components/grid-charts';
import { CallsCard } from '../components/calls-card';
import { MissRatioCard } from '../components/miss-ratio-card';
import { PageHead } from '../components/page-head';
import { Pair } from '../components/pair';
import { PolicyChoiceCard } from '../components/policy-choice-card';
import { ReplicationCards } from '../components/replication-cards';
import { Settings } from '../components/settings';
import { Empty, Loaded } from '../components/states';
import { type Column, Table } from '../components/table';
import { formatCount, formatNanos, formatShare, none, plural } from '../model/format';
import { hitRatioOf, prematureShareOf, sumEviction, sumStatistics } from '../model/sums';
import { useResource } from '../state/resource';
import { link } from '../state/route';

/** One cache: what it does now, how it stands on each member, and what can be done about it. */
export function CachePage({ session, name }: { session: Session; name: string }) {
  const cache = useResource<CacheDetail>(cachePath(name), 3_000);
  const detail = cache.data;
  const eviction = detail ? sumEviction(detail.perMember) : null;
  return (
    <>
      <PageHead
        title={name}
        aside={
          detail && (
            <CacheActions
              session={session}
              cache={name}
              rebalancingEnabled={detail.rebalancingEnabled}
              eviction={eviction}
              onDone={cache.refresh}
            />
          )
        }
      >
        {detail && <CacheStates cache={detail} />}
      </PageHead>
      <Loaded resource={cache} rows={2}>
        {(data) => (
          <>
            <Figures figures={figuresOf(data, eviction)} />
            <GridCharts cache={name} />
            <CallsCard cache={name} />
            <MissRatioCard cache={name} />
            <PolicyChoiceCard rows={data.perMember} />
            <CoordinationCard rows={data.perMember} />
            <FilterCard cache={name} settings={data.settings} />
            <ConsistencyCard cache={name} settings={data.settings} />
            <ReplicationCards cache={name} settings={data.settings} />
            <ConflictsCard cache={name} settings={data.settings} />
            <Card title="By member" aside={<a href={link('ring', name)}>Ring</a>}>
              <PerMember rows={data.perMember} />
            </Card>
            <Card title="Settings" aside={<a href={link('configuration')}>All settings</a>}>
              <Settings label={`Settings of ${name}`} settings={data.settings} />
            </Card>
          </>
        )}
      </Loaded>
    </>
  );
}

function PerMember({ rows }: { rows: readonly CacheMember[] }) {
  if (rows.length === 0) {
    return <Empty text="No member answered." />;
  }
  return <Table label="By member" columns={columns} rows={rows} keyOf={({ member }) => member} testid="cache-members" />;
}

const columns: Column<CacheMember>[] = [
  { title: 'Member', heading: true, cell: ({ member }) => member },
  { title: 'Entries', number: true, cell: ({ statistics: s }) => (s.enabled ? formatCount(s.entries) : none) },
  { title: 'Hit ratio', number: true, cell: ({ statistics: s }) => formatShare(hitRatioOf(s)) },
  { title: 'Reads', number: true, cell: ({ statistics: s }) => formatCount(s.hits + s.misses) },
  { title: 'Writes', number: true, cell: ({ statistics: s }) => formatCount(s.stores) },
  { title: 'Read', number: true, cell: ({ statistics: s }) => formatNanos(s.averageReadNanos) },
  { title: 'Write', number: true, cell: ({ statistics: s }) => formatNanos(s.averageWriteNanos) },
  { title: 'Evictions', number: true, cell: ({ eviction }) => (eviction ? <Pair value={formatCount(eviction.evictions)} more={`${formatCount(eviction.prematureEvictions)} premature`} /> : none) },
  { title: 'Bound', cell: ({ eviction }) => (eviction ? <Fill eviction={eviction} /> : 'none') },
];

function figuresOf({ mode, owners, perMember }: CacheDetail, eviction: Eviction | null): Figure[] {
  const sum = sumStatistics(perMember);
  return [
    { id: 'mode', label: 'Mode', value: mode, note: plural(owners, 'owner') },
    { id: 'entries', label: 'Entries', value: sum.enabled ? formatCount(sum.entries) : none, note: 'copies included' },
    { id: 'hit-ratio', label: 'Hit ratio since start', value: formatShare(hitRatioOf(sum)) },
    boundFigure(eviction),
  ];
}

function boundFigure(eviction: Eviction | null): Figure {
  const figure = { id: 'bound', label: 'Eviction' };
  if (eviction === null) {
    return { ...figure, value: 'none', note: 'unbounded' };
  }
  const { policy, size, bound, unit, policyFailures } = eviction;
  const filled = `${amount(size, unit)} of ${amount(bound, unit)}${unit === 'ENTRIES' ? ' entries' : ''}`;
  const premature = prematureShareOf(eviction);
  const note = premature === null ? filled : `${filled}; ${formatShare(premature)} of evictions premature`;
  return policyFailures > 0
    ? { ...figure, value: policy, note: `${note}; replaced by LRU after a failure`, tone: 'warn' }
    : { ...figure, value: policy, note };
}
