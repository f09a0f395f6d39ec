import { cachePath } from '../api/client';
import type { OfCache, OnMember, Setting } from '../api/types';
import { antiEntropyFigures, comparesOwners } from '../model/anti-entropy';
import { handoffFigures, hasHandoff } from '../model/handoff';
import { remembersDeletes, tombstonesFigures } from '../model/tombstones';
import { useResource } from '../state/resource';
import { link } from '../state/route';
import { Card } from './card';
import { type Figure, Figures } from './figures';
import { Empty, Loaded } from './states';

/** What the members of a cache come to that keep its copies alike, each with the way to its page; nothing for what it lacks. */
export function ReplicationCards({ cache, settings }: { cache: string; settings: readonly Setting[] }) {
  return (
    <>
      {remembersDeletes(settings) && <Summary title="Tombstones" page="tombstones" cache={cache} figures={tombstonesFigures} />}
      {hasHandoff(settings) && <Summary title="Hinted handoff" page="handoff" cache={cache} figures={handoffFigures} />}
      {comparesOwners(settings) && <Summary title="Anti-entropy" page="anti-entropy" cache={cache} figures={antiEntropyFigures} />}
    </>
  );
}

function Summary<R>(props: { title: string; page: string; cache: string; figures: (members: readonly OnMember<R>[]) => Figure[] }) {
  const { title, page, cache, figures } = props;
  const answer = useResource<OfCache<R>>(cachePath(cache, `/${page}`), 3_000);
  return (
    <Card title={title} testid={page} aside={<a href={link(page, cache)}>By member</a>}>
      <Loaded resource={answer}>
        {({ members }) => (members.length === 0 ? <Empty text="No member answered." /> : <Figures figures={figures(members)} />)}
      </Loaded>
    </Card>
  );
}
