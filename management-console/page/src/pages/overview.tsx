import type { Overview } from '../api/types';
import { Card } from '../components/card';
import { CopiesCard } from '../components/copies-card';
import { EventList } from '../components/event-list';
import { type Figure, Figures } from '../components/figures';
import { GridCharts } from '../components/grid-charts';
import { MemberLoads } from '../components/member-loads';
import { Empty, Loaded } from '../components/states';
import { VerdictBanner } from '../components/verdict-banner';
import { newest } from '../model/events';
import { formatCount } from '../model/format';
import { membersText } from '../model/standing';
import { live } from '../state/live';
import { useResource } from '../state/resource';
import { link } from '../state/route';
import { useStore } from '../state/store';

const recentEvents = 8;

/** Is all well, what is going on, and what has just happened. */
export function OverviewPage() {
  const overview = useResource<Overview>('overview', 5_000);
  const entries = useStore(live, (now) => entriesNow(now.samples.at(-1)?.caches));
  const events = useStore(live, (now) => now.events);
  const recent = newest(events, recentEvents);

  return (
    <>
      <Loaded resource={overview} rows={2}>
        {(data) => (
          <>
            <VerdictBanner overview={data} stale={overview.problem !== undefined} />
            <Figures figures={figuresOf(data, entries)} />
          </>
        )}
      </Loaded>
      {/* What stands below the answer waits for it, else it would be pushed down. */}
      {(overview.data || overview.problem) && (
        <>
          <GridCharts />
          <div class="columns">
            <div class="column">
              <Card title="Members" aside={<a href={link('members')}>All members</a>}>
                <MemberLoads />
              </Card>
              <CopiesCard />
            </div>
            <Card title="Recent events" aside={<a href={link('events')}>All events</a>}>
              {recent.length > 0 ? <EventList brief events={recent} /> : <Empty text="Nothing has happened yet." />}
            </Card>
          </div>
        </>
      )}
      {overview.data && (
        <p class="quiet">
          Spandrel {overview.data.spandrelVersion} on Infinispan {overview.data.infinispanVersion}, as seen by{' '}
          {overview.data.self}
        </p>
      )}
    </>
  );
}

function figuresOf(overview: Overview, entries: number | null): Figure[] {
  const below = overview.segmentsBelowOwners;
  return [
    {
      id: 'members',
      label: 'Members',
      value: membersText(overview.members, overview.membersExpected),
      note: `view ${overview.viewId}`,
      tone: overview.members < overview.membersExpected ? 'warn' : 'plain',
    },
    { id: 'caches', label: 'Caches', value: formatCount(overview.caches) },
    { id: 'entries', label: 'Entries', value: entries === null ? '–' : formatCount(entries), note: 'copies included' },
    {
      id: 'below-owners',
      label: 'Segments below owners',
      value: formatCount(below),
      tone: below > 0 ? 'warn' : 'plain',
    },
  ];
}

function entriesNow(caches: Record<string, { entries: number }> | undefined): number | null {
  return caches === undefined ? null : Object.values(caches).reduce((sum, { entries }) => sum + entries, 0);
}
