import { useState } from 'preact/hooks';
import type { CacheSummary, Ring } from '../api/types';
import { cachePath } from '../api/client';
import { CacheSelect } from '../components/cache-select';
import { Card } from '../components/card';
import { type Figure, Figures } from '../components/figures';
import { KeyLookup } from '../components/key-lookup';
import { LeavingTable } from '../components/leaving-table';
import { PageHead } from '../components/page-head';
import { RingLegend } from '../components/ring-legend';
import { RingMap } from '../components/ring-map';
import { SegmentDetail } from '../components/segment-detail';
import { ShareTable, times } from '../components/share-table';
import { Empty, Loaded } from '../components/states';
import { TopologyTimeline } from '../components/topology-timeline';
import { TransfersCard } from '../components/transfers-card';
import { ViewsCard } from '../components/views-card';
import { formatCount, words } from '../model/format';
import { belowOwners, skewOf } from '../model/ring';
import { useResource } from '../state/resource';

/** Who holds which part of a cache. */
export function RingPage({ name }: { name: string }) {
  const caches = useResource<CacheSummary[]>('caches', 30_000);
  const names = caches.data?.map((cache) => cache.name) ?? [];
  const shown = name || names[0] || '';
  return (
    <>
      <PageHead title="Ring" aside={<CacheSelect page="ring" names={names} shown={shown} />} />
      {shown ? (
        <CacheRing key={shown} cache={shown} />
      ) : (
        <Loaded resource={caches}>{() => <Empty text="No cache runs on this member." />}</Loaded>
      )}
    </>
  );
}

function CacheRing({ cache }: { cache: string }) {
  const ring = useResource<Ring>(cachePath(cache, '/ring'), 10_000);
  const [segment, setSegment] = useState(0);
  const [found, setFound] = useState<number | null>(null);
  const [perColumn, setPerColumn] = useState(1);
  return (
    <Loaded resource={ring} rows={8}>
      {(data) =>
        data.segments.length === 0 ? (
          <Empty text="This cache is not clustered: all of it is here." />
        ) : (
          <>
            <Figures figures={figuresOf(data)} />
            <Card title="Segments by member" aside={<RingLegend perColumn={perColumn} />} testid="ring">
              <RingMap cache={cache} ring={data} segment={segment} onSelect={setSegment} onColumns={setPerColumn} />
            </Card>
            <TransfersCard cache={cache} />
            <div class="columns">
              <Card title="Look up a key">
                <KeyLookup
                  cache={cache}
                  onFound={(at) => {
                    setFound(at);
                    setSegment(at);
                  }}
                />
              </Card>
              <Card title="Selected segments">
                <SegmentDetail segments={columnOf(data, segment, perColumn)} marked={found} />
              </Card>
            </div>
            <Card title="Shares">
              <ShareTable shares={data.shares} />
            </Card>
            <Card title="What if a member ends now">
              <LeavingTable ring={data} />
            </Card>
            <ViewsCard cache={cache} />
            <TopologyTimeline cache={cache} />
          </>
        )
      }
    </Loaded>
  );
}

function columnOf(ring: Ring, segment: number, perColumn: number) {
  const first = Math.floor(segment / perColumn) * perColumn;
  return ring.segments.slice(first, first + perColumn);
}

function figuresOf(ring: Ring): Figure[] {
  const below = belowOwners(ring);
  const moving = ring.segments.filter(({ inTransfer }) => inTransfer).length;
  return [
    {
      id: 'topology',
      label: 'Topology',
      value: formatCount(ring.topologyId),
      note: `${ring.cacheMode}, ${words(ring.phase)}`,
    },
    {
      id: 'segments',
      label: 'Segments',
      value: formatCount(ring.segments.length),
      note: moving > 0 ? `${formatCount(moving)} in transfer` : 'none in transfer',
    },
    {
      id: 'ring-below-owners',
      label: 'Below owners',
      value: formatCount(below),
      note: `of ${formatCount(ring.owners)} wanted`,
      tone: below > 0 ? 'warn' : 'plain',
    },
    { id: 'skew', label: 'Most loaded member', value: times(skewOf(ring.shares)) },
  ];
}
