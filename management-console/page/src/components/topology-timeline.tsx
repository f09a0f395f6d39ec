import { live } from '../state/live';
import { useStore } from '../state/store';
import { Card } from './card';
import { EventList } from './event-list';
import { Empty } from './states';

const shownMax = 20;
const kinds = new Set(['TOPOLOGY', 'REBALANCE', 'AVAILABILITY', 'CACHE_STARTED', 'CACHE_STOPPED']);

/** When the cache's owners changed, newest first. */
export function TopologyTimeline({ cache }: { cache: string }) {
  const events = useStore(live, (now) => now.events);
  const shown = events.filter(({ kind, subject }) => subject === cache && kinds.has(kind)).reverse();
  return (
    <Card title="Topology timeline" testid="ring-timeline">
      {shown.length > 0 ? <EventList events={shown.slice(0, shownMax)} /> : <Empty text="No change is remembered." />}
    </Card>
  );
}
